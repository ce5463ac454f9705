using Booking.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>
/// Writes down that somebody who looks after a place has seen whose bookings those are, and what for: once a day for each of them and
/// each booking, however often they look. It stands in the owner's log, by the booking's reference.
/// </summary>
public static class LogLook
{
    public const string Seen = "booking.seen";

    private const string Sql = """
        insert into audit (at, actor_id, action, subject, owner_id)
        select @Now, @Reader, 'booking.seen', b.id, r.owner_id
        from booking b
        join resource r on r.id = b.resource_id
        where b.id = any(@Bookings) and b.person_id is distinct from @Reader
          and not exists (
              select from audit a where a.action = 'booking.seen' and a.subject = b.id and a.actor_id = @Reader and a.at >= @Today)
        """;

    public static async Task HandleAsync(
        NpgsqlConnection connection, IEnumerable<Guid> bookings, SignedInPerson reader, Instant now, CancellationToken cancellation)
    {
        Guid[] seen = [.. bookings];
        if (seen.Length > 0)
        {
            var today = HomeZone.Zone.AtStartOfDay(WallClock.DateAt(now, HomeZone.Zone)).ToInstant();
            await connection.ExecuteAsync(
                new CommandDefinition(Sql, new { Now = now, Reader = reader.Id, Bookings = seen, Today = today }, cancellationToken: cancellation));
        }
    }
}
