using Booking.Rules.Conditions;
using NodaTime;

namespace Booking.Web.Features.Rules;

/// <summary>The rules of a place in the order in which people need them: may I, when, how long, how early, and what then.</summary>
public static class RuleOrder
{
    private const int ClosuresToShow = 3;

    private static readonly Type[] Order =
    [
        typeof(Audience), typeof(IntroductionRequired), typeof(Approval), typeof(OpeningHours), typeof(HandoverTimes), typeof(PublicHolidays), typeof(SchoolHolidays),
        typeof(ClosedDates), typeof(MinimumDuration), typeof(MaximumDuration), typeof(DurationStep), typeof(StartGrid), typeof(LeadTime),
        typeof(Horizon), typeof(SeriesLimit), typeof(RenewalPriority), typeof(GroupSize), typeof(Quota), typeof(ConcurrentBookings), typeof(Spacing), typeof(BufferTime), typeof(QuietHours),
        typeof(Responsibility), typeof(CheckInGrace), typeof(NoShowLimit), typeof(Reconfirmation), typeof(CancellationDeadline),
    ];

    /// <summary>
    /// Without those that say nothing there: no notice, no buffer, holidays that are open, quiet while it is closed. Of closed days
    /// the next few of a year.
    /// </summary>
    public static IEnumerable<CatalogueRule> ToShow(IReadOnlyList<CatalogueRule> rules, LocalDate today)
    {
        var closures = rules
            .Where(rule => rule.Condition is ClosedDates dates && dates.Until >= today && dates.From <= today.PlusYears(1))
            .OrderBy(rule => ((ClosedDates)rule.Condition).From)
            .Take(ClosuresToShow);
        return rules.Where(rule => SaysSomething(rule.Condition) && !IsQuietWhileClosed(rule.Condition, rules)).Concat(closures)
            .OrderBy(rule => Array.IndexOf(Order, rule.Condition.GetType()));
    }

    /// <summary>Whether it asks for quiet at hours in which a place with those rules is never open.</summary>
    /// <param name="rules">The effective rules of the place.</param>
    public static bool IsQuietWhileClosed(Condition condition, IReadOnlyList<CatalogueRule> rules) =>
        condition is QuietHours quiet && rules.Select(rule => rule.Condition).OfType<OpeningHours>().SingleOrDefault() is { } hours
        && !quiet.Meets(hours);

    private static bool SaysSomething(Condition condition) => condition switch
    {
        ClosedDates => false,
        PublicHolidays holidays => holidays.Closed,
        SchoolHolidays school => school.Holidays.Count > 0,
        LeadTime lead => lead.Minutes > 0,
        BufferTime buffer => buffer.BeforeMinutes + buffer.AfterMinutes > 0,
        Audience audience => !audience.IsEveryone,
        _ => true,
    };
}
