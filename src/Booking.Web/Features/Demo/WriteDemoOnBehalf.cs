using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>A booking that the caretaker has made on the telephone for a neighbour who is not online.</summary>
public static class WriteDemoOnBehalf
{
    private const string Sql = """
        with theirs as (
            update booking set person_id = null, remind_at = null
            where id = (
                select b.id
                from booking b
                join resource r on r.id = b.resource_id and r.slug = 'brabrand-soekoekken'
                where b.status = 'confirmed' and b.person_id <> all(@shown) and b.community_id is null and lower(b.period) > @now
                order by lower(b.period), b.id
                limit 1)
            returning id
        )
        insert into on_behalf (booking_id, helper_id, name, by_staff) select id, @caretaker, 'Inger Holm', true from theirs
        """;

    /// <param name="shown">Whose bookings are there to be looked at as their own.</param>
    public static Task HandleAsync(NpgsqlConnection connection, Guid caretaker, Guid[] shown, Instant now) =>
        connection.ExecuteAsync(Sql, new { caretaker, shown, now });
}
