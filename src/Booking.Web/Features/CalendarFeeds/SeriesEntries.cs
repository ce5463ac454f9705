using Booking.Rules.Admission;
using Booking.Web.Features.Shared;
using Booking.Web.Mail;
using NodaTime;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>A series as a calendar shows it: one event that comes again, and beside it the dates that are not as it says.</summary>
public static class SeriesEntries
{
    /// <param name="page">The series' page.</param>
    /// <param name="stamp">When what the entries say was last written.</param>
    public static IReadOnlyList<CalendarEntry> Of(SeriesMail series, InvitationMethod method, Instant stamp, Uri page, string language)
    {
        var booked = series.Dates.Where(date => !date.Waits).ToList();
        if (method == InvitationMethod.Cancel)
        {
            return [.. booked.Select(date => Alone(series, date, stamp, page, language))];
        }

        var zone = DateTimeZoneProviders.Tzdb[series.Zone];
        if (booked.Count == 0 || series is not { First: { } first, Last: { } last })
        {
            return [];
        }

        var taken = booked.Select(date => date.Occurrence).ToHashSet();
        return
        [
            new CalendarEntry(
                BookingEntry.Uid(series.SeriesId), series.Sequence, stamp, FirstPeriod(first, series.Minutes, zone), series.Zone, series.ResourceName, series.Address,
                Description(series, null, page, language), page)
            {
                Recurrence = new CalendarRecurrence(
                    series.Rule, zone.AtLeniently(last).ToInstant(),
                    [
                        .. series.Without.Select(date => date.Occurrence)
                            .Concat(series.Dates.Where(date => date.Waits).Select(date => date.Occurrence))
                            .Where(date => !taken.Contains(date)).Distinct().Order(),
                    ]),
            },
            .. booked.Where(date => date.IsChanged).Select(date => Alone(series, date, stamp, page, language)),
        ];
    }

    private static CalendarEntry Alone(SeriesMail series, SeriesMail.Date date, Instant stamp, Uri page, string language) => new(
        BookingEntry.Uid(series.SeriesId), date.Sequence, stamp, new Interval(date.Start, date.End), series.Zone, date.ResourceName, date.Address,
        Description(series, date.Reference, page, language), page)
    {
        Occurrence = date.Occurrence,
    };

    // Where the spring change skips the first, it is not on: but what comes again needs a start.
    private static Interval FirstPeriod(LocalDateTime first, int minutes, DateTimeZone zone) =>
        SeriesDate.At(first, minutes, zone).Period
        ?? new Interval(zone.AtLeniently(first).ToInstant(), zone.AtLeniently(first).ToInstant() + Duration.FromMinutes(minutes));

    private static string Description(SeriesMail series, string? reference, Uri page, string language)
    {
        var texts = MailTexts.In(language);
        string[] lines =
        [
            reference is null ? "" : $"{texts["Reference"]}: {reference}",
            $"{texts["People"]}: {series.People.ToString(TimeText.CultureOf(language))}",
            series.Purpose.Length > 0 ? $"{texts["Purpose"]}: {series.Purpose}" : "",
            series.Directions.Length > 0 ? $"{texts["Directions"]}: {series.Directions}" : "",
            texts["CalendarContact", series.OwnerName, series.OwnerPhone.Length > 0 ? series.OwnerPhone : series.OwnerEmail],
            page.AbsoluteUri,
        ];
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }
}
