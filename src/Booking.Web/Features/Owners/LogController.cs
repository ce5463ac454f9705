using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Owners;

/// <summary>What has been changed at an owner, for its administrators.</summary>
[Route("/owners/{owner}/log")]
public sealed class LogController(ReadLog read) : Controller
{
    /// <param name="before">The line that the page begins after; the newest when absent or unreadable.</param>
    [HttpGet]
    [MayAtOwner(OwnerRight.ReadLog)]
    public async Task<IActionResult> Index(string owner, string? before, CancellationToken cancellation) =>
        await read.HandleAsync(
            owner, long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null, cancellation) is { } log
            ? View("Log", log)
            : NotFound();
}
