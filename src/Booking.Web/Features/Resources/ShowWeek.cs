using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Web.Features.Groups;
using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <param name="Chosen">The day that a narrow screen shows.</param>
/// <param name="Previous">Monday of the week before; null when it is all past.</param>
/// <param name="Next">Monday of the week after; null when nothing in it can be booked yet.</param>
/// <param name="NextFree">The nearest time that can be booked; null when there is none in the next weeks.</param>
/// <param name="NewlyFree">What can be had because somebody has lately given it up.</param>
/// <param name="Groups">Those the reader may see it for instead of for themselves; none where it is the same for all.</param>
/// <param name="Group">The one they see it for; null for themselves.</param>
public sealed record ShownWeek(
    CalendarWeek Calendar, LocalDate Chosen, LocalDate ThisMonday, LocalDate? Previous, LocalDate? Next, Interval? NextFree,
    IReadOnlyList<Interval> NewlyFree, IReadOnlyList<OwnGroup> Groups, OwnGroup? Group);

/// <summary>One resource's week: what is free, what is taken, and what is the reader's own.</summary>
public sealed class ShowWeek(NpgsqlDataSource database, IClock clock)
{
    private static readonly Duration Sight = Duration.FromDays(28);

    /// <param name="group">The id of the group it is to be seen for; null for what suits the place.</param>
    /// <param name="monday">Null for the week of the nearest free time, where a newcomer has something to choose.</param>
    public async Task<ShownWeek> HandleAsync(
        CatalogueResource resource, LocalDate? monday, LocalDate? chosen, SignedInPerson? person, CancellationToken cancellation, string? group = null)
    {
        var now = clock.GetCurrentInstant();
        var zone = resource.Terms.Zone;
        var today = now.InZone(zone).Date;
        var sight = new Interval(now, now + Sight);
        // The week of the nearest free time is somewhere in sight, so it needs no reading of its own.
        var facts = await ReadCalendarFacts.HandleAsync(
            database, resource, monday is null ? WithWholeWeeks(sight, zone) : sight, monday is { } given ? WeekOf(given, zone) : null, person, group, now, cancellation);
        var nextFree = NearestFree.Next(resource.Terms, facts.Ahead, now, now + Sight);
        var thisMonday = IsoWeek.MondayOf(today);
        var shown = monday ?? IsoWeek.MondayOf(nextFree?.Start.InZone(zone).Date ?? today);
        var calendar = WeekCalendar.Of(
            resource.Terms, new Facts(facts.Shown, facts.Person), facts.Mine, shown, now);

        var lastDay = today.PlusDays(resource.Terms.HorizonDays);
        return new ShownWeek(
            calendar,
            ChosenDay(calendar, chosen),
            thisMonday,
            shown > thisMonday ? shown.PlusWeeks(-1) : null,
            shown.PlusWeeks(1) <= lastDay ? shown.PlusWeeks(1) : null,
            nextFree,
            facts.NewlyFree,
            facts.Groups,
            facts.Group);
    }

    private static Interval WeekOf(LocalDate monday, DateTimeZone zone) =>
        new(zone.AtStartOfDay(monday).ToInstant(), zone.AtStartOfDay(monday.PlusDays(7)).ToInstant());

    private static Interval WithWholeWeeks(Interval sight, DateTimeZone zone) => new(
        WeekOf(IsoWeek.MondayOf(sight.Start.InZone(zone).Date), zone).Start, WeekOf(IsoWeek.MondayOf(sight.End.InZone(zone).Date), zone).End);

    private static LocalDate ChosenDay(CalendarWeek week, LocalDate? asked) =>
        week.Days.FirstOrDefault(day => day.Date == asked)?.Date
        ?? week.Days.FirstOrDefault(day => day.Segments.Any(segment => segment.State == SegmentState.Free))?.Date
        ?? week.Days.FirstOrDefault(day => day.IsToday)?.Date
        ?? week.Days[0].Date;
}
