using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Web.Features.Groups;
using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <param name="Previous">The first day of the month before; null when it is all past.</param>
/// <param name="Next">The first day of the month after; null when nothing in it can be booked yet.</param>
/// <param name="NextFree">The nearest loan that can be had; null when there is none in the next weeks.</param>
/// <param name="NewlyFree">What can be had because somebody has lately given it up.</param>
/// <param name="Groups">Those the reader may see it for instead of for themselves; none where it is the same for all.</param>
/// <param name="Group">The one they see it for; null for themselves.</param>
public sealed record ShownMonth(
    CalendarMonth Calendar, LocalDate? Previous, LocalDate? Next, Interval? NextFree, IReadOnlyList<Interval> NewlyFree,
    IReadOnlyList<OwnGroup> Groups, OwnGroup? Group);

/// <summary>A month of something that is lent by the day: which days are left, where a loan begins and where it ends.</summary>
public sealed class ShowMonth(NpgsqlDataSource database, IClock clock)
{
    private static readonly Duration Sight = Duration.FromDays(62);

    /// <param name="group">The id of the group it is to be seen for; null for what suits the place.</param>
    /// <param name="first">The first day of the month; null for that of the nearest loan.</param>
    /// <param name="pickUp">The day on which it is fetched; null while none is chosen. One that cannot be is as none.</param>
    public async Task<ShownMonth> HandleAsync(
        CatalogueResource resource, LocalDate? first, LocalDate? pickUp, SignedInPerson? person, CancellationToken cancellation, string? group = null)
    {
        var now = clock.GetCurrentInstant();
        var terms = resource.Terms;
        var today = now.InZone(terms.Zone).Date;
        var lastDay = today.PlusDays(terms.HorizonDays);
        pickUp = pickUp >= today && pickUp <= lastDay ? pickUp : null;
        var month = first ?? (pickUp is { } chosen ? MonthOf(chosen) : null);
        // The month of the nearest loan is somewhere in sight, so it needs no reading of its own.
        var ahead = new Interval(
            terms.Zone.AtStartOfDay(MonthOf(today)).ToInstant(),
            terms.Zone.AtStartOfDay(MonthOf((now + Sight).InZone(terms.Zone).Date).PlusMonths(1)).ToInstant());
        var facts = await ReadCalendarFacts.HandleAsync(
            database, resource, ahead, month is { } given ? MonthCalendar.Starts(terms, given, pickUp) : null, person, group, now, cancellation);
        var nextFree = NearestFree.Next(terms, facts.Ahead, now, now + Sight);
        var shown = month ?? MonthOf(nextFree?.Start.InZone(terms.Zone).Date ?? today);
        return new ShownMonth(
            MonthCalendar.Of(terms, new Facts(facts.Shown, facts.Person), facts.Mine, shown, pickUp, now),
            shown > MonthOf(today) ? shown.PlusMonths(-1) : null,
            shown.PlusMonths(1) <= lastDay.PlusDays(terms.MaximumMinutes / 1440) ? shown.PlusMonths(1) : null,
            nextFree,
            facts.NewlyFree,
            facts.Groups,
            facts.Group);
    }

    private static LocalDate MonthOf(LocalDate date) => new(date.Year, date.Month, 1);
}
