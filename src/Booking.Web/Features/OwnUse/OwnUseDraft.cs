using Booking.Rules;
using Booking.Rules.Recurrence;
using Booking.Web.Features.Shared;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.OwnUse;

/// <summary>Own use to be entered or changed.</summary>
/// <param name="GiveBackHours">Null for never.</param>
public sealed record OwnUseDraft(string Title, WeeklyUse Use, bool SkipsClosed, int? GiveBackHours);

/// <summary>The form as typed, kept as typed until it is understood.</summary>
public sealed class OwnUseForm
{
    public const int LongestTitle = 120;
    public const string Once = "once";
    public const string Weekly = "weekly";

    /// <summary>How many hours ahead a date can be given back; longer than a week would leave no time to ask.</summary>
    public static readonly IReadOnlyList<int> GiveBackChoices = [24, 48, 72, 168];

    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public string? Title { get; set; }
    public string? Repeat { get; set; }
    public string? First { get; set; }
    public string? Last { get; set; }
    public string? From { get; set; }
    public string? Until { get; set; }
    /// <summary>Numbers of weekdays, 1 for Monday.</summary>
    public string[] Days { get; set; } = [];
    public bool SkipsClosed { get; set; }
    public string? GiveBack { get; set; }

    public bool IsOnce => Repeat == Once;

    public static OwnUseForm Empty(LocalDate today) =>
        new() { Repeat = Weekly, First = LocalDatePattern.Iso.Format(today), From = "08:00", Until = "15:00", SkipsClosed = true };

    public static OwnUseForm Of(OwnUseRow row) => new()
    {
        Title = row.Title,
        Repeat = row.IsOnce ? Once : Weekly,
        First = LocalDatePattern.Iso.Format(row.FirstDate),
        Last = row is { IsOnce: false, LastDate: { } last } ? LocalDatePattern.Iso.Format(last) : null,
        From = TimeOf(row.FromMinute),
        Until = TimeOf(row.UntilMinute),
        Days = [.. row.Weekdays.Select(day => day.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        SkipsClosed = row.SkipsClosed,
        GiveBack = row.GiveBackHours?.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Null when there are problems: the key of the text that says what is wrong, by field.</summary>
    public OwnUseDraft? Read(LocalDate today, out IReadOnlyDictionary<string, string> problems)
    {
        var wrong = new Dictionary<string, string>();
        problems = wrong;
        var title = TypedText.Read(Title).Replace('\n', ' ');
        if (title.Length is 0 or > LongestTitle)
        {
            wrong[nameof(Title)] = title.Length == 0 ? "TitleMissing" : "TitleTooLong";
        }

        var first = Date(First);
        if (first is null)
        {
            wrong[nameof(First)] = "FirstMissing";
        }
        else if (IsOnce && first < today)
        {
            wrong[nameof(First)] = "FirstPast";
        }

        var last = IsOnce ? first : Date(Last);
        if (!IsOnce && !string.IsNullOrWhiteSpace(Last) && (last is null || last < first || last < today))
        {
            wrong[nameof(Last)] = "LastWrong";
        }

        List<IsoDayOfWeek> days = IsOnce && first is { } only ? [only.DayOfWeek] : [.. Days.Select(Weekday).OfType<IsoDayOfWeek>().Distinct().Order()];
        if (days.Count == 0 && !IsOnce)
        {
            wrong[nameof(Days)] = "DaysMissing";
        }

        var (from, until) = (Minute(From), Minute(Until));
        if (from is null)
        {
            wrong[nameof(From)] = "FromMissing";
        }

        if (until is null)
        {
            wrong[nameof(Until)] = "UntilMissing";
        }

        var giveBack = int.TryParse(GiveBack, out var hours) && GiveBackChoices.Contains(hours) ? hours : (int?)null;
        if (wrong.Count > 0)
        {
            return null;
        }

        // An end that is not after the start is the next day's.
        var end = until > from ? until.Value : until!.Value + 1440;
        return new OwnUseDraft(title, new WeeklyUse(days, from!.Value, end, first!.Value, last), SkipsClosed, giveBack);
    }

    private static LocalDate? Date(string? typed) =>
        LocalDatePattern.Iso.Parse(typed ?? "") is { Success: true, Value: { Year: >= 2000 and <= 2199 } date } ? date : null;

    private static int? Minute(string? typed) =>
        typed == "24:00" ? 0 : Clock.Parse(typed ?? "") is { Success: true } parsed ? (parsed.Value.Hour * 60) + parsed.Value.Minute : null;

    private static IsoDayOfWeek? Weekday(string? typed) => int.TryParse(typed, out var day) && day is >= 1 and <= 7 ? (IsoDayOfWeek)day : null;

    private static string TimeOf(int minute) => Clock.Format(LocalTime.FromMinutesSinceMidnight(minute % 1440));
}
