using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Web.Features.FreeNow;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Resources;

/// <summary>What a calendar of one resource shows from.</summary>
/// <param name="Ahead">What is taken in the time in which the nearest free time is looked for.</param>
/// <param name="Shown">What is taken in the time that is shown.</param>
/// <param name="Mine">The reader's own bookings there.</param>
/// <param name="NewlyFree">What of the time that is shown can be had because somebody has lately given it up.</param>
public sealed record CalendarFacts(Occupied Ahead, Occupied Shown, PersonFacts Person, IReadOnlyList<Interval> Mine, IReadOnlyList<Interval> NewlyFree)
{
    /// <summary>Those the reader may see it for; none where it is the same for all.</summary>
    public IReadOnlyList<OwnGroup> Groups { get; init; } = [];

    /// <summary>The one they see it for; null for themselves.</summary>
    public OwnGroup? Group { get; init; }
}

/// <summary>Reads all that a calendar needs in one round trip.</summary>
public static class ReadCalendarFacts
{
    private static readonly string ShownSql =
        ReadOccupancies.Sql.Replace("@From", "@ShownFrom", StringComparison.Ordinal).Replace("@To", "@ShownTo", StringComparison.Ordinal) + ";";

    private const string FreedSql = $"select unit_id, period from freed_time where unit_id = any(@Units) and {FreedLately.IsSql};";

    private sealed record FreedRow(Guid UnitId, Interval Period);

    /// <param name="group">The id of the group it is to be seen for; null for what suits the place.</param>
    /// <param name="ahead">Where bookings start that might be the nearest.</param>
    /// <param name="shown">Where those start that are shown; null where that lies within <paramref name="ahead"/>.</param>
    public static async Task<CalendarFacts> HandleAsync(
        NpgsqlDataSource database, CatalogueResource resource, Interval ahead, Interval? shown, SignedInPerson? person, string? group, Instant now,
        CancellationToken cancellation)
    {
        var inSight = resource.Terms.Reach(ahead);
        var reach = shown is { } asked ? resource.Terms.Reach(asked) : inSight;
        var parameters = ReadPersonFacts.Parameters(person?.Id ?? Guid.Empty, reach.Start, now);
        parameters.AddDynamicParams(
            new
            {
                Units = resource.Units.ToArray(), From = inSight.Start, To = inSight.End, ShownFrom = reach.Start, ShownTo = reach.End,
                FreedSince = FreedLately.Since(now),
            });
        var asksGroup = person is not null && resource.Terms.Person.AskWhichGroup;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{ReadOccupancies.Sql}; {(shown is null ? "" : ShownSql)} {FreedSql} {(person is null ? "" : ReadPersonFacts.Sql)} {(asksGroup ? GroupMembers.OfSql : "")}", parameters, cancellationToken: cancellation));

        var takenAhead = Occupied(await rows.ReadAsync<ReadOccupancies.Row>());
        var takenShown = shown is null ? takenAhead : Occupied(await rows.ReadAsync<ReadOccupancies.Row>());
        var newlyFree = NewlyFreeIn(await rows.ReadAsync<FreedRow>());
        if (person is null)
        {
            return new CalendarFacts(takenAhead, takenShown, PersonFacts.Stranger, [], newlyFree);
        }

        var known = await ReadPersonFacts.ReadAsync(rows);
        var groups = asksGroup ? (await rows.ReadAsync<OwnGroup>()).AsList() : [];
        var chosen = OwnGroup.Chosen(groups, group, resource.Terms);
        return new CalendarFacts(takenAhead, takenShown, known.At(resource, chosen?.Id),
            [.. known.Bookings.Where(booking => booking.ResourceId == resource.Id && booking.Stands).Select(booking => booking.Period)], newlyFree)
        {
            Groups = groups,
            Group = chosen,
        };

        Occupied Occupied(IEnumerable<ReadOccupancies.Row> taken) => ReadOccupancies.Of(resource, taken.ToLookup(row => row.UnitId));

        IReadOnlyList<Interval> NewlyFreeIn(IEnumerable<FreedRow> given)
        {
            var (freed, seen) = (given.ToLookup(row => row.UnitId, row => row.Period), shown ?? ahead);
            return seen.End <= now
                ? []
                : NewlyFree.Within(
                    resource.Terms, takenShown, [.. resource.Units.Select(unit => (IReadOnlyList<Interval>)[.. freed[unit]])],
                    new Interval(Instant.Max(now, seen.Start), seen.End));
        }
    }
}
