using System.Text.RegularExpressions;
using Booking.Rules.Availability;
using NodaTime;

namespace Booking.Web.Features.RuleEditor.Forms;

/// <summary>The hours of one weekday as one types them: 8-12, 13-22. An end that is not after its start is on the next day.</summary>
internal static partial class DayHours
{
    /// <summary>None for a blank field, which is a closed day; null for what cannot be read.</summary>
    public static IReadOnlyList<WeeklySpan>? Read(IsoDayOfWeek day, string typed)
    {
        List<WeeklySpan> spans = [];
        foreach (var part in Separators().Split(typed.Trim()).Where(part => part.Length > 0))
        {
            if (Span().Match(part) is not { Success: true } span
                || Clock.Read(span.Groups[1].Value) is not (>= 0 and < 1440) || Clock.Read(span.Groups[2].Value) is not { } closes)
            {
                return null;
            }

            var opens = Clock.Read(span.Groups[1].Value)!.Value;
            spans.Add(new WeeklySpan(day, opens, Clock.EndAfter(opens, closes)));
        }

        return spans;
    }

    public static string Say(IReadOnlyList<WeeklySpan> week, IsoDayOfWeek day) => string.Join(", ", week
        .Where(span => span.Day == day)
        .OrderBy(span => span.OpensMinute)
        .Select(span => $"{Clock.Say(span.OpensMinute)}–{Clock.SayEnd(span.OpensMinute, span.ClosesMinute)}"));

    [GeneratedRegex(@"\s*[,;]\s*|\s+(?:og|and)\s+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^([0-9.:]+)\s*(?:[-–]|til|to)\s*([0-9.:]+)\z")]
    private static partial Regex Span();
}
