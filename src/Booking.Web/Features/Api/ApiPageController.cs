using Booking.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>For the person who wants to let a program book.</summary>
[AllowAnonymous]
public sealed class ApiPageController(ListOperations list, PublicUrl site, IConfiguration configuration, IClock clock) : Controller
{
    [HttpGet("/api")]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        // A time to come, so that the example can be tried as it stands.
        var evening = WallClock.DateAt(clock.GetCurrentInstant(), HomeZone.Zone).PlusDays(7);
        return View(new ApiPage(
            await list.HandleAsync(cancellation), site.Of("").AbsoluteUri.TrimEnd('/'), RateLimit.PerMinute(configuration), At(evening, 17), At(evening, 21)));
    }

    private static string At(LocalDate day, int hour) => ApiTime.Format(HomeZone.Zone.AtLeniently(day.At(new LocalTime(hour, 0))).ToOffsetDateTime());
}

/// <param name="Root">Where a program finds this site, without a slash at the end.</param>
/// <param name="PerMinute">How much one may ask for; 0 for no limit.</param>
/// <param name="Start">Of what the example books; and its end.</param>
public sealed record ApiPage(IReadOnlyList<ApiSubject> Subjects, string Root, int PerMinute, string Start, string End);
