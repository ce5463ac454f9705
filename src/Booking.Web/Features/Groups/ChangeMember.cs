using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Groups;

public enum MemberChange
{
    /// <summary>They organise the group too.</summary>
    Organiser,

    /// <summary>They book for it, and no more.</summary>
    Booker,

    /// <summary>They are written to when the one who booked has left.</summary>
    Contact,

    /// <summary>They are no longer in it; or no longer invited.</summary>
    Remove,
}

public enum ChangeMemberOutcome
{
    Changed,

    /// <summary>There is no such group or member, or it is not this person's to change.</summary>
    NotFound,

    /// <summary>Somebody else has to be organiser first.</summary>
    LastOrganiser,
}

/// <summary>What organisers do with the members of a group; handing it over is to make another organiser, and then the contact.</summary>
public sealed class ChangeMember(NpgsqlDataSource database, IClock clock)
{
    private const string MemberSql = """
        select joined_at is not null as joined, organiser,
               exists (select from community_booker other
                       where other.community_id = m.community_id and other.organiser and other.person_id <> m.person_id) as others
        from community_member m
        where m.community_id = @groupId and m.person_id = @personId
        """;

    private const string OrganiserSql = """
        update community_member set organiser = @organiser where community_id = @groupId and person_id = @personId;
        insert into audit (at, actor_id, action, subject, detail)
        values (@now, @actorId, 'group.role-changed', @personId, jsonb_build_object('group', @groupId, 'organiser', @organiser))
        """;

    private const string ContactSql = """
        update community set contact_id = @personId where id = @groupId;
        insert into audit (at, actor_id, action, subject, detail)
        values (@now, @actorId, 'group.contact-changed', @personId, jsonb_build_object('group', @groupId))
        """;

    private sealed record MemberRow(bool Joined, bool Organiser, bool Others);

    public async Task<ChangeMemberOutcome> HandleAsync(
        SignedInPerson actor, Guid groupId, Guid personId, MemberChange change, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await GroupMembers.LockAsync(connection, groupId);
        // Everyone may take themselves out.
        var may = (change == MemberChange.Remove && personId == actor.Id)
            || await GroupMembers.IsOrganiserAsync(connection, groupId, actor.Id, cancellation);
        var member = await connection.QuerySingleOrDefaultAsync<MemberRow>(MemberSql, new { groupId, personId });
        if (!may || member is null || (!member.Joined && change != MemberChange.Remove))
        {
            return ChangeMemberOutcome.NotFound;
        }

        if (member is { Organiser: true, Others: false } && change is (MemberChange.Booker or MemberChange.Remove))
        {
            return ChangeMemberOutcome.LastOrganiser;
        }

        await (change switch
        {
            MemberChange.Remove => GroupMembers.WithdrawAsync(connection, groupId, personId, actor.Id, now),
            MemberChange.Contact => connection.ExecuteAsync(ContactSql, new { groupId, personId, actorId = actor.Id, now }),
            _ => connection.ExecuteAsync(
                OrganiserSql, new { groupId, personId, actorId = actor.Id, now, organiser = change == MemberChange.Organiser }),
        });
        await transaction.CommitAsync(CancellationToken.None);
        return ChangeMemberOutcome.Changed;
    }
}
