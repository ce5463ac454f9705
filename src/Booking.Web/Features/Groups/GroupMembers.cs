using Booking.Rules.Availability;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Groups;

/// <summary>A group somebody books for, as they choose it.</summary>
public sealed record OwnGroup(Guid Id, string Name)
{
    /// <summary>The one an address asks for; where only groups may book, the first when it asks for none. Null for nobody but oneself.</summary>
    public static OwnGroup? Chosen(IReadOnlyList<OwnGroup> own, string? asked, Terms terms) =>
        own.FirstOrDefault(group => group.Id.ToString() == asked)
        ?? (asked is null && own.Count > 0 && terms.Person.Audience is { Condition.Groups: true } ? own[0] : null);
}

/// <summary>Who belongs to a group, and the locks and writes that what changes it has in common.</summary>
public static class GroupMembers
{
    /// <summary>True of bookings that are a person's own or of a group they book for; for queries on booking <c>b</c> with <c>@PersonId</c>.</summary>
    public const string TheirsSql = """
        (b.person_id = @PersonId
         or b.community_id = any(array(select community_id from community_booker where person_id = @PersonId)))
        """;

    private const string LockSql = """
        select pg_advisory_xact_lock(hashtextextended('group ' || @id::text, 0))
        """;

    private const string IsBookerSql = """
        select exists (select from community_booker where community_id = @groupId and person_id = @personId)
        """;

    private const string IsOrganiserSql = """
        select exists (select from community_booker where community_id = @groupId and person_id = @personId and organiser)
        """;

    /// <summary>Those <c>@PersonId</c> has joined, by name.</summary>
    public const string OfSql = """
        select c.id, c.name
        from community c
        join community_booker m on m.community_id = c.id
        where m.person_id = @PersonId
        order by c.name collate "da-x-icu", c.id
        """;

    // What is still to come goes on with the contact, under a key that is nobody's: the contact may have used the same.
    private const string WithdrawSql = """
        update community
        set revised_at = greatest(revised_at, @now),
            contact_id = case when contact_id <> @personId then contact_id else (
                select person_id from community_booker
                where community_id = @groupId and organiser and person_id <> @personId
                order by joined_at, person_id
                limit 1) end
        where id = @groupId;
        update booking
        set person_id = (select contact_id from community where id = @groupId), idempotency_key = 'handed over ' || id
        where community_id = @groupId and person_id = @personId and status in ('held', 'confirmed') and upper(period) > @now;
        delete from community_member where community_id = @groupId and person_id = @personId;
        update person set revised_at = greatest(revised_at, @now) where id = @personId;
        insert into audit (at, actor_id, action, subject, detail)
        values (@now, @actorId, 'group.left', @personId, jsonb_build_object('group', @groupId));
        """;

    /// <summary>
    /// Keeps others from changing the group, or booking for it, for the rest of the transaction. Before any lock on a person: who
    /// books for a group takes that one second.
    /// </summary>
    public static Task LockAsync(NpgsqlConnection connection, Guid id) => connection.ExecuteAsync(LockSql, new { id });

    /// <summary>Whether they have joined it, as booker or as organiser.</summary>
    public static Task<bool> IsBookerAsync(NpgsqlConnection connection, Guid groupId, Guid personId, CancellationToken cancellation) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(IsBookerSql, new { groupId, personId }, cancellationToken: cancellation));

    public static Task<bool> IsOrganiserAsync(NpgsqlConnection connection, Guid groupId, Guid personId, CancellationToken cancellation) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(IsOrganiserSql, new { groupId, personId }, cancellationToken: cancellation));

    /// <summary>Those a person has joined, in Danish alphabetical order.</summary>
    public static async Task<IReadOnlyList<OwnGroup>> OfAsync(NpgsqlConnection connection, Guid personId, CancellationToken cancellation) =>
        (await connection.QueryAsync<OwnGroup>(new CommandDefinition(OfSql, new { personId }, cancellationToken: cancellation))).AsList();

    /// <summary>
    /// Takes a person out, under <see cref="LockAsync"/>, when another organiser stays: the contact goes on with what they had booked,
    /// and if they were the contact, the organiser who has been there longest is.
    /// </summary>
    public static Task WithdrawAsync(NpgsqlConnection connection, Guid groupId, Guid personId, Guid actorId, Instant now) =>
        connection.ExecuteAsync(WithdrawSql, new { groupId, personId, actorId, now });
}
