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
public sealed record WaitingRequest(
    PermissionRecord Permission, BookingRecord Booking, CatalogueResource Resource, IReadOnlyList<CatalogueRule> Rules);

/// <summary>What waits for an answer from someone: at the places they answer for, for an administrator everywhere.</summary>
public sealed class ListRequests(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    /// <summary>Nobody reads more in one go; the next ones come up as these are answered.</summary>
    public const int Most = 100;

    private const string WaitingSql = PermissionRecord.SelectSql + """

        join booking b on b.id = m.booking_id
        join resource r on r.id = b.resource_id
        where b.status = 'held' and b.hold_expires_at > @Now and m.answered_at is null
          and (@Everywhere or r.owner_id = any(@Owners))
        order by m.answer_by, m.id
        limit @Most
        """;

    /// <summary>The one due first first. Null for whoever answers for nothing.</summary>
    public async Task<IReadOnlyList<WaitingRequest>?> HandleAsync(SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var owners = await OwnerAccess.OwnersAsync(connection, person, OwnerRight.AnswerRequests, cancellation);
        if (!person.IsAdministrator && owners.Count == 0)
        {
            return null;
        }

        var waiting = (await connection.QueryAsync<PermissionRecord>(new CommandDefinition(
            WaitingSql,
            new { Now = clock.GetCurrentInstant(), Everywhere = person.IsAdministrator, Owners = owners.ToArray(), Most },
            cancellationToken: cancellation))).AsList();
        var bookings = (await connection.QueryAsync<BookingRecord>(new CommandDefinition(
            BookingRecord.SelectSql + " where b.id = any(@Ids)",
            new { Ids = waiting.Select(permission => permission.BookingId).ToArray() },
            cancellationToken: cancellation))).ToDictionary(booking => booking.Id);
        var rules = await AskedRules.ReadAsync(connection, waiting, cancellation);
        return
        [
            .. from permission in waiting
               where bookings.ContainsKey(permission.BookingId)
               let booking = bookings[permission.BookingId]
               select new WaitingRequest(permission, booking, snapshot.Get(booking.ResourceId), [.. rules[permission.Id]]),
        ];
    }
}
