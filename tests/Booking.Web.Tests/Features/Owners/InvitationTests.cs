using System.Net;
using Booking.Testing;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;

namespace Booking.Web.Tests.Features.Owners;

public sealed class InvitationTests : OwnerRoom
{
    [Fact]
    public async Task Invite_AcceptedByWhoeverSignsInWithTheAddress_GivesTheRole()
    {
        (await InviteAsync()).RedirectsTo.Should().Be($"{School}/people?done=invited");
        (await ValueAsync<string>("select content ->> 'roles' from outbox where kind = 'invitation' and recipient = @New", new { New }))
            .Should().StartWith("pedel: ser, hvem der kommer");
        var invited = await Application.SignInAsync(New);

        var page = await invited.GetAsync($"/invitations/{await InvitationAsync()}");
        page.Text.Should().Contain("Vil du være med hos Skolen?").And.Contain("pedel");
        (await RolesAsync(New)).Should().BeEmpty("reading an invitation accepts nothing");
        (await invited.SubmitAsync(page, new Dictionary<string, string?> { ["say"] = "yes" })).RedirectsTo.Should().Be(School);

        (await RolesAsync(New)).Should().Be("caretaker");
        (await invited.GetAsync("/today")).Status.Should().Be(HttpStatusCode.OK);
        (await LogAsync()).Should().Equal(
            """invitation.sent → ["caretaker"]""", """invitation.accepted → ["caretaker"]""", """role.changed [] → ["caretaker"]""");
    }

    [Fact]
    public async Task Decline_GivesNothing_AndIsFinal()
    {
        await InviteAsync();
        var invited = await Application.SignInAsync(New);
        var page = await invited.GetAsync($"/invitations/{await InvitationAsync()}");

        (await invited.SubmitAsync(page, new Dictionary<string, string?> { ["say"] = "no" })).RedirectsTo.Should().Be("/owners");
        (await invited.SubmitAsync(page, new Dictionary<string, string?> { ["say"] = "yes" })).Status.Should().Be(HttpStatusCode.NotFound);

        (await RolesAsync(New)).Should().BeEmpty();
    }

    [Fact]
    public async Task Invitation_ForAnotherAddress_IsNotThere()
    {
        await InviteAsync();
        var (id, other) = (await InvitationAsync(), await Application.SignInAsync("anden@example.dk"));

        var (theirs, none) = (await other.GetAsync($"/invitations/{id}"), await other.GetAsync($"/invitations/{Guid.NewGuid()}"));

        theirs.Status.Should().Be(HttpStatusCode.NotFound);
        theirs.Text.Should().Be(none.Text);
        (await Handler<AnswerInvitation>().HandleAsync(await SignedInAsync("anden@example.dk"), id, accept: true, default))
            .Should().Be(AnswerInvitationOutcome.NotFound);
    }

    [Fact]
    public async Task Accept_TwiceAtOnce_CountsOnce()
    {
        await InviteAsync();
        await Application.SignInAsync(New);
        var (id, person) = (await InvitationAsync(), await SignedInAsync(New));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Handler<AnswerInvitation>().HandleAsync(person, id, accept: true, default)));

        outcomes.Should().ContainSingle(outcome => outcome == AnswerInvitationOutcome.Accepted);
        outcomes.Should().OnlyContain(outcome => outcome == AnswerInvitationOutcome.Accepted || outcome == AnswerInvitationOutcome.NotFound);
        (await LogAsync()).Count(line => line.StartsWith("role.", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task Accept_AfterItWasWithdrawn_IsNotThere()
    {
        await InviteAsync();
        var invited = await Application.SignInAsync(New);
        var page = await invited.GetAsync($"/invitations/{await InvitationAsync()}");

        (await Administrator.FillInAsync($"{School}/people", form: "form[action$=withdraw]")).RedirectsTo.Should().EndWith("done=withdrawn");

        (await invited.SubmitAsync(page, new Dictionary<string, string?> { ["say"] = "yes" })).Status.Should().Be(HttpStatusCode.NotFound);
        (await RolesAsync(New)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public async Task Accept_HasTwoWeeks(int days, bool accepted)
    {
        await InviteAsync();
        await Application.SignInAsync(New);
        var (id, person) = (await InvitationAsync(), await SignedInAsync(New));
        Application.Clock.AdvanceDays(days);

        (await Handler<AnswerInvitation>().HandleAsync(person, id, accept: true, default))
            .Should().Be(accepted ? AnswerInvitationOutcome.Accepted : AnswerInvitationOutcome.NotFound);
    }

    [Fact]
    public async Task Invite_AddressThatIsInvitedOrThereAlready_IsSaid()
    {
        await InviteAsync();

        (await InviteAsync()).Text.Should().Contain("Adressen er inviteret allerede");
        (await InviteAsync(Leader)).Text.Should().Contain("Personen er her allerede");
        (await InviteAsync("ikke en adresse")).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await InviteAsync("en@example.dk", role: "mayor")).Text.Should().Contain("Vælg mindst én rolle");
        (await ValueAsync<long>("select count(*) from outbox where kind = 'invitation'")).Should().Be(1);
    }

    [Fact]
    public async Task Invite_KnownOrUnknownAddress_IsAnsweredAlike()
    {
        await Application.SignInAsync("kendt@example.dk");

        var (known, unknown) = (await InviteAsync("kendt@example.dk"), await InviteAsync("ukendt@example.dk"));

        known.RedirectsTo.Should().Be(unknown.RedirectsTo);
    }

    [Fact]
    public async Task SendAgain_WaitsAnHour_AndGivesTwoMoreWeeks()
    {
        await InviteAsync();

        (await Administrator.FillInAsync($"{School}/people", form: "form[action$=send-again]")).Status.Should().Be(HttpStatusCode.Conflict);
        Application.Clock.AdvanceDays(15);
        (await InviteAsync("anden@example.dk")).RedirectsTo.Should().EndWith("done=invited");
        (await Administrator.FillInAsync(
            $"{School}/people", form: $"form[action='{School}/invitations/{await InvitationAsync()}/send-again']")).RedirectsTo.Should().EndWith("done=again");

        (await ValueAsync<long>("select count(*) from outbox where kind = 'invitation' and recipient = @New", new { New })).Should().Be(2);
        await Application.SignInAsync(New);
        (await Handler<AnswerInvitation>().HandleAsync(await SignedInAsync(New), await InvitationAsync(), true, default))
            .Should().Be(AnswerInvitationOutcome.Accepted);
    }

    private async Task<SignedInPerson> SignedInAsync(string email) =>
        new(await PersonAsync(email), email, "", "da", IsAdministrator: false, Roles: "");
}
