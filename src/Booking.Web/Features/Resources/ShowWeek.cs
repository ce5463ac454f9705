using Booking.Rules.Availability;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <param name="Chosen">The day that a narrow screen shows.</param>
/// <param name="Previous">Monday of the week before; null when it is all past.</param>
/// <param name="Next">Monday of the week after; null when nothing in it can be booked yet.</param>
/// <param name="NextFree">The nearest time that can be booked; null when there is none in the next weeks.</param>
public sealed record ShownWeek(
    CalendarWeek Calendar, LocalDate Chosen, LocalDate ThisMonday, LocalDate? Previous, LocalDate? Next, Interval? NextFree);

/// <summary>One resource's week: what is free, what is taken, and what is the reader's own.</summary>
public sealed class ShowWeek(NpgsqlDataSource database, ReadOccupancies occupancies, IClock clock)
{
    private const string MineSql = """
        select period from booking
        where person_id = @PersonId and resource_id = @ResourceId and status in ('held', 'confirmed')
          and lower(period) < @To and lower(period) > @From - interval '400 days' and upper(period) > @From
        order by lower(period)
        """;

    private static readonly Duration Sight = Duration.FromDays(28);

    /// <param name="monday">Null for the week of the nearest free time, where a newcomer has something to choose.</param>
    public async Task<ShownWeek> HandleAsync(
        CatalogueResource resource, LocalDate? monday, LocalDate? chosen, SignedInPerson? person, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var zone = resource.Terms.Zone;
        var today = now.InZone(zone).Date;
        var ahead = await occupancies.OfAsync(resource, new Interval(now, now + Sight), cancellation);
        var nextFree = NearestFree.Next(resource.Terms, ahead, now, now + Sight);
        var thisMonday = IsoWeek.MondayOf(today);
        var shown = monday ?? IsoWeek.MondayOf(nextFree?.Start.InZone(zone).Date ?? today);

        var window = new Interval(zone.AtStartOfDay(shown).ToInstant(), zone.AtStartOfDay(shown.PlusDays(7)).ToInstant());
        var taken = await occupancies.OfAsync(resource, window, cancellation);
        var mine = person is null ? [] : await MineAsync(resource, person, window, cancellation);
        var calendar = WeekCalendar.Of(resource.Terms, taken, mine, shown, now);

        var lastDay = today.PlusDays(resource.Terms.HorizonDays);
        return new ShownWeek(
            calendar,
            ChosenDay(calendar, chosen),
            thisMonday,
            shown > thisMonday ? shown.PlusWeeks(-1) : null,
            shown.PlusWeeks(1) <= lastDay ? shown.PlusWeeks(1) : null,
            nextFree);
    }

    private async Task<IReadOnlyList<Interval>> MineAsync(
        CatalogueResource resource, SignedInPerson person, Interval window, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<Interval>(new CommandDefinition(
            MineSql,
            new { PersonId = person.Id, ResourceId = resource.Id, From = window.Start, To = window.End },
            cancellationToken: cancellation))).AsList();
    }

    private static LocalDate ChosenDay(CalendarWeek week, LocalDate? asked) =>
        week.Days.FirstOrDefault(day => day.Date == asked)?.Date
        ?? week.Days.FirstOrDefault(day => day.Segments.Any(segment => segment.State == SegmentState.Free))?.Date
        ?? week.Days.FirstOrDefault(day => day.IsToday)?.Date
        ?? week.Days[0].Date;
}
