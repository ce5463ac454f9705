using Booking.Web.Features.Groups;
using Booking.Web.Features.SignIn;
using Npgsql;

namespace Booking.Web.Tests.Features.Groups;

/// <summary>Who is in a group, and who looks after it.</summary>
public sealed class GroupMembersTests : GroupRoom
{
    [Fact]
    public async Task LastOrganiser_NeitherLeavesNorSteps_DownUntilThereIsAnother()
    {
        (await Members.HandleAsync(Anna, Choir, Anna.Id, MemberChange.Remove, default)).Should().Be(ChangeMemberOutcome.LastOrganiser);
        (await Members.HandleAsync(Anna, Choir, Anna.Id, MemberChange.Booker, default)).Should().Be(ChangeMemberOutcome.LastOrganiser);
        (await Members.HandleAsync(Anna, Choir, Bo.Id, MemberChange.Organiser, default)).Should().Be(ChangeMemberOutcome.Changed);
        (await Members.HandleAsync(Anna, Choir, Anna.Id, MemberChange.Remove, default)).Should().Be(ChangeMemberOutcome.Changed);

        (await InAsync(Choir)).Should().Equal("Bo*");
        (await QueryAsync<Guid>("select contact_id from community")).Should().Be(Bo.Id, "the contact is always in the group");
    }

    [Fact]
    public async Task Database_RefusesAGroupThatNobodyOrganises()
    {
        var orphan = () => ExecuteAsync("delete from community_member where person_id = @Id", new { Anna.Id });
        var demote = () => ExecuteAsync("update community_member set organiser = false where person_id = @Id", new { Anna.Id });

        await orphan.Should().ThrowAsync<PostgresException>();
        (await demote.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("community_has_organiser");
    }

    [Fact]
    public async Task TwoOrganisers_WhoLeaveAtOnce_LeaveOne()
    {
        await Members.HandleAsync(Anna, Choir, Bo.Id, MemberChange.Organiser, default);

        var outcomes = await AtOnceAsync(2, number =>
            Members.HandleAsync(number == 0 ? Anna : Bo, Choir, number == 0 ? Anna.Id : Bo.Id, MemberChange.Remove, default));

        outcomes.Should().BeEquivalentTo([ChangeMemberOutcome.Changed, ChangeMemberOutcome.LastOrganiser]);
        (await InAsync(Choir)).Should().ContainSingle();
    }

    [Fact]
    public async Task TwoOrganisers_WrittenPastTheHandlers_AreSettledByTheDatabase()
    {
        await Members.HandleAsync(Anna, Choir, Bo.Id, MemberChange.Organiser, default);

        var outcomes = await AtOnceAsync(2, async number =>
        {
            try
            {
                await ExecuteAsync(
                    "update community_member set organiser = false where person_id = @Id", new { (number == 0 ? Anna : Bo).Id });
                return true;
            }
            catch (PostgresException)
            {
                return false;
            }
        });

        outcomes.Should().BeEquivalentTo([true, false]);
    }

    [Theory]
    [InlineData(MemberChange.Organiser)]
    [InlineData(MemberChange.Contact)]
    [InlineData(MemberChange.Remove)]
    public async Task Change_BySomeoneWhoOnlyBooks_IsRefused(MemberChange change)
    {
        var carl = await PersonAsync("Carl");
        await JoinAsync(Choir, carl);

        (await Members.HandleAsync(Bo, Choir, carl.Id, change, default)).Should().Be(ChangeMemberOutcome.NotFound);
        (await InviteAsync(Bo, "ny@example.dk")).Should().Be(InviteToGroupOutcome.NotFound);
    }

    [Fact]
    public async Task Invited_TellsNothingOfThem_UntilTheySayYes()
    {
        var carl = await PersonAsync("Carl");
        (await InviteAsync(Anna, carl.Email)).Should().Be(InviteToGroupOutcome.Invited);
        (await InviteAsync(Anna, carl.Email)).Should().Be(InviteToGroupOutcome.Invited);
        (await InviteAsync(Anna, "ukendt@example.dk")).Should().Be(InviteToGroupOutcome.Invited);
        (await InviteAsync(Anna, "ikke en adresse")).Should().Be(InviteToGroupOutcome.EmailUnclear);

        var before = (await ReadAsync())!;
        before.Members.Select(member => member.Name).Should().Equal("Anna", "Bo");
        before.Invited.Select(one => one.Email).Should().Equal(carl.Email, "ukendt@example.dk");
        (await new ReadGroup(Source, Clock).HandleAsync(carl, Choir, default)).Should().BeNull();
        (await CountAsync("outbox")).Should().Be(2);

        (await new AnswerGroupInvitation(Source, Clock).HandleAsync(carl, Choir, yes: true, default)).Should().BeTrue();
        (await new AnswerGroupInvitation(Source, Clock).HandleAsync(carl, Choir, yes: true, default)).Should().BeFalse();
        (await InAsync(Choir)).Should().Equal("Anna*", "Bo", "Carl");
    }

    [Fact]
    public async Task Make_WithAWrongNumber_SaysSo() =>
        (await new MakeGroup(Source, Clock).HandleAsync(Anna, " ", "12345678", default)).Should().BeOfType<MakeGroupOutcome.Unclear>()
            .Which.Problems.Should().Equal(new Dictionary<string, string> { ["name"] = "NameMissing", ["cvr"] = "CvrWrong" });

    private Task<InviteToGroupOutcome> InviteAsync(SignedInPerson actor, string email) =>
        new InviteToGroup(Source, Clock).HandleAsync(actor, Choir, email, default);

    private Task<GroupDetails?> ReadAsync() => new ReadGroup(Source, Clock).HandleAsync(Anna, Choir, default);
}
