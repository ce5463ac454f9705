using Booking.Rules.Availability;

namespace Booking.Rules.Admission;

/// <summary>What makes a booking one for the owner to say yes or no to.</summary>
public enum ApprovalCause
{
    /// <summary>Every booking of the place is.</summary>
    Always,

    /// <summary>It is long.</summary>
    LongPeriod,

    /// <summary>Many people come.</summary>
    ManyPeople,

    /// <summary>It ends late in the day.</summary>
    LateEnd,

    /// <summary>The person has not said that they live in the municipality.</summary>
    FromOutside,

    /// <summary>The person has failed to come to too much of what they had booked of the owner.</summary>
    NotComeBefore,
}

/// <summary>One cause, with the limit that was passed.</summary>
/// <param name="Cause">What makes it one.</param>
/// <param name="Limit">Minutes, people, a minute of the day, or how often one may fail to come; null where there is none.</param>
/// <param name="Rule">The rule that says so.</param>
public sealed record ApprovalReason(ApprovalCause Cause, int? Limit, Guid? Rule);

/// <summary>A change that the owner has not said yes to.</summary>
/// <param name="Reason">What makes it one to ask for.</param>
public sealed record ChangeAsksOwner(ApprovalReason Reason) : Refusal;

/// <summary>Which bookings the owner says yes or no to first.</summary>
internal static class AsksTheOwner
{
    public static IEnumerable<ApprovalReason> Check(BookingRequest request, PersonFacts person, Terms terms, Instant now) =>
        [.. ForTheBooking(request, person, terms), .. CameBefore.Asks(person, terms, now)];

    private static IEnumerable<ApprovalReason> ForTheBooking(BookingRequest request, PersonFacts person, Terms terms)
    {
        if (terms.Approval is not { } approval)
        {
            yield break;
        }

        var (asks, rule) = (approval.Condition, approval.Rule);
        if (asks.Always)
        {
            yield return new ApprovalReason(ApprovalCause.Always, null, rule);
        }

        if (asks.LongerThanMinutes is { } longest && WallClock.MinutesBetween(request.Period, terms.Zone) > longest)
        {
            yield return new ApprovalReason(ApprovalCause.LongPeriod, longest, rule);
        }

        if (asks.MorePeopleThan is { } largest && request.People > largest)
        {
            yield return new ApprovalReason(ApprovalCause.ManyPeople, largest, rule);
        }

        if (asks.EndsAfterMinute is { } latest)
        {
            var midnight = WallClock.MinutesSinceEpoch(WallClock.DateAt(request.Period.Start, terms.Zone));
            if (WallClock.MinutesSinceEpoch(request.Period.End, terms.Zone) - midnight > latest)
            {
                yield return new ApprovalReason(ApprovalCause.LateEnd, latest, rule);
            }
        }

        if (asks.FromOutside && person.IsResident != true)
        {
            yield return new ApprovalReason(ApprovalCause.FromOutside, null, rule);
        }
    }
}
