using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.NoShows;

/// <summary>What a booking's page says of not coming.</summary>
/// <param name="This">Null when somebody came to it, or may still.</param>
/// <param name="Count">How often its person has not come to the same owner, of those that still count.</param>
public sealed record NoShowsAtBooking(NoShow? This, int Count);

/// <summary>A person's own, at one owner.</summary>
public sealed record OwnNoShows(OwnerCard Owner, IReadOnlyList<NoShow> NoShows);

/// <summary>What nobody came to: to its person all of it, to an owner how often and what waits for its answer.</summary>
public sealed class ReadNoShows(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const int MostAnswered = 20;

    private const string SelectSql = """
        select b.id as booking_id, b.resource_id, b.period, x.words, x.contested_at, x.upheld, x.answer
        from booking b
        left join no_show_contest x on x.booking_id = b.id
        """;

    private const string OfPersonSql = $"""
        {SelectSql}
        where b.person_id = @personId and lower(b.period) >= @since and {NoShowSql.Is}
        order by lower(b.period)
        """;

    private const string CountSql = $"""
        select count(*)::int
        from booking b
        join resource r on r.id = b.resource_id and r.owner_id = @ownerId
        where b.person_id = @personId and lower(b.period) >= @since and {NoShowSql.Counts}
        """;

    private const string ToAnswerSql = $"""
        ({SelectSql} where b.resource_id = any(@Resources) and x.answered_at is null and x.contested_at is not null)
        union all
        ({SelectSql} where b.resource_id = any(@Resources) and x.answered_at is not null order by x.answered_at desc limit @MostAnswered)
        """;

    private sealed record Row(
        Guid BookingId, Guid ResourceId, Interval Period, string? Words, Instant? ContestedAt, bool? Upheld, string? Answer)
    {
        public NoShow At(CatalogueSnapshot places) => new(
            BookingId, places.Get(ResourceId), Period, ContestedAt is { } at ? new Contest(Words!, at, Upheld, Answer!) : null);
    }

    /// <summary>What a person is noted for, by owner: of those that are not too long ago to count.</summary>
    public async Task<IReadOnlyList<OwnNoShows>> OfPersonAsync(Guid personId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var places = await catalogue.ReadAsync(connection, cancellation);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            OfPersonSql, new { personId, since = NoShowSql.Since(clock.GetCurrentInstant()) }, cancellationToken: cancellation));
        return
        [
            .. rows.Select(row => row.At(places)).GroupBy(one => one.Resource.Owner.Id)
                .Select(owner => new OwnNoShows(owner.First().Resource.Owner, [.. owner])),
        ];
    }

    /// <summary>Null when somebody came to it, and for all but the person it is noted of and those who look after the place.</summary>
    public async Task<NoShow?> ForAsync(ReadableBooking found, SignedInPerson reader, CancellationToken cancellation) =>
        !found.Own || found.Booking.PersonId == reader.Id ? (await AtAsync(found.Booking, found.Resource, cancellation)).This : null;

    public async Task<NoShowsAtBooking> AtAsync(BookingRecord booking, CatalogueResource resource, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var row = await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(
            $"{SelectSql} where b.id = @Id and {NoShowSql.Is}", new { booking.Id }, cancellationToken: cancellation));
        return new NoShowsAtBooking(
            row?.At(await catalogue.ReadAsync(connection, cancellation)),
            booking.PersonId is { } personId
                ? await connection.ExecuteScalarAsync<int>(new CommandDefinition(
                    CountSql, new { personId, ownerId = resource.Owner.Id, since = NoShowSql.Since(clock.GetCurrentInstant()) },
                    cancellationToken: cancellation))
                : 0);
    }

    /// <summary>What persons say they came to, at all that somebody looks after: what waits for an answer first, the oldest first, then what was answered last.</summary>
    public async Task<IReadOnlyList<NoShow>> ToAnswerAsync(SignedInPerson reader, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var places = await catalogue.ReadAsync(connection, cancellation);
        var owners = await OwnerAccess.OwnersAsync(connection, reader, OwnerRight.LookAfter, cancellation);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            ToAnswerSql,
            new { Resources = places.All.Where(place => owners.Contains(place.Owner.Id)).Select(place => place.Id).ToArray(), MostAnswered },
            cancellationToken: cancellation));
        return [.. rows.Select(row => row.At(places)).OrderBy(one => one.Contest!.Upheld is not null).ThenBy(one => one.Contest!.ContestedAt)];
    }
}
