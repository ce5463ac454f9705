using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>It cannot be fetched when the period starts.</summary>
/// <param name="Date">The date of the start.</param>
/// <param name="TimesThatDay">When it can be fetched that weekday; may be none.</param>
public sealed record OutsidePickUp(LocalDate Date, IReadOnlyList<WeeklySpan> TimesThatDay) : Refusal;

/// <summary>It cannot be brought back when the period ends.</summary>
/// <param name="Date">The date of the end.</param>
/// <param name="TimesThatDay">When it can be brought back that weekday; may be none.</param>
public sealed record OutsideReturn(LocalDate Date, IReadOnlyList<WeeklySpan> TimesThatDay) : Refusal;

/// <summary>What is lent starts when it can be fetched and ends when it can be brought back.</summary>
internal static class KeepsHandoverTimes
{
    public static IEnumerable<Refusal> Check(BookingRequest request, Terms terms)
    {
        if (terms.Handover is not { } handover)
        {
            yield break;
        }

        var (start, end) = (request.Period.Start, request.Period.End);
        if (!handover.MayStartAt(WallClock.MinutesSinceEpoch(start, terms.Zone)))
        {
            var date = WallClock.DateAt(start, terms.Zone);
            yield return new OutsidePickUp(date, handover.PickUpOn(date.DayOfWeek)) { Rule = terms.RuleOf<HandoverTimes>() };
        }

        if (!handover.MayEndAt(WallClock.MinutesSinceEpoch(end, terms.Zone)))
        {
            var date = WallClock.DateAt(end, terms.Zone);
            yield return new OutsideReturn(date, handover.ReturnOn(date.DayOfWeek)) { Rule = terms.RuleOf<HandoverTimes>() };
        }
    }
}
