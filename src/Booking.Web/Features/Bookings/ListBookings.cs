using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record BookingPage(IReadOnlyList<BookingRecord> Bookings, BookingCursor? Next);

/// <summary>A person's own bookings, those of their groups, and what they have made for others that is not over; a page at a time.</summary>
public sealed class ListBookings(NpgsqlDataSource database, IClock clock)
{
    private const string ComingSql = BookingRecord.SelectSql + " where " + OnBehalf.TheirsOrHelpedSql + """

          and b.status in ('held', 'confirmed') and upper(b.period) > @Now
          and (lower(b.period), b.id) > (@Start, @Id)
        order by lower(b.period), b.id
        limit @Limit
        """;

    private const string PastSql = BookingRecord.SelectSql + " where " + OnBehalf.TheirsOrHelpedSql + """

          and (b.status not in ('held', 'confirmed') or upper(b.period) <= @Now)
          and (lower(b.period), b.id) < (@Start, @Id)
        order by lower(b.period) desc, b.id desc
        limit @Limit
        """;

    private const string BetweenSql = BookingRecord.SelectSql + " where " + OnBehalf.TheirsOrHelpedSql + """

          and lower(b.period) < @To and upper(b.period) > @From
          and (lower(b.period), b.id) > (@Start, @Id)
        order by lower(b.period), b.id
        limit @Limit
        """;

    /// <summary>Those that are neither over nor ended, the next one first.</summary>
    /// <param name="after">Where the page begins; null for the first.</param>
    public Task<BookingPage> ComingAsync(SignedInPerson person, BookingCursor? after, int limit, CancellationToken cancellation) =>
        ReadAsync(ComingSql, person, after ?? BookingCursor.BeforeAll, limit, cancellation);

    /// <summary>Those that are over or were ended (cancelled, released, expired), the latest first.</summary>
    /// <param name="after">Where the page begins; null for the first.</param>
    public Task<BookingPage> PastAsync(SignedInPerson person, BookingCursor? after, int limit, CancellationToken cancellation) =>
        ReadAsync(PastSql, person, after ?? BookingCursor.AfterAll, limit, cancellation);

    /// <summary>Those of any status that lie at least partly between two moments, by start.</summary>
    /// <param name="after">Where the page begins; null for the first.</param>
    public Task<BookingPage> BetweenAsync(
        SignedInPerson person, Instant? from, Instant? to, BookingCursor? after, int limit, CancellationToken cancellation) =>
        ReadAsync(BetweenSql, person, after ?? BookingCursor.BeforeAll, limit, cancellation, from, to);

    private async Task<BookingPage> ReadAsync(
        string sql, SignedInPerson person, BookingCursor after, int limit, CancellationToken cancellation,
        Instant? from = null, Instant? to = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // One more than is shown tells whether there is a next page.
        var found = (await connection.QueryAsync<BookingRecord>(new CommandDefinition(
            sql,
            new
            {
                PersonId = person.Id,
                Now = clock.GetCurrentInstant(),
                From = from ?? Instant.MinValue,
                To = to ?? Instant.MaxValue,
                after.Start,
                after.Id,
                Limit = limit + 1,
            },
            cancellationToken: cancellation))).AsList();
        return found.Count > limit
            ? new BookingPage(found[..limit], BookingCursor.Of(found[limit - 1]))
            : new BookingPage(found, null);
    }
}
