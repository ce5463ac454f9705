using System.Globalization;
using Booking.Rules;
using Booking.Rules.Admission;
using Booking.Rules.Recurrence;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Series;

/// <summary>How a series comes again, as typed beside the fields of a booking; kept as typed until it is understood.</summary>
public sealed class SeriesForm
{
    public const string Weekly = "weekly";
    public const string OnDate = "date";
    public const string OnWeekday = "weekday";
    public const string OnLastWeekday = "last";

    /// <summary>The ways to come again, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> Ways = [Weekly, OnDate, OnWeekday, OnLastWeekday];

    private const int LongestDays = 7;

    /// <summary>One of <see cref="Ways"/>.</summary>
    public string? Repeat { get; set; }

    /// <summary>How many weeks or months from one to the next.</summary>
    public string? Every { get; set; }

    /// <summary>The weekdays, 1 for Monday to 7; none for that of the first date.</summary>
    public string[]? Days { get; set; }

    /// <summary>The last date there may be; blank where a number is said.</summary>
    public string? Until { get; set; }

    /// <summary>How many times; blank where a date is said.</summary>
    public string? Count { get; set; }

    /// <summary>The dates that are to be booked, as <see cref="TakenDate"/> writes them; null until they have been seen.</summary>
    public string[]? Take { get; set; }

    /// <summary>What was understood together with the booking's own fields; null with a text key for each field when something was not.</summary>
    public SeriesWish? Parse(CatalogueResource resource, BookForm form, bool nameKnown, bool asksConsent, out Dictionary<string, string> problems)
    {
        // A date is looked at before anybody agrees to anything.
        var accepted = form.AcceptRules;
        form.AcceptRules = accepted || !asksConsent;
        var understood = form.Parse(resource, asStranger: false, nameKnown, out problems);
        form.AcceptRules = accepted;
        if (!int.TryParse(Every?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var every) || every is < 1 or > SeriesRule.MostBetween)
        {
            problems[nameof(Every)] = "EveryUnclear";
        }

        var (until, count) = ParseEnd(fewest: 2, problems);
        if (problems.Count > 0 || understood is null)
        {
            return null;
        }

        var start = understood.Period.Start.InZone(resource.Terms.Zone).LocalDateTime;
        if (RuleOf(Repeat, WeekdaysOf(Days), start.Date, every, until, count) is not { } rule)
        {
            problems[nameof(Until)] = "UntilBeforeFirst";
            return null;
        }

        return new SeriesWish(
            resource, rule, start.TimeOfDay, WallClock.MinutesBetween(understood.Period, resource.Terms.Zone), understood.People, understood.Purpose,
            understood.Name, understood.Group, understood.Key);
    }

    /// <summary>The last date there may be or the number of dates; neither, with a text key for the field, when that was not understood.</summary>
    /// <param name="fewest">The least number of dates.</param>
    public (LocalDate? Until, int? Count) ParseEnd(int fewest, Dictionary<string, string> problems)
    {
        var until = string.IsNullOrWhiteSpace(Until) ? null : ReadDate(Until);
        var count = int.TryParse(Count?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times >= fewest && times <= SeriesRule.MostCount
            ? times
            : (int?)null;
        if (string.IsNullOrWhiteSpace(Until) == string.IsNullOrWhiteSpace(Count))
        {
            problems[nameof(Until)] = "EndMissing";
            return (null, null);
        }

        if (until is null && count is null)
        {
            problems[string.IsNullOrWhiteSpace(Until) ? nameof(Count) : nameof(Until)] =
                !string.IsNullOrWhiteSpace(Until) ? "UntilUnclear" : fewest > 1 ? "CountUnclear" : "MoreUnclear";
        }

        return (until, count);
    }

    /// <summary>Null when it would end before it begins.</summary>
    /// <param name="repeat">One of <see cref="Ways"/>; weekly for anything else.</param>
    public static SeriesRule? RuleOf(string? repeat, IEnumerable<IsoDayOfWeek> days, LocalDate from, int every, LocalDate? until, int? count)
    {
        var pattern = repeat switch
        {
            OnDate => SeriesPattern.MonthlyOnDate,
            OnWeekday => SeriesPattern.MonthlyOnWeekday,
            OnLastWeekday => SeriesPattern.MonthlyOnLastWeekday,
            _ => SeriesPattern.Weekly,
        };
        try
        {
            return pattern == SeriesPattern.Weekly
                ? SeriesRule.Weekly(days, every, from, until, count)
                : SeriesRule.Monthly(pattern, every, from, until, count);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static IEnumerable<IsoDayOfWeek> WeekdaysOf(string[]? days) => (days ?? [])
        .Take(LongestDays)
        .Select(day => day is [>= '1' and <= '7'] ? (IsoDayOfWeek)(day[0] - '0') : IsoDayOfWeek.None)
        .Where(day => day != IsoDayOfWeek.None);

    /// <summary>A date as 2026-12-24, of this and the next century; null for anything else.</summary>
    public static LocalDate? ReadDate(string typed) =>
        LocalDatePattern.Iso.Parse(typed.Trim()) is { Success: true, Value: { Year: >= 2000 and <= 2199 } date } ? date : null;
}

/// <summary>A series somebody asks for.</summary>
/// <param name="Resource">Where; narrowed to one of several alike where that was asked for.</param>
/// <param name="Rule">On which dates.</param>
/// <param name="Time">When each begins, on the wall clock there.</param>
/// <param name="Minutes">How long each lasts, on the same clock.</param>
/// <param name="Name">What the person calls themselves, where they had not said before.</param>
/// <param name="Group">The group it is for; null for the person alone.</param>
/// <param name="Key">The same for every attempt to send the same request.</param>
public sealed record SeriesWish(
    CatalogueResource Resource, SeriesRule Rule, LocalTime Time, int Minutes, int People, string Purpose, string Name, Guid? Group, string Key)
{
    /// <summary>The series that it goes on with; null for a new one.</summary>
    public ContinuedSeries? Continues { get; init; }

    /// <summary>The same text for the same dates: what was looked at is what is booked.</summary>
    public string Described => string.Create(
        CultureInfo.InvariantCulture, $"{Rule.WholeText} {Rule.First} {Time} {Minutes} {People} {Resource.Slug} {Resource.ChosenUnit} {Group}");

    /// <summary>What speaks against all of it, before any date is looked at.</summary>
    public IReadOnlyList<Refusal> Against => SeriesDate.AgainstSeries(Rule, Time, Minutes, Resource.Terms, Continues?.Coming);
}

/// <summary>A series that goes on after its last date.</summary>
/// <param name="NamedAt">When its dates began as it was first booked: what names them, whenever they begin by now.</param>
/// <param name="Coming">The days of its dates still to come.</param>
public sealed record ContinuedSeries(Guid Id, LocalTime NamedAt, IReadOnlyCollection<LocalDate> Coming);

/// <summary>One date that is to be booked.</summary>
/// <param name="Start">What names the date in its series.</param>
/// <param name="Slug">Where instead; null for as the series says.</param>
/// <param name="Period">When instead; null for as the series says.</param>
public sealed record TakenDate(LocalDateTime Start, string? Slug = null, Interval? Period = null)
{
    private const char Mark = '|';

    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    public static string Write(LocalDateTime start) => Pattern.Format(start);

    /// <summary>The name of a date, such as 2026-12-01T19:00; null for anything else.</summary>
    public static LocalDateTime? ReadName(string? text) => Pattern.Parse(text ?? "").TryGetValue(default, out var start) ? start : null;

    public static string Write(LocalDateTime start, Alternative instead)
    {
        var zone = instead.Resource.Terms.Zone;
        return string.Join(
            Mark, Pattern.Format(start), instead.Resource.Slug, Pattern.Format(instead.Period.Start.InZone(zone).LocalDateTime),
            Pattern.Format(instead.Period.End.InZone(zone).LocalDateTime));
    }

    /// <summary>Those that a form has written; what none has is left out.</summary>
    public static IReadOnlyList<TakenDate> ReadAll(IEnumerable<string>? texts, CatalogueSnapshot places) =>
        [.. (texts ?? []).Select(text => Read(text, slug => places.Find(slug)?.Terms.Zone)).OfType<TakenDate>()];

    /// <summary>Null for what no form has written.</summary>
    /// <param name="zone">Of the place with that slug; null for one that there is not.</param>
    public static TakenDate? Read(string text, Func<string, DateTimeZone?> zone)
    {
        var parts = text.Split(Mark);
        if (ReadName(parts[0]) is not { } start)
        {
            return null;
        }

        return parts switch
        {
            [_] => new TakenDate(start),
            [_, var slug, var from, var until] when zone(slug) is { } there && AskedPeriod.Read(from, until, there) is { } period =>
                new TakenDate(start, slug, period),
            _ => null,
        };
    }
}
