using System.Text.RegularExpressions;
using Booking.Rules.Availability;
using NodaTime;

namespace Booking.Web.Features.RuleEditor.Forms;

/// <summary>
/// The hours of one weekday as one types them: 8-12, 13-22, or 9.00 til 14.00, or lukket. An end that is not after its start is on
/// the next day.
/// </summary>
internal static partial class DayHours
{
    private const int WholeDay = 24 * 60;

    /// <summary>None for a blank field or "closed", which is a closed day; null for what cannot be read.</summary>
    public static IReadOnlyList<WeeklySpan>? Read(IsoDayOfWeek day, string typed)
    {
        var said = Filler().Replace(typed.Trim(), "").Trim();
        if (Closed().IsMatch(said))
        {
            return [];
        }

        if (AllDay().IsMatch(said))
        {
            return [new WeeklySpan(day, 0, WholeDay)];
        }

        List<WeeklySpan> spans = [];
        foreach (var part in Separators().Split(Between().Replace(said, "-")).Where(part => part.Length > 0))
        {
            if (part.Split('-') is not [var from, var until]
                || Clock.Read(from) is not (>= 0 and < WholeDay) || Clock.Read(until) is not { } closes)
            {
                return null;
            }

            var opens = Clock.Read(from)!.Value;
            spans.Add(new WeeklySpan(day, opens, Clock.EndAfter(opens, closes)));
        }

        return spans;
    }

    public static string Say(IReadOnlyList<WeeklySpan> week, IsoDayOfWeek day) => string.Join(", ", week
        .Where(span => span.Day == day)
        .OrderBy(span => span.OpensMinute)
        .Select(span => $"{Short(Clock.Say(span.OpensMinute))}–{Short(Clock.SayEnd(span.OpensMinute, span.ClosesMinute))}"));

    // 9 for 9.00: two spans fit their field on a phone.
    private static string Short(string time) => time[^3..] is ".00" or ":00" ? time[..^3] : time;

    [GeneratedRegex(@"\b(?:kl\b\.?|fra\b|from\b|åbent\b|open\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Filler();

    [GeneratedRegex(@"^(?:|[-–—]|lukket|closed)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Closed();

    [GeneratedRegex(@"^(?:hele (?:dagen|døgnet)|døgnet rundt|all day|day and night)\z", RegexOptions.IgnoreCase)]
    private static partial Regex AllDay();

    [GeneratedRegex(@"\s*(?:[-–—−]|\b(?:til|to|until)\b)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@"\s*[,;/&+]\s*|\s+(?:og|and)\s+|\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Separators();
}
