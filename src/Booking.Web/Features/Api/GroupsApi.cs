using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>The groups of the person whose token it is. Nothing of a group is told to those who are not in it.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route(Root), Tags("Groups")]
public sealed class GroupsApi(
    Catalogue catalogue, ListGroups list, MakeGroup make, ReadGroup read, EditGroup edit, InviteToGroup invite, AnswerGroupInvitation answer,
    ChangeMember change, EndGroup end, ClaimKey claim, IStringLocalizer<GroupsTexts> texts, Problems problems) : ControllerBase
{
    private const string Root = "/api/v1/groups";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "listGroups")]
    [EndpointSummary("List the groups one can book for")]
    [EndpointDescription("By name.")]
    [ProducesResponseType<IReadOnlyList<GroupAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> List(CancellationToken cancellation) =>
        Ok((await list.HandleAsync(Person.Id, cancellation)).Joined.Select(GroupAnswer.Of).ToList());

    [HttpGet("invitations", Name = "listGroupInvitations")]
    [EndpointSummary("List the groups one is invited to")]
    [EndpointDescription("Those that wait for an answer. Who says yes shows the others in the group their name.")]
    [ProducesResponseType<IReadOnlyList<GroupAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> Invitations(CancellationToken cancellation) =>
        Ok((await list.HandleAsync(Person.Id, cancellation)).Invited.Select(GroupAnswer.Of).ToList());

    [HttpPost(Name = "makeGroup")]
    [EndpointSummary("Make a group")]
    [EndpointDescription("""
        Whoever makes it is its first organiser and its contact. The same request under the same Idempotency-Key makes one within a day, however
        often it is sent.
        """)]
    [ProducesResponseType<GroupDetailsAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Make(
        GroupBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each group, the same for every attempt to make it.")]
        string? key,
        CancellationToken cancellation)
    {
        MakeGroup.Parse(body.Name, body.Cvr, out var wrong);
        if (wrong.Count > 0)
        {
            return Invalid(wrong);
        }

        if (await claim.HandleAsync(key!, Request.Path, body, Person, cancellation) is not { } id)
        {
            return problems.Of(Status422UnprocessableEntity, "KeyUsed");
        }

        return await make.HandleAsync(id, Person, body.Name, body.Cvr, cancellation) is MakeGroupOutcome.Made
            && await FindAsync(id, cancellation) is { } group
                ? Created($"{Root}/{id}", await AnswerAsync(group, cancellation))
                : problems.Of(Status422UnprocessableEntity, "TooManyGroups");
    }

    [HttpGet("{id:guid}", Name = "readGroup")]
    [EndpointSummary("Read one group")]
    [EndpointDescription("Who is in it, and what is booked for it and not over; for organisers also who has been invited.")]
    [ProducesResponseType<GroupDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    [HttpPut("{id:guid}", Name = "changeGroup")]
    [EndpointSummary("Change what a group is called")]
    [EndpointDescription("And its number in the business register: both at once, by its contact.")]
    [ProducesResponseType<GroupDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Change(Guid id, GroupBody body, CancellationToken cancellation) =>
        await edit.HandleAsync(Person, id, body.Name, body.Cvr, Person.Id, cancellation) switch
        {
            EditGroupOutcome.Edited => await ShowAsync(id, cancellation),
            EditGroupOutcome.Unclear unclear => Invalid(unclear.Problems),
            _ => Unknown(),
        };

    [HttpDelete("{id:guid}", Name = "endGroup")]
    [EndpointSummary("End a group for good")]
    [EndpointDescription("By an organiser. What is booked for it stays, and is then only of whoever booked.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> End(Guid id, CancellationToken cancellation) =>
        await end.HandleAsync(Person, id, cancellation) ? NoContent() : Unknown();

    [HttpPost("{id:guid}/invitations", Name = "inviteToGroup")]
    [EndpointSummary("Ask somebody to book for a group")]
    [EndpointDescription("""
        By an organiser. They get a mail, once: whether they have been asked before, or are in it, is not told. Thirty at most wait for their
        answer at a time (TooManyInvited).
        """)]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Invite(Guid id, InviteToGroupBody body, CancellationToken cancellation) =>
        await invite.HandleAsync(Person, id, body.Email, cancellation) switch
        {
            InviteToGroupOutcome.Invited => NoContent(),
            InviteToGroupOutcome.EmailUnclear => Invalid(new Dictionary<string, string> { ["email"] = "EmailUnclear" }),
            InviteToGroupOutcome.TooMany => problems.Of(Status422UnprocessableEntity, "TooManyInvited"),
            _ => Unknown(),
        };

    [HttpPost("{id:guid}/answer", Name = "answerGroupInvitation")]
    [EndpointSummary("Say yes or no to belonging to a group")]
    [EndpointDescription("Once.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Answer(Guid id, YesOrNoBody body, CancellationToken cancellation) =>
        await answer.HandleAsync(Person, id, body.Yes!.Value, cancellation) ? NoContent() : problems.Of(Status404NotFound, "UnknownInvitation");

    [HttpPut("{id:guid}/members/{personId:guid}/role", Name = "changeMember")]
    [EndpointSummary("Say what a member is")]
    [EndpointDescription("By an organiser. A group always has one (LastOrganiser).")]
    [ProducesResponseType<GroupDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> ChangeMember(Guid id, Guid personId, MemberBody body, CancellationToken cancellation) =>
        await ChangeAsync(id, personId, body.Role == GroupRole.Organiser ? MemberChange.Organiser : MemberChange.Booker, cancellation)
            ?? await ShowAsync(id, cancellation);

    [HttpPut("{id:guid}/contact", Name = "changeContact")]
    [EndpointSummary("Say who is written to")]
    [EndpointDescription("By an organiser; a member. The contact goes on with what those who leave have booked, and can change what the group is called.")]
    [ProducesResponseType<GroupDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> ChangeContact(Guid id, ContactBody body, CancellationToken cancellation) =>
        await ChangeAsync(id, body.Person!.Value, MemberChange.Contact, cancellation) ?? await ShowAsync(id, cancellation);

    [HttpDelete("{id:guid}/members/{personId:guid}", Name = "removeMember")]
    [EndpointSummary("Take somebody out of a group")]
    [EndpointDescription("""
        By an organiser, also one who has not answered yet; oneself by anybody. The contact goes on with what they had booked for it. A group
        always has an organiser (LastOrganiser).
        """)]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> RemoveMember(Guid id, Guid personId, CancellationToken cancellation) =>
        await ChangeAsync(id, personId, MemberChange.Remove, cancellation) ?? NoContent();

    /// <summary>Null when it is done.</summary>
    private async Task<IActionResult?> ChangeAsync(Guid id, Guid personId, MemberChange wanted, CancellationToken cancellation) =>
        await change.HandleAsync(Person, id, personId, wanted, cancellation) switch
        {
            ChangeMemberOutcome.Changed => null,
            ChangeMemberOutcome.LastOrganiser => problems.Of(Status409Conflict, "LastOrganiser"),
            _ => Unknown(),
        };

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } group ? Ok(await AnswerAsync(group, cancellation)) : Unknown();

    private Task<GroupDetails?> FindAsync(Guid id, CancellationToken cancellation) => read.HandleAsync(Person, id, cancellation);

    private async Task<GroupDetailsAnswer> AnswerAsync(GroupDetails group, CancellationToken cancellation) =>
        GroupDetailsAnswer.Of(group, await catalogue.ReadAsync(cancellation));

    private ObjectResult Unknown() => problems.Of(Status404NotFound, "UnknownGroup");

    private ObjectResult Invalid(IReadOnlyDictionary<string, string> wrong) => problems.Invalid(wrong.Select(one => (one.Key, texts[one.Value].Value)));
}
