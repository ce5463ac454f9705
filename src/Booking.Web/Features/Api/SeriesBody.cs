using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Rules;
using Booking.Rules.Recurrence;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Series;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>How a series comes again.</summary>
public enum RepeatWay
{
    Weekly,
    MonthlyOnDate,
    MonthlyOnWeekday,
    MonthlyOnLastWeekday,
}

/// <summary>Which dates of a series to book.</summary>
public enum TakeWhich
{
    Free,
    All,
}

/// <summary>Dates to look at.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record PreviewSeriesBody
{
    [Required, Description("The resource's slug.")]
    public string? Resource { get; init; }

    [Required, Description("Of the first date, with any offset; whole minutes. The others are at the same time on the wall clock there.")]
    public OffsetDateTime? Start { get; init; }

    [Required, Description("Of the first date, after the start.")]
    public OffsetDateTime? End { get; init; }

    [Required, Range(1, 100_000), Description("How many will come.")]
    public int? People { get; init; }

    [StringLength(PlaceBookingBody.LongestText), Description("What for, as the owner will read it. May be left out.")]
    public string? Purpose { get; init; }

    [Description("The id of the group it is for, one of GET /api/v1/groups. Left out, it is for oneself.")]
    public Guid? Group { get; init; }

    [Description("The id of one of the resource's units, to have that one of several alike. Left out, any that is free.")]
    public Guid? Unit { get; init; }

    [Description("weekly; or monthly on the date, the weekday (such as the second Tuesday) or the last of the weekday, as the first date is. weekly when left out.")]
    public RepeatWay Repeat { get; init; }

    [Range(1, SeriesRule.MostBetween), Description("How many weeks or months from one to the next; 1 when left out.")]
    public int? Every { get; init; }

    [Description("Of a weekly one: 1 for Monday to 7 for Sunday. Left out, the weekday of the first date.")]
    public IReadOnlyList<int>? Weekdays { get; init; }

    [Description("The last date there may be, as 2026-12-24; or say occurrences.")]
    public string? Until { get; init; }

    [Range(2, SeriesRule.MostCount), Description("How many dates; or say until.")]
    public int? Occurrences { get; init; }

    /// <summary>Null, with the field, when something is not as it should be.</summary>
    internal SeriesWish? ToWish(CatalogueResource resource, out string wrong)
    {
        var (start, end) = (Start!.Value.ToInstant(), End!.Value.ToInstant());
        var until = Until is null ? null : SeriesForm.ReadDate(Until);
        wrong = start >= end ? "end"
            : Weekdays is { } days && days.Any(day => day is < 1 or > 7) ? "weekdays"
            : (Until is not null && until is null) || (until is null) == (Occurrences is null) ? "until"
            : "";
        if (wrong.Length > 0)
        {
            return null;
        }

        var zone = resource.Terms.Zone;
        var first = start.InZone(zone).LocalDateTime;
        wrong = "until";
        return SeriesForm.RuleOf(
            SeriesForm.Ways[(int)Repeat], (Weekdays ?? []).Select(day => (IsoDayOfWeek)day), first.Date, Every ?? 1, until, Occurrences) is { } rule
            ? new SeriesWish(
                resource, rule, first.TimeOfDay, WallClock.MinutesBetween(new Interval(start, end), zone), People!.Value, Purpose?.Trim() ?? "", "", Group, Guid.NewGuid().ToString("N"))
            : null;
    }
}

/// <summary>Dates to book.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PlaceSeriesBody : PreviewSeriesBody
{
    [Description(TakenDates.TakeText)]
    public TakeWhich Take { get; init; }

    [Description(TakenDates.LeaveOutText)]
    public IReadOnlyList<string>? LeaveOut { get; init; }
}

/// <summary>For how long to go on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record PreviewRenewalBody
{
    [Description("The last date there may be, as 2026-12-24; or say occurrences.")]
    public string? Until { get; init; }

    [Range(1, SeriesRule.MostCount), Description("How many more dates; or say until.")]
    public int? Occurrences { get; init; }

    /// <summary>Whether exactly one of the two is said, and understood.</summary>
    internal bool TryRead(out LocalDate? until)
    {
        until = Until is null ? null : SeriesForm.ReadDate(Until);
        return (Until is null || until is not null) && until is null != Occurrences is null;
    }
}

/// <summary>More dates to book.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RenewSeriesBody : PreviewRenewalBody
{
    [Description(TakenDates.TakeText)]
    public TakeWhich Take { get; init; }

    [Description(TakenDates.LeaveOutText)]
    public IReadOnlyList<string>? LeaveOut { get; init; }
}

/// <summary>What is to become of the dates of a series from one on; what is left out stays as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeSeriesBody
{
    [Description("The first date to change, by its name. Left out, all that are to come.")]
    public string? Since { get; init; }

    [Description("The slug of another resource of the same owner and kind.")]
    public string? Resource { get; init; }

    [Description("When each begins, as 19:00.")]
    public string? FromTime { get; init; }

    [Range(1, 7 * 1440), Description("How long each lasts on the wall clock.")]
    public int? Minutes { get; init; }

    [Range(1, 100_000), Description("How many will come.")]
    public int? People { get; init; }

    [StringLength(PlaceBookingBody.LongestText), Description("What for. Empty text takes it away.")]
    public string? Purpose { get; init; }

    [Description("asShown of the preview of the same change. Left out, it is a preview: nothing is written.")]
    public string? AsShown { get; init; }
}

/// <summary>One date of a series.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SeriesDateBody
{
    [Required, Description("Its name, as 2026-12-01T19:00.")]
    public string? Date { get; init; }
}

/// <summary>Which of the dates to come are called off.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CancelSeriesBody
{
    [Description("The first date to call off, by its name. Left out, all that are to come.")]
    public string? Since { get; init; }

    [StringLength(PlaceBookingBody.LongestText), Description("Told to the person whose dates they are; a caretaker must give one.")]
    public string? Reason { get; init; }
}

/// <summary>The dates a program takes of those it could see.</summary>
internal static class TakenDates
{
    public const string TakeText = "free: those that are free; all: what can be had in the place of the others too. free when left out.";
    public const string LeaveOutText = "Names of dates not to book, as 2026-12-01T19:00; they are kept as left out.";

    public static IReadOnlyList<TakenDate> Of(SeriesPreview preview, TakeWhich take, IReadOnlyList<string>? leaveOut)
    {
        var without = (leaveOut ?? []).Select(TakenDate.ReadName).ToHashSet();
        return [.. preview.All.Where(date => (take == TakeWhich.All || date.Slug is null) && !without.Contains(date.Start))];
    }
}
