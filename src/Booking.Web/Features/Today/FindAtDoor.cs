using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Today;

/// <summary>The booking for which someone stands at the door: their own, their group's or one they made for another, here, and open for check-in.</summary>
public sealed class FindAtDoor(NpgsqlDataSource database, IClock clock)
{
    private const string Sql = BookingRecord.SelectSql + " where " + OnBehalf.TheirsOrHelpedSql + """

          and b.resource_id = @ResourceId and b.status = 'confirmed'
          and upper(b.period) > @Now and lower(b.period) < @Soon
        order by b.checked_in_at is not null, lower(b.period)
        limit 1
        """;

    /// <summary>Null when there is none; one that is checked in already comes only when no other waits.</summary>
    public async Task<BookingRecord?> HandleAsync(SignedInPerson person, CatalogueResource resource, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var booking = await connection.QuerySingleOrDefaultAsync<BookingRecord>(new CommandDefinition(
            Sql,
            new { PersonId = person.Id, ResourceId = resource.Id, Now = now, Soon = now + Duration.FromDays(1) },
            cancellationToken: cancellation));
        return booking is not null && CheckInWindow.IsOpen(booking.Period, now) ? booking : null;
    }
}
