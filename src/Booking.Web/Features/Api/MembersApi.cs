using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.Introductions;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Who belongs to an owner.</summary>
[ApiController, MayAtOwner(OwnerRight.Introduce), IgnoreAntiforgeryToken, Route("/api/v1/owners/{owner}/members"), Tags("Introductions")]
public sealed class MembersApi(
    Catalogue catalogue, ReadOwner readOwner, ReadMember read, AddMember add, RemoveMember remove, IStringLocalizer<IntroductionsTexts> texts,
    Problems problems) : ControllerBase
{
    private const string Unknown = "UnknownMember";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "listMembers")]
    [EndpointSummary("List the members")]
    [EndpointDescription("Fifty at a time. Go on with next as cursor.")]
    [ProducesResponseType<MemberPageAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> List(
        string owner,
        [Description("next of the page before.")] [Range(1, ReadOwner.LastPage)] int? cursor,
        CancellationToken cancellation) =>
        AtAsync(owner, async card => await readOwner.HandleAsync(Person, card.Id, "", page: 1, cursor ?? 1, cancellation) is { } people
            ? Ok(MemberPageAnswer.Of(people.Members))
            : UnknownOwner(), cancellation);

    [HttpPost(Name = "addMember")]
    [EndpointSummary("Make somebody a member")]
    [EndpointDescription("They get a mail, whether or not they have been here before. Again changes nothing and answers the same.")]
    [ProducesResponseType<OwnersMemberAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Add(string owner, AddMemberBody body, CancellationToken cancellation) => AtAsync(owner, async card =>
        await add.HandleAsync(Person, card.Id, body.Email, cancellation) switch
        {
            AddMemberOutcome.Added added => await WithAsync(
                card, added.PersonId, found => Task.FromResult<IActionResult>(Ok(OwnersMemberAnswer.Of(found.Member))), cancellation),
            AddMemberOutcome.EmailUnclear => problems.Invalid([("email", texts["EmailUnclear"].Value)]),
            _ => UnknownOwner(),
        }, cancellation);

    [HttpDelete("{personId:guid}", Name = "endMembership")]
    [EndpointSummary("End a membership")]
    [EndpointDescription("Bookings that were made stand. No mail is sent: tell them yourself.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Remove(
        string owner, Guid personId, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] EndReasonBody? body, CancellationToken cancellation) =>
        AtAsync(owner, card => WithAsync(card, personId, async _ =>
            EndReason.Read(body?.Reason, out var wrong) is not { } reason ? problems.Invalid([("reason", texts[wrong!, EndReason.Longest].Value)])
            : await remove.HandleAsync(Person, card.Id, personId, reason, cancellation) == EndOutcome.Ended ? NoContent()
            : problems.Of(Status404NotFound, Unknown), cancellation), cancellation);

    private async Task<IActionResult> AtAsync(string owner, Func<OwnerCard, Task<IActionResult>> act, CancellationToken cancellation) =>
        (await catalogue.ReadAsync(cancellation)).FindOwner(owner) is { } card ? await act(card) : UnknownOwner();

    private Task<IActionResult> WithAsync(
        OwnerCard owner, Guid personId, Func<OwnersMember, Task<IActionResult>> act, CancellationToken cancellation) =>
        problems.WithAsync(read.HandleAsync(Person, owner.Id, personId, cancellation), Unknown, act);

    private ObjectResult UnknownOwner() => problems.Of(Status404NotFound, "UnknownOwner");
}
