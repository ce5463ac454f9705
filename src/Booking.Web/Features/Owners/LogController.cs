using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Owners;

/// <summary>What has been changed at an owner, for its administrators.</summary>
[Route("/owners/{owner}/log")]
public sealed class LogController(ReadLog read) : Controller
{
    /// <param name="before">The line that the page begins after; the newest when absent or unreadable.</param>
    /// <param name="about">"bookings", "looks", or anything else for what has been changed.</param>
    [HttpGet]
    [MayAtOwner(OwnerRight.ReadLog)]
    public async Task<IActionResult> Index(string owner, string? about, string? before, CancellationToken cancellation) =>
        await read.HandleAsync(
            owner, AboutOf(about), long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : null, cancellation) is { } log
            ? View("Log", log)
            : NotFound();

    private static LogAbout AboutOf(string? about) => about switch { "bookings" => LogAbout.Bookings, "looks" => LogAbout.Looks, _ => LogAbout.Changes };
}
