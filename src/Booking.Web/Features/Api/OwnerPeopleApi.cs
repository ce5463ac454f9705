using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Who is what at an owner.</summary>
[ApiController, IgnoreAntiforgeryToken, Route(Root), Tags("Owners")]
public sealed class OwnerPeopleApi(
    ReadPeople read, InvitePerson invite, ManageInvitation manage, ChangeRoles change, LeaveOwner leave, ClaimKey claim,
    IStringLocalizer<OwnersTexts> texts, Problems problems, IClock clock) : ControllerBase
{
    private const string Root = "/api/v1/owners/{owner}";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet("people", Name = "listPeople")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    [EndpointSummary("List who is what at an owner")]
    [EndpointDescription("And who has been invited, also those whose invitation has expired.")]
    [ProducesResponseType<OwnerPeopleAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> List(string owner, CancellationToken cancellation) =>
        AtAsync(owner, people => Task.FromResult<IActionResult>(Ok(OwnerPeopleAnswer.Of(people, clock.GetCurrentInstant()))), cancellation);

    [HttpPut("people/{personId:guid}/roles", Name = "changeRoles")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    [EndpointSummary("Say what somebody is")]
    [EndpointDescription("All that they are from now on. An owner always has an administrator (LastAdministrator).")]
    [ProducesResponseType<OwnerPersonAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Change(string owner, Guid personId, RolesBody body, CancellationToken cancellation) =>
        body.Roles!.Count == 0
            ? Invalid("roles", "RolesMissing")
            : await AtAsync(owner, async people => await ChangeAsync(people, personId, body.Roles, cancellation)
                ?? (await FindAsync(owner, personId, cancellation) is { } person ? Ok(person) : UnknownPerson()), cancellation);

    [HttpDelete("people/{personId:guid}", Name = "removePerson")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    [EndpointSummary("Take somebody out")]
    [EndpointDescription("They are nothing there any longer. An owner always has an administrator (LastAdministrator).")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Remove(string owner, Guid personId, CancellationToken cancellation) =>
        AtAsync(owner, async people => await ChangeAsync(people, personId, [], cancellation) ?? NoContent(), cancellation);

    [HttpPost("invitations", Name = "invitePerson")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    [EndpointSummary("Invite somebody")]
    [EndpointDescription("""
        They get a mail, and are there when they have said yes; fifty a day at most (TooManyInvitations). The same request under the same
        Idempotency-Key sends one invitation within a day, however often it is sent.
        """)]
    [ProducesResponseType<InvitationAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public Task<IActionResult> Invite(
        string owner, InvitePersonBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each invitation, the same for every attempt to send it.")]
        string? key,
        CancellationToken cancellation) => AtAsync(owner, async people =>
    {
        if (EmailAddress.Read(body.Email) is null)
        {
            return Invalid("email", "InviteEmailUnclear");
        }

        if (body.Roles!.Count == 0)
        {
            return Invalid("roles", "RolesMissing");
        }

        if (await claim.HandleAsync(key!, Request.Path, body, Person, cancellation) is not { } id)
        {
            return problems.Of(Status422UnprocessableEntity, "KeyUsed");
        }

        return await invite.HandleAsync(id, Person, people.Owner.Id, body.Email, body.Roles, cancellation) switch
        {
            InviteOutcome.Invited => await ShowInvitationAsync(owner, id, Status201Created, cancellation),
            InviteOutcome.IsThere => problems.Of(Status409Conflict, "AlreadyThere"),
            InviteOutcome.IsInvited => problems.Of(Status409Conflict, "AlreadyInvited"),
            InviteOutcome.TooMany => problems.Of(Status422UnprocessableEntity, "TooManyInvitations"),
            _ => problems.Of(Status404NotFound, "UnknownOwner"),
        };
    }, cancellation);

    [HttpPost("invitations/{id:guid}/sending", Name = "sendInvitationAgain")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    [EndpointSummary("Send an invitation again")]
    [EndpointDescription("With two weeks from now to answer; not within an hour of the last time (SentJustNow).")]
    [ProducesResponseType<InvitationAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> SendAgain(string owner, Guid id, CancellationToken cancellation) => AtAsync(owner, async people =>
        await manage.SendAgainAsync(Person, people.Owner.Id, id, cancellation) switch
        {
            ManageInvitationOutcome.Done => await ShowInvitationAsync(owner, id, Status200OK, cancellation),
            ManageInvitationOutcome.TooSoon => problems.Of(Status409Conflict, "SentJustNow"),
            _ => UnknownInvitation(),
        }, cancellation);

    [HttpDelete("invitations/{id:guid}", Name = "withdrawInvitation")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    [EndpointSummary("Withdraw an invitation")]
    [EndpointDescription("It can no longer be answered.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Withdraw(string owner, Guid id, CancellationToken cancellation) => AtAsync(
        owner,
        async people => await manage.WithdrawAsync(Person, people.Owner.Id, id, cancellation) == ManageInvitationOutcome.Done ? NoContent() : UnknownInvitation(),
        cancellation);

    [HttpPost("departure", Name = "leaveOwner")]
    [Authorize(Access.SignedIn)]
    [EndpointSummary("Leave an owner")]
    [EndpointDescription("One is nothing there any longer. The last administrator names another who has a role there. The body may be left out.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Leave(
        string owner, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] DepartureBody? body, CancellationToken cancellation) =>
        AtAsync(owner, async people => await leave.HandleAsync(Person, people.Owner.Id, body?.Successor, cancellation) switch
        {
            LeaveOutcome.Left => NoContent(),
            LeaveOutcome.LastAdministrator => problems.Of(Status409Conflict, "LastAdministrator"),
            LeaveOutcome.SuccessorGone => problems.Of(Status409Conflict, "SuccessorGone"),
            _ => problems.Of(Status404NotFound, "UnknownOwner"),
        }, cancellation);

    private async Task<IActionResult> AtAsync(string owner, Func<OwnerPeople, Task<IActionResult>> act, CancellationToken cancellation) =>
        await read.HandleAsync(owner, cancellation) is { } people ? await act(people) : problems.Of(Status404NotFound, "UnknownOwner");

    /// <summary>Null when it is done.</summary>
    private async Task<IActionResult?> ChangeAsync(
        OwnerPeople people, Guid personId, IReadOnlyCollection<OwnerRole> roles, CancellationToken cancellation) =>
        await change.HandleAsync(Person, people.Owner.Id, personId, roles, cancellation) switch
        {
            ChangeRolesOutcome.Changed => null,
            ChangeRolesOutcome.LastAdministrator => problems.Of(Status409Conflict, "LastAdministrator"),
            _ => UnknownPerson(),
        };

    private async Task<OwnerPersonAnswer?> FindAsync(string owner, Guid personId, CancellationToken cancellation) =>
        (await read.HandleAsync(owner, cancellation))?.Find(personId) is { } person ? OwnerPersonAnswer.Of(person) : null;

    private async Task<IActionResult> ShowInvitationAsync(string owner, Guid id, int status, CancellationToken cancellation) =>
        await read.HandleAsync(owner, cancellation) is { } people && people.Invitations.FirstOrDefault(one => one.Id == id) is { } sent
            ? new ObjectResult(InvitationAnswer.Of(sent, people.Owner, clock.GetCurrentInstant())) { StatusCode = status }
            : UnknownInvitation();

    private ObjectResult UnknownPerson() => problems.Of(Status404NotFound, "UnknownPerson");

    private ObjectResult UnknownInvitation() => problems.Of(Status404NotFound, "UnknownInvitation");

    private ObjectResult Invalid(string field, string text) => problems.Invalid([(field, texts[text].Value)]);
}
