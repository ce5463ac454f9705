using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>One line of the list of what waits for an answer.</summary>
/// <param name="MaySeeBooking">Whether the booking's own page, with its messages, is there for the reader.</param>
public sealed record WaitingRequest(
    PermissionRecord Permission, BookingRecord Booking, CatalogueResource Resource, IReadOnlyList<CatalogueRule> Rules,
    RequestBackground Background, bool MaySeeBooking);

/// <param name="Waiting">The one due first first; of those due together, the one that begins first.</param>
/// <param name="Missed">What nobody answered in time, and has not begun.</param>
public sealed record RequestList(IReadOnlyList<WaitingRequest> Waiting, IReadOnlyList<WaitingRequest> Missed);

/// <summary>What waits for an answer from someone: at the places they answer for, for an administrator everywhere.</summary>
public sealed class ListRequests(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    /// <summary>Nobody reads more in one go; the next ones come up as these are answered.</summary>
    public const int Most = 100;

    private const int MostMissed = 20;

    private const string FromSql = PermissionRecord.SelectSql + """

        join booking b on b.id = m.booking_id
        join resource r on r.id = b.resource_id
        where (@Everywhere or r.owner_id = any(@Owners)) and m.answered_at is null
        """;

    private const string WaitingSql = FromSql + """
          and m.unanswered_at is null and b.status = 'held' and b.hold_expires_at > @Now
        order by m.answer_by, lower(b.period), m.id
        limit @Most
        """;

    private const string MissedSql = FromSql + """
          and lower(b.period) > @Now and (b.status = 'expired' or (b.status = 'held' and b.hold_expires_at <= @Now))
        order by lower(b.period), m.id
        limit @MostMissed
        """;

    /// <summary>Null for whoever answers for nothing.</summary>
    public async Task<RequestList?> HandleAsync(SignedInPerson person, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var owners = await OwnerAccess.OwnersAsync(connection, person, OwnerRight.AnswerRequests, cancellation);
        if (!person.IsAdministrator && owners.Count == 0)
        {
            return null;
        }

        var parameters = new { Now = now, Everywhere = person.IsAdministrator, Owners = owners.ToArray(), Most, MostMissed };
        var waiting = (await connection.QueryAsync<PermissionRecord>(
            new CommandDefinition(WaitingSql, parameters, cancellationToken: cancellation))).AsList();
        var missed = (await connection.QueryAsync<PermissionRecord>(
            new CommandDefinition(MissedSql, parameters, cancellationToken: cancellation))).AsList();
        List<PermissionRecord> all = [.. waiting, .. missed];
        var bookings = (await connection.QueryAsync<BookingRecord>(new CommandDefinition(
            BookingRecord.SelectSql + " where b.id = any(@Ids)",
            new { Ids = all.Select(permission => permission.BookingId).ToArray() },
            cancellationToken: cancellation))).ToDictionary(booking => booking.Id);
        var rules = await AskedRules.ReadAsync(connection, all, cancellation);
        var lookedAfter = await OwnerAccess.OwnersAsync(connection, person, OwnerRight.LookAfter, cancellation);
        var background = await ReadBackground.HandleAsync(
            connection,
            [.. waiting.Where(permission => bookings.ContainsKey(permission.BookingId)).Select(permission => bookings[permission.BookingId])
                .Select(booking => (booking, snapshot.Get(booking.ResourceId)))],
            now, cancellation);
        await LogLook.HandleAsync(connection, bookings.Keys, person, now, cancellation);
        return new RequestList(Lines(waiting), Lines(missed));

        IReadOnlyList<WaitingRequest> Lines(IEnumerable<PermissionRecord> permissions) =>
        [
            .. from permission in permissions
               where bookings.ContainsKey(permission.BookingId)
               let booking = bookings[permission.BookingId]
               let resource = snapshot.Get(booking.ResourceId)
               select new WaitingRequest(
                   permission, booking, resource, [.. rules[permission.Id]], background.GetValueOrDefault(booking.Id, RequestBackground.None),
                   person.IsAdministrator || lookedAfter.Contains(resource.Owner.Id)),
        ];
    }
}
