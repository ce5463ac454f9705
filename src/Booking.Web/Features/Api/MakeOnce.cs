using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Api;

/// <summary>Makes what a program asks for under a key; another request under the key makes nothing.</summary>
public sealed class MakeOnce(ClaimKey claim, Problems problems)
{
    /// <param name="body">What is the same in every attempt to send the request.</param>
    /// <param name="make">Gets the same id in every attempt, by which the handler sees that it has been made.</param>
    public async Task<IActionResult> HandleAsync<T>(
        HttpContext http, string key, T body, Func<Guid, Task<IActionResult>> make, CancellationToken cancellation) =>
        await claim.HandleAsync(key, http.Request.Path, body, SignedInPerson.From(http.User)!, cancellation) is { } id
            ? await make(id)
            : problems.Of(StatusCodes.Status422UnprocessableEntity, "KeyUsed");
}
