using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>An invitation to have roles at an owner, for whoever signs in with the address that it was sent to. To all others there is none.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/invitations/{id:guid}"), Tags("Owners")]
public sealed class InvitationsApi(AnswerInvitation answer, Problems problems, IClock clock) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "readInvitation")]
    [EndpointSummary("Read an invitation to oneself")]
    [EndpointDescription("Its id stands in the address in the mail.")]
    [ProducesResponseType<InvitationAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await answer.FindAsync(Person, id, cancellation) is { } met
            ? Ok(InvitationAnswer.Of(met.Invitation, met.Owner, clock.GetCurrentInstant()))
            : problems.Of(Status404NotFound, "UnknownInvitation");

    [HttpPost("answer", Name = "answerInvitation")]
    [EndpointSummary("Say yes or no to an invitation")]
    [EndpointDescription("Once, before it expires. With a yes, the roles are had at once.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Answer(Guid id, YesOrNoBody body, CancellationToken cancellation) =>
        await answer.HandleAsync(Person, id, body.Yes!.Value, cancellation) == AnswerInvitationOutcome.NotFound
            ? problems.Of(Status404NotFound, "UnknownInvitation")
            : NoContent();
}
