using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>A choir and a group of parents, with what they have booked; the choir has asked the resident to join.</summary>
public static class WriteDemoGroups
{
    private const int BookingsEach = 2;

    private const string GroupSql = """
        insert into community (id, name, cvr, contact_id, created_at, revised_at) values (@id, @name, @cvr, @organiser, @then, @now);
        insert into community_member (community_id, person_id, organiser, invited_at, joined_at)
        select @id, person_id, person_id = @organiser, @then, @then from unnest(@members) as m (person_id);
        update booking set community_id = @id
        where id in (
            select b.id
            from unnest(@members) as m (person_id)
            cross join lateral (
                select booking.id from booking
                where booking.person_id = m.person_id and booking.status = 'confirmed' and lower(booking.period) > @now
                order by lower(booking.period), booking.id
                limit @BookingsEach) b)
        """;

    private const string InviteSql = """
        insert into community_member (community_id, person_id, invited_at) values (@id, @resident, @now)
        """;

    /// <param name="leader">Of the choir.</param>
    /// <param name="people">At least six.</param>
    public static async Task HandleAsync(NpgsqlConnection connection, Guid leader, IReadOnlyList<Guid> people, Guid resident, Instant now)
    {
        var choir = await WriteAsync(connection, "Koret i Gellerup", "99999993", [leader, .. people.Take(3)], now);
        await connection.ExecuteAsync(InviteSql, new { id = choir, resident, now });
        await WriteAsync(connection, "Forældre på Nørrevang", null, [.. people.Skip(3).Take(3)], now);
    }

    private static async Task<Guid> WriteAsync(NpgsqlConnection connection, string name, string? cvr, Guid[] members, Instant now)
    {
        var id = Guid.CreateVersion7();
        await connection.ExecuteAsync(
            GroupSql, new { id, name, cvr, organiser = members[0], members, now, then = now - Duration.FromDays(60), BookingsEach });
        return id;
    }
}
