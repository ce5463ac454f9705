using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <param name="Chosen">The day that a narrow screen shows.</param>
/// <param name="Previous">Monday of the week before; null when it is all past.</param>
/// <param name="Next">Monday of the week after; null when nothing in it can be booked yet.</param>
/// <param name="NextFree">The nearest time that can be booked; null when there is none in the next weeks.</param>
/// <param name="Groups">Those the reader may see it for instead of for themselves; none where it is the same for all.</param>
/// <param name="Group">The one they see it for; null for themselves.</param>
public sealed record ShownWeek(
    CalendarWeek Calendar, LocalDate Chosen, LocalDate ThisMonday, LocalDate? Previous, LocalDate? Next, Interval? NextFree,
    IReadOnlyList<OwnGroup> Groups, OwnGroup? Group);

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
        var facts = await ReadAsync(resource, sight, monday is { } given ? WeekOf(given, zone) : null, person, group, now, cancellation);
        var nextFree = NearestFree.Next(resource.Terms, ReadOccupancies.Of(resource, facts.Ahead), now, now + Sight);
        var thisMonday = IsoWeek.MondayOf(today);
        var shown = monday ?? IsoWeek.MondayOf(nextFree?.Start.InZone(zone).Date ?? today);
        var calendar = WeekCalendar.Of(
            resource.Terms, new Facts(ReadOccupancies.Of(resource, facts.Week), facts.Person), facts.Mine, shown, now);

        var lastDay = today.PlusDays(resource.Terms.HorizonDays);
        return new ShownWeek(
            calendar,
            ChosenDay(calendar, chosen),
            thisMonday,
            shown > thisMonday ? shown.PlusWeeks(-1) : null,
            shown.PlusWeeks(1) <= lastDay ? shown.PlusWeeks(1) : null,
            nextFree,
            facts.Groups,
            facts.Group);
    }

    private sealed record Read(
        ILookup<Guid, ReadOccupancies.Row> Ahead, ILookup<Guid, ReadOccupancies.Row> Week, PersonFacts Person, IReadOnlyList<Interval> Mine)
    {
        public IReadOnlyList<OwnGroup> Groups { get; init; } = [];

        public OwnGroup? Group { get; init; }
    }

    // All of it in one round trip. The week of the nearest free time is somewhere in sight, so it needs no reading of its own.
    private async Task<Read> ReadAsync(
        CatalogueResource resource, Interval sight, Interval? week, SignedInPerson? person, string? group, Instant now, CancellationToken cancellation)
    {
        var ahead = resource.Terms.Reach(week is null ? WithWholeWeeks(sight, resource.Terms.Zone) : sight);
        var reach = week is { } asked ? resource.Terms.Reach(asked) : ahead;
        var parameters = ReadPersonFacts.Parameters(person?.Id ?? Guid.Empty, reach.Start, now);
        parameters.AddDynamicParams(new { Units = resource.Units.ToArray(), From = ahead.Start, To = ahead.End, WeekFrom = reach.Start, WeekTo = reach.End });
        var asksGroup = person is not null && resource.Terms.Person.AskWhichGroup;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{ReadOccupancies.Sql}; {(week is null ? "" : WeekSql)} {(person is null ? "" : ReadPersonFacts.Sql)} {(asksGroup ? GroupMembers.OfSql : "")}", parameters, cancellationToken: cancellation));

        var inSight = (await rows.ReadAsync<ReadOccupancies.Row>()).ToLookup(row => row.UnitId);
        var inWeek = week is null ? inSight : (await rows.ReadAsync<ReadOccupancies.Row>()).ToLookup(row => row.UnitId);
        if (person is null)
        {
            return new Read(inSight, inWeek, PersonFacts.Stranger, []);
        }

        var known = await ReadPersonFacts.ReadAsync(rows);
        var groups = asksGroup ? (await rows.ReadAsync<OwnGroup>()).AsList() : [];
        var chosen = OwnGroup.Chosen(groups, group, resource.Terms);
        return new Read(inSight, inWeek, known.At(resource, chosen?.Id),
            [.. known.Bookings.Where(booking => booking.ResourceId == resource.Id && booking.Stands).Select(booking => booking.Period)])
        {
            Groups = groups,
            Group = chosen,
        };
    }

    private static readonly string WeekSql =
        ReadOccupancies.Sql.Replace("@From", "@WeekFrom", StringComparison.Ordinal).Replace("@To", "@WeekTo", StringComparison.Ordinal) + ";";

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
