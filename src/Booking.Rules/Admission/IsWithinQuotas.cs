using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The person has had their share of the week, month or season in which the period starts.</summary>
/// <param name="Quota">What their share is.</param>
/// <param name="Used">How much of it they have: a number of bookings, or minutes.</param>
/// <param name="From">The first day of that stretch of time.</param>
/// <param name="Until">Its last day, included.</param>
public sealed record QuotaUsed(Quota Quota, int Used, LocalDate From, LocalDate Until) : Refusal;

/// <summary>A person's bookings in one stretch of time, this one among them, stay within each quota.</summary>
internal static class IsWithinQuotas
{
    public static IEnumerable<Refusal> Check(BookingRequest request, PersonFacts person, Terms terms, Instant now)
    {
        foreach (var (quota, rule) in terms.Person.Quotas.Select(ruled => (ruled.Condition, ruled.Rule)))
        {
            var (from, until) = QuotaWindow.Of(WallClock.DateAt(request.Period.Start, terms.Zone), quota.Per);
            var used = person.Bookings
                .Where(booking => booking.Id != request.Replaces && booking.Place.CountsWith(terms.Place, quota.Over))
                .Where(booking => Counts(quota.Counts, booking, now))
                .Where(booking => from <= DateOf(booking) && DateOf(booking) <= until)
                .Sum(booking => Size(booking.Period));

            // What has only just been asked for is not used yet.
            var wanted = quota.Counts == QuotaCounts.Used ? 1 : Size(request.Period);
            if (used + wanted > (quota.Measure == QuotaMeasure.Hours ? quota.Limit * 60 : quota.Limit))
            {
                yield return new QuotaUsed(quota, used, from, until) { Rule = rule };
            }

            LocalDate DateOf(OwnBooking booking) => WallClock.DateAt(booking.Period.Start, terms.Zone);

            int Size(Interval period) => quota.Measure == QuotaMeasure.Bookings ? 1 : Math.Max(0, WallClock.MinutesBetween(period, terms.Zone));
        }
    }

    private static bool Counts(QuotaCounts counts, OwnBooking booking, Instant now)
    {
        var used = booking.CancelledLate || booking.Period.End <= now;
        return counts switch
        {
            QuotaCounts.Coming => !used,
            QuotaCounts.Used => used,
            _ => true,
        };
    }
}
