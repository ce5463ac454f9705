using Booking.Web.Features.Resources;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.FreeNow;

/// <summary>What has just come free, for everybody.</summary>
[AllowAnonymous]
public sealed class FreeNowController(Catalogue catalogue, ReadFreeNow read) : Controller
{
    /// <param name="kind">Such as "kitchen"; any when absent or unknown.</param>
    /// <param name="near">The slug of a part of the city; all of it when absent or unknown.</param>
    [AsksWhere]
    [HttpGet("/free-now")]
    public async Task<IActionResult> Index(string? kind, string? near, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        var known = ResourceKinds.All.Contains(kind) ? kind : null;
        var district = snapshot.Districts.FirstOrDefault(one => one.Slug == near);
        return View(new FreeNowPage(known, district, snapshot.Districts, await read.HandleAsync(snapshot, known, district, cancellation)));
    }
}

/// <param name="Kind">Null for any.</param>
/// <param name="District">Null for all.</param>
public sealed record FreeNowPage(string? Kind, District? District, IReadOnlyList<District> Districts, IReadOnlyList<FreedTime> Freed);
