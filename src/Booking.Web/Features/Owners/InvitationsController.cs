using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Owners;

/// <summary>An invitation, for whoever signs in with the address that it was sent to. To all others there is none.</summary>
[Authorize(Access.SignedIn)]
[Route("/invitations/{id:guid}")]
public sealed class InvitationsController(AnswerInvitation answer) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await answer.FindAsync(Person, id, cancellation) is { } met ? View("Invitation", met) : NotFound();

    /// <param name="say">"yes" or "no": the button that was pressed.</param>
    [HttpPost]
    public async Task<IActionResult> Answer(Guid id, string? say, CancellationToken cancellation)
    {
        if (say is not ("yes" or "no"))
        {
            return BadRequest();
        }

        if (await answer.FindAsync(Person, id, cancellation) is not { } met)
        {
            return NotFound();
        }

        return await answer.HandleAsync(Person, id, say == "yes", cancellation) switch
        {
            AnswerInvitationOutcome.Accepted => Redirect($"/owners/{met.Owner.Slug}"),
            AnswerInvitationOutcome.Declined => Redirect("/owners"),
            _ => NotFound(),
        };
    }
}
