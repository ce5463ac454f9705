using Booking.Web.Features.Bookings;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Groups;

/// <param name="Cvr">Null when it has none.</param>
public sealed record Group(Guid Id, string Name, string? Cvr, Guid ContactId);

/// <summary>One who has joined.</summary>
public sealed record GroupMember(Guid PersonId, string Name, bool Organiser);

/// <summary>One who has not answered yet: nothing is told of them but the address they were invited by.</summary>
public sealed record InvitedMember(Guid PersonId, string Email);

/// <param name="Invited">Empty for those who are not organisers.</param>
/// <param name="Coming">What is booked for it and not over, the next first.</param>
public sealed record GroupDetails(
    Group Group, IReadOnlyList<GroupMember> Members, IReadOnlyList<InvitedMember> Invited, IReadOnlyList<BookingRecord> Coming);

/// <summary>A group, for those who have joined it.</summary>
public sealed class ReadGroup(NpgsqlDataSource database, IClock clock)
{
    private const int MostShown = 100;

    private const string Sql = """
        select id, name, cvr, contact_id from community where id = @GroupId;
        select m.person_id, p.name, m.organiser
        from community_booker m
        join person p on p.id = m.person_id
        where m.community_id = @GroupId
        order by p.name collate "da-x-icu", p.id;
        select m.person_id, p.email
        from community_member m
        join person p on p.id = m.person_id
        where m.community_id = @GroupId and m.joined_at is null and exists (
            select from community_booker own where own.community_id = @GroupId and own.person_id = @PersonId and own.organiser)
        order by m.invited_at, p.id;
        """ + BookingRecord.SelectSql + """

        where b.community_id = @GroupId and b.status in ('held', 'confirmed') and upper(b.period) > @Now
        order by lower(b.period), b.id
        limit @MostShown
        """;

    /// <summary>Null when there is no such group or the reader is not in it: the two look the same.</summary>
    public async Task<GroupDetails?> HandleAsync(SignedInPerson reader, Guid groupId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var read = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql, new { GroupId = groupId, PersonId = reader.Id, Now = clock.GetCurrentInstant(), MostShown }, cancellationToken: cancellation));
        var group = await read.ReadSingleOrDefaultAsync<Group>();
        var members = (await read.ReadAsync<GroupMember>()).AsList();
        var invited = (await read.ReadAsync<InvitedMember>()).AsList();
        var coming = (await read.ReadAsync<BookingRecord>()).AsList();
        return group is not null && members.Exists(member => member.PersonId == reader.Id)
            ? new GroupDetails(group, members, invited, coming)
            : null;
    }
}
