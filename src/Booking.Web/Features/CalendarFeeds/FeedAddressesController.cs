using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>A person's own feed addresses.</summary>
[Authorize(Access.SignedIn)]
[HoldsSecret]
[Route("/profile/calendar")]
public sealed class FeedAddressesController(
    ListFeedAddresses list, CreateFeedAddress create, RenewFeedAddress renew, StopFeedAddress stop, PublicUrl site) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public Task<IActionResult> Index(CancellationToken cancellation) => PageAsync(null, cancellation);

    // The answer itself shows the address: a redirect would have to put the secret somewhere in between.
    [HttpPost]
    public async Task<IActionResult> Create(CancellationToken cancellation)
    {
        if (await create.HandleAsync(Person.Id, cancellation) is { } token)
        {
            return await PageAsync(token, cancellation);
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return await PageAsync(null, cancellation, tooMany: true);
    }

    [HttpPost("{id:guid}/renew")]
    public async Task<IActionResult> Renew(Guid id, CancellationToken cancellation) =>
        await renew.HandleAsync(id, Person.Id, cancellation) is { } token ? await PageAsync(token, cancellation) : NotFound();

    [HttpPost("{id:guid}/stop")]
    public async Task<IActionResult> Stop(Guid id, CancellationToken cancellation) =>
        await stop.HandleAsync(id, Person.Id, cancellation) ? LocalRedirect("/profile/calendar") : NotFound();

    private async Task<IActionResult> PageAsync(string? token, CancellationToken cancellation, bool tooMany = false)
    {
        var address = token is null ? null : site.Of($"/calendar/{token}.ics");
        return View("Index", new FeedAddressesPage(await list.HandleAsync(Person.Id, cancellation), address, tooMany));
    }
}

/// <param name="NewAddress">Shown this once; null when none has just been made.</param>
/// <param name="TooMany">Another was asked for, but there are as many as there may be.</param>
public sealed record FeedAddressesPage(IReadOnlyList<FeedAddress> Addresses, Uri? NewAddress, bool TooMany)
{
    /// <summary>Opens the calendar of this device, where one answers to such links.</summary>
    public Uri? Webcal => NewAddress is null ? null : new Uri($"webcal{NewAddress.AbsoluteUri[NewAddress.Scheme.Length..]}");
}
