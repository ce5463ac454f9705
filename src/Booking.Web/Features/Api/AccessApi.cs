using System.ComponentModel;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>How a booker gets in.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/bookings/{id:guid}/access"), Tags("Bookings")]
public sealed class AccessApi(LookAtCode look, Problems problems) : ControllerBase
{
    [HttpGet(Name = "readAccess")]
    [EndpointSummary("Read how to get in")]
    [EndpointDescription("""
        For whoever has booked, and their group; from a while before the start, which the owner has chosen, until the end. Each answer with a
        code is written in the owner's log.
        """)]
    [ProducesResponseType<AccessAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Read(Guid id, CancellationToken cancellation) =>
        await look.HandleAsync(id, SignedInPerson.From(User)!, cancellation) switch
        {
            LookOutcome.Seen seen => Ok(AccessAnswer.Of(seen)),
            LookOutcome.NothingToSee => problems.Of(Status404NotFound, "NoAccess"),
            LookOutcome.NotConfirmed => problems.Of(Status409Conflict, "NotConfirmed"),
            LookOutcome.TooEarly => problems.Of(Status409Conflict, "AccessTooEarly"),
            LookOutcome.TooLate => problems.Of(Status409Conflict, "AccessTooLate"),
            _ => problems.Of(Status404NotFound, "UnknownBooking"),
        };
}

public sealed record AccessAnswer(
    [property: Description("The code, or where the key is; null where there is none.")] string? Code,
    [property: Description("There should be a code, and there is none now: try again, or ask the owner.")] bool IsMissing,
    [property: Description("What to do at the door; may be empty.")] string Guide,
    [property: Description("In the resource's zone.")] OffsetDateTime From,
    [property: Description("The end of the booking.")] OffsetDateTime Until)
{
    internal static AccessAnswer Of(LookOutcome.Seen seen)
    {
        var ((booking, resource, _), terms) = (seen.About, seen.Terms);
        var window = AccessWindow.Of(booking.Period, terms.MinutesBefore);
        return new AccessAnswer(
            seen.Code, seen.IsMissing, terms.Guide.ToString(),
            window.Start.InZone(resource.Terms.Zone).ToOffsetDateTime(), window.End.InZone(resource.Terms.Zone).ToOffsetDateTime());
    }
}
