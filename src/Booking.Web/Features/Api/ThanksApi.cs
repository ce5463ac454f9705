using System.ComponentModel;
using Booking.Web.Features.Handover;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Thanks to those who look after a place, or to whoever was there before.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/bookings/{id:guid}/thanks"), Tags("Bookings")]
public sealed class ThanksApi(ReadHandover read, SayThanks thanks, Problems problems) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpPut("{towards}", Name = "sayThanks")]
    [EndpointSummary("Say thanks")]
    [EndpointDescription("By mail, without any name, from the start until a day after the end. Again changes nothing. Where nobody was there before, nobody is told.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Thank(
        Guid id, [Description("owner or before.")] string towards, CancellationToken cancellation) => problems.WithAsync(
        read.HandleAsync(id, Person, cancellation), "UnknownBooking",
        async _ => towards is not (SayThanks.ToOwner or SayThanks.ToBefore) ? problems.Invalid("towards")
            : await thanks.HandleAsync(id, towards, Person, cancellation) ? NoContent()
            : problems.Of(Status409Conflict, "HandoverClosed"));
}
