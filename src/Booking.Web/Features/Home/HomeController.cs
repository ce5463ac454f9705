using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Home;

/// <summary>What, where, when, how many – and what is free today.</summary>
[AllowAnonymous]
public sealed class HomeController(Catalogue catalogue, SearchResources search, IClock clock) : Controller
{
    private const int Shown = 6;

    [HttpGet("/")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        var today = clock.GetCurrentInstant().InZone(HomeZone.Zone).Date;
        var request = new SearchRequest("", null, null, today, null, null, null, [], Page: 1);
        var result = await search.HandleAsync(request, snapshot, cancellation);
        return View(new HomePage(snapshot.Districts, request, [.. result.Hits.Where(hit => hit.IsFree == true).Take(Shown)]));
    }
}

public sealed record HomePage(IReadOnlyList<District> Districts, SearchRequest Today, IReadOnlyList<SearchHit> FreeToday);
