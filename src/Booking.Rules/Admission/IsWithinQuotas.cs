using Booking.Rules.Availability;
using Booking.Rules.Conditions;

namespace Booking.Rules.Admission;

/// <summary>The person, or the group they ask for, has had their share of the week, month or season in which the period starts.</summary>
/// <param name="Quota">What their share is.</param>
/// <param name="Used">How much of it they have: a number of bookings, or minutes.</param>
/// <param name="From">The first day of that stretch of time.</param>
/// <param name="Until">Its last day, included.</param>
/// <param name="ByGroup">Whether it is the group that has had its share.</param>
public sealed record QuotaUsed(Quota Quota, int Used, LocalDate From, LocalDate Until, bool ByGroup = false) : Refusal;

/// <summary>A person's or a group's bookings in one stretch of time, this one among them, stay within each quota.</summary>
internal sealed class IsWithinQuotas(PersonFacts person, Terms terms, Instant now, Guid? replaces)
{
    private readonly Tally[] tallies =
    [
        .. terms.Person.Quotas.Select(quota => new Tally(
            quota, terms, IsOfGroup(quota.Condition, person),
            Whose(quota.Condition, person).Where(booking => booking.Id != replaces && IsCounted(quota.Condition, booking, terms.Place, now)))),
    ];

    public void Check(Interval period, LocalDate date, ref Reasons against)
    {
        foreach (var tally in tallies)
        {
            if (tally.IsPassedBy(period, date) is { } reason)
            {
                against.Add(reason);
            }
        }
    }

    private static bool IsOfGroup(Quota quota, PersonFacts person) => quota.Of == QuotaOf.Group && person.OfGroup is not null;

    private static IEnumerable<OwnBooking> Whose(Quota quota, PersonFacts person) => quota.Of == QuotaOf.Person
        ? person.Bookings
        : person.OfGroup ?? person.Bookings.Where(booking => !booking.ForGroup);

    private static bool IsCounted(Quota quota, OwnBooking booking, Place here, Instant now)
    {
        var used = booking.CancelledLate || booking.Period.End <= now;
        return booking.Place.CountsWith(here, quota.Over) && quota.Counts switch
        {
            QuotaCounts.Coming => !used,
            QuotaCounts.Used => used,
            _ => true,
        };
    }

    private sealed class Tally(Ruled<Quota> quota, Terms terms, bool isOfGroup, IEnumerable<OwnBooking> counted)
    {
        private readonly (LocalDate Date, long Size)[] counted =
            [.. counted.Select(booking => (WallClock.DateAt(booking.Period.Start, terms.Zone), SizeOf(booking, quota.Condition, terms.Zone)))];

        // A calendar asks for many periods of the same week, a search for those of a few.
        private readonly List<QuotaUsed> stretches = [];

        public QuotaUsed? IsPassedBy(Interval period, LocalDate date)
        {
            var (asks, had) = (quota.Condition, Of(date));
            // What has only just been asked for is not used yet.
            var wanted = asks.Counts == QuotaCounts.Used ? 1 : SizeOf(period, asks, terms.Zone);
            return had.Used + wanted > (asks.Measure == QuotaMeasure.Hours ? asks.Limit * 60 : asks.Limit) ? had : null;
        }

        private QuotaUsed Of(LocalDate date)
        {
            foreach (var stretch in stretches)
            {
                if (stretch.From <= date && date <= stretch.Until)
                {
                    return stretch;
                }
            }

            var (from, until) = QuotaWindow.Of(date, quota.Condition.Per);
            var used = counted.Where(booking => from <= booking.Date && booking.Date <= until).Sum(booking => booking.Size);
            stretches.Add(new QuotaUsed(quota.Condition, (int)used, from, until, isOfGroup) { Rule = quota.Rule });
            return stretches[^1];
        }

        private static long SizeOf(OwnBooking booking, Quota quota, DateTimeZone zone) =>
            SizeOf(booking.Period, quota, zone) + (quota.Measure == QuotaMeasure.Hours ? booking.LateMinutes : 0);

        private static long SizeOf(Interval period, Quota quota, DateTimeZone zone) =>
            quota.Measure == QuotaMeasure.Bookings ? 1 : Math.Max(0, WallClock.MinutesBetween(period, zone));
    }
}
