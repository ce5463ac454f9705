using Booking.Rules.Conditions;
using NodaTime.Calendars;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

/// <summary>What rules have against a person, worked out from what each of them means, one booking at a time.</summary>
internal sealed class ByHand(BookingRequest request, PersonFacts person, Place here, string district, DateTimeZone zone, Instant now)
{
    private LocalDate Day => DateOf(request.Period);

    public static IEnumerable<Guid> Against(Asked asked, IEnumerable<Rule> rules)
    {
        var byHand = new ByHand(asked.Request, asked.Given.Person, asked.Premises.Place, asked.Premises.District, asked.Premises.Zone, asked.Given.Now);
        return rules.Where(rule => byHand.Refuses(rule.Condition)).Select(rule => rule.Id);
    }

    private bool Refuses(Condition condition) => condition switch
    {
        Audience { Residents: false, Members: false, MinimumAge: null, Groups: false, District: false } => false,
        Audience audience => !person.IsKnown
            || (audience.Residents && person.IsResident != true)
            || (audience.District && !(person.District is { } home && home == district))
            || (audience.Members && !person.IsMember)
            || (audience.Groups && person.OfGroup == null)
            || (audience.MinimumAge is { } age && !(person.BirthYear + age <= Day.Year)),
        IntroductionRequired introduction => !IsIntroduced(introduction.ValidMonths),
        Quota { Counts: QuotaCounts.Used } quota => Had(quota) >= Limit(quota),
        Quota quota => Had(quota) + Size(quota, request.Period) > Limit(quota),
        ConcurrentBookings limit => Standing(limit.Over).Count(booking => booking.Period.End > now) >= limit.Maximum,
        Spacing spacing => Standing(spacing.Over).Any(booking => Gap(booking.Period, request.Period) < Duration.FromMinutes(spacing.Minutes)),
        NoShowLimit { Then: AfterNoShows.Refuse } limit => NotComeOfLate() > limit.Maximum,
        _ => false,
    };

    private int NotComeOfLate() => person.NotComeTo.Count(start => now.InZone(zone).Date < start.InZone(zone).Date.PlusMonths(6));

    private bool IsIntroduced(int? months) => person.IsKnown && person.Introductions.Any(one =>
        (months is not { } count || Day <= one.Given.InZone(zone).Date.PlusMonths(count))
        && (one.Expires is not { } expires || request.Period.Start < expires));

    private int Had(Quota quota) => Counting(quota.Over, quota.Of switch
        {
            QuotaOf.Person => person.Bookings,
            _ when person.OfGroup is { } ours => ours,
            _ => [.. person.Bookings.Where(booking => !booking.ForGroup)],
        })
        .Where(booking => quota.Counts switch
        {
            QuotaCounts.Coming => booking.Period.End > now && !booking.CancelledLate,
            QuotaCounts.Used => booking.Period.End <= now || booking.CancelledLate,
            _ => true,
        })
        .Where(booking => Stretch(quota.Per, DateOf(booking.Period)) == Stretch(quota.Per, Day))
        .Sum(booking => Size(quota, booking.Period));

    // Two dates are of one stretch if this is the same of both: a year, and a number in it.
    private static (int, int) Stretch(QuotaPeriod per, LocalDate date) => per switch
    {
        QuotaPeriod.Week => (WeekYearRules.Iso.GetWeekYear(date), WeekYearRules.Iso.GetWeekOfWeekYear(date)),
        QuotaPeriod.Month => (date.Year, date.Month),
        _ => (date.PlusMonths(-3).Year, (date.PlusMonths(-3).Month - 1) / 6),
    };

    private static int Limit(Quota quota) => quota.Measure == QuotaMeasure.Hours ? 60 * quota.Limit : quota.Limit;

    private int Size(Quota quota, Interval period) => quota.Measure == QuotaMeasure.Bookings
        ? 1
        : Math.Max(0, (int)Math.Floor(period.End.InZone(zone).LocalDateTime.Minus(period.Start.InZone(zone).LocalDateTime).ToDuration().TotalMinutes));

    private static Duration Gap(Interval one, Interval other) => Duration.Max(one.Start - other.End, other.Start - one.End);

    private IEnumerable<OwnBooking> Standing(Scope over) => Counting(over, person.Bookings).Where(booking => !booking.CancelledLate);

    private IEnumerable<OwnBooking> Counting(Scope over, IReadOnlyList<OwnBooking> whose) => whose.Where(booking => booking.Id != request.Replaces && over switch
    {
        Scope.Resource => booking.Place.Resource == here.Resource,
        Scope.Owner => booking.Place.Owner == here.Owner,
        _ => booking.Place.Category == here.Category,
    });

    private LocalDate DateOf(Interval period) => period.Start.InZone(zone).Date;
}
