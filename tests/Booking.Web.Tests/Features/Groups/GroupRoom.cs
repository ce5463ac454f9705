using Booking.Web.Features.Groups;
using Booking.Web.Features.SignIn;
using Booking.Web.Tests.Features.Bookings;
using Dapper;

namespace Booking.Web.Tests.Features.Groups;

/// <summary>A choir that Anna organises and Bo books for.</summary>
public abstract class GroupRoom : BookingHandlers
{
    protected SignedInPerson Anna { get; private set; } = null!;

    protected SignedInPerson Bo { get; private set; } = null!;

    protected Guid Choir { get; private set; }

    protected ChangeMember Members => new(Source, Clock);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        (Anna, Bo) = (await PersonAsync(), await PersonAsync("Bo", "en"));
        Choir = await GroupAsync("Koret", Anna);
        await JoinAsync(Choir, Bo);
    }

    protected async Task<Guid> GroupAsync(string name, SignedInPerson organiser) =>
        (await new MakeGroup(Source, Clock).HandleAsync(organiser, name, cvr: null, default)).Should().BeOfType<MakeGroupOutcome.Made>().Subject.Id;

    protected Task JoinAsync(Guid group, SignedInPerson person) => ExecuteAsync(
        "insert into community_member (community_id, person_id, invited_at, joined_at) values (@group, @Id, @Now, @Now)",
        new { group, person.Id, Now = Clock.GetCurrentInstant() });

    /// <summary>Everyone who has joined: their name, and a star after an organiser's.</summary>
    protected async Task<IReadOnlyList<string>> InAsync(Guid group)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await connection.QueryAsync<string>(
            """
            select p.name || case when m.organiser then '*' else '' end
            from community_booker m join person p on p.id = m.person_id
            where m.community_id = @group order by p.name
            """, new { group })).AsList();
    }
}
