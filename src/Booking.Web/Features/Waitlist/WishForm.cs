using System.Globalization;
using Booking.Rules;
using Booking.Rules.Recurrence;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Waitlist;

/// <summary>What somebody would wait for, as typed.</summary>
public sealed class WishForm
{
    /// <summary>Who waits for any day of so many waits for a season.</summary>
    public const int MostDays = 62;

    /// <summary>Of places, with the one the form was opened at.</summary>
    public const int MostPlaces = 6;

    private const int LongestKey = 64;
    private const int MinutesAnHour = 60;
    private const int MinutesADay = 1440;

    public string? Date { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    /// <summary>The day of return, for what is lent by the day.</summary>
    public string? ToDate { get; set; }
    /// <summary>The last day on which the same hours would do; blank for the first day alone.</summary>
    public string? LastDate { get; set; }
    /// <summary>The weekdays that would do, 1 for Monday; none for all of them.</summary>
    public List<string> Days { get; set; } = [];
    /// <summary>How long they would like it, in hours, or in days of what is lent by whole days; blank for all of the time.</summary>
    public string? Length { get; set; }
    /// <summary>How short it may be, in the same; blank for no shorter than they would like.</summary>
    public string? Least { get; set; }
    /// <summary>Other places that would do as well.</summary>
    public List<string> Also { get; set; } = [];
    public string? People { get; set; }
    public string? Purpose { get; set; }
    /// <summary>What they are called; asked for while it is not known.</summary>
    public string? Name { get; set; }
    /// <summary>The id of the group that waits; blank when the person does.</summary>
    public string? Group { get; set; }
    /// <summary>The same for every attempt to send this form.</summary>
    public string? Key { get; set; }

    /// <param name="Windows">By start; at least one.</param>
    public sealed record Understood(
        IReadOnlyList<Interval> Windows, int Minutes, int LeastMinutes, int People, string Purpose, Guid? Group, string Key, string Name);

    public static WishForm For(CatalogueResource resource, Interval? period, string? people)
    {
        var book = BookForm.For(resource, period, people);
        return new() { Date = book.Date, From = book.From, To = book.To, ToDate = book.ToDate, People = people, Key = book.Key };
    }

    /// <summary>What was understood; null with a text key for each field when something was not.</summary>
    public Understood? Parse(CatalogueResource resource, bool nameKnown, out Dictionary<string, string> problems)
    {
        problems = [];
        var first = new BookForm { Date = Date, From = From, To = To, ToDate = ToDate }.ParsePeriod(resource, problems);
        var windows = first is { } known ? WindowsFrom(known, resource, problems) : [];
        if (!int.TryParse(People?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var people) || people is < 1 or > 100_000)
        {
            problems[nameof(People)] = "PeopleUnclear";
        }

        if (Purpose is { Length: > BookForm.LongestPurpose })
        {
            problems[nameof(Purpose)] = "PurposeTooLong";
        }

        var name = Name?.Trim() ?? "";
        if (!nameKnown && name.Length is 0 or > BookForm.LongestName)
        {
            problems[nameof(Name)] = name.Length == 0 ? "NameMissing" : "NameTooLong";
        }

        var group = Guid.TryParse(Group, out var id) ? id : (Guid?)null;
        if (group is null && !string.IsNullOrWhiteSpace(Group))
        {
            problems[nameof(Group)] = "GroupUnknown";
        }

        if (Key is null or { Length: 0 or > LongestKey })
        {
            Key = BookForm.NewKey();
        }

        var whole = first is { } window ? WallClock.MinutesBetween(window, resource.Terms.Zone) : 0;
        var minutes = ReadLength(Length, nameof(Length), whole, whole, resource, problems);
        var least = ReadLength(Least, nameof(Least), minutes, minutes, resource, problems);
        return problems.Count == 0 ? new Understood(windows, minutes, least, people, Purpose?.Trim() ?? "", group, Key, name) : null;
    }

    private List<Interval> WindowsFrom(Interval first, CatalogueResource resource, Dictionary<string, string> problems)
    {
        var zone = resource.Terms.Zone;
        if (string.IsNullOrWhiteSpace(LastDate) || resource.ShowsMonths || first.Duration > Duration.FromDays(1))
        {
            return [first];
        }

        var date = first.Start.InZone(zone).Date;
        if (LocalDatePattern.Iso.Parse(LastDate.Trim()) is not { Success: true, Value: var last } || last < date)
        {
            problems[nameof(LastDate)] = "LastDateUnclear";
            return [];
        }

        if (Period.DaysBetween(date, last) > MostDays)
        {
            problems[nameof(LastDate)] = "TooManyDays";
            return [];
        }

        var days = Days.Select(day => int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(day => day is >= 1 and <= 7).Select(day => (IsoDayOfWeek)day).ToHashSet();
        var from = (int)(first.Start.InZone(zone).TimeOfDay.TickOfDay / NodaConstants.TicksPerMinute);
        var use = new WeeklyUse(
            days.Count > 0 ? days : [.. Enumerable.Range(1, 7).Select(day => (IsoDayOfWeek)day)], from, from + WallClock.MinutesBetween(first, zone), date, last);
        var windows = use.Within(date, last, zone, _ => false).Select(occurrence => occurrence.Period).ToList();
        if (windows.Count == 0)
        {
            problems[nameof(Days)] = "NoSuchDay";
        }

        return windows;
    }

    private static int ReadLength(string? typed, string field, int otherwise, int most, CatalogueResource resource, Dictionary<string, string> problems)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return otherwise;
        }

        var unit = resource.IsWholeDays ? MinutesADay : MinutesAnHour;
        if (!decimal.TryParse(typed.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number <= 0 || number * unit > int.MaxValue || number * unit % 1 != 0)
        {
            problems[field] = "LengthUnclear";
            return otherwise;
        }

        var minutes = (int)(number * unit);
        if (most > 0 && minutes > most)
        {
            problems[field] = field == nameof(Least) ? "LeastTooLong" : "LengthTooLong";
        }

        return minutes;
    }
}
