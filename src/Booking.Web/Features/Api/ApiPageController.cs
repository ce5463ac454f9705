using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Api;

/// <summary>For the person who wants to let a program book.</summary>
[AllowAnonymous]
public sealed class ApiPageController(ListOperations list, PublicUrl site, IConfiguration configuration) : Controller
{
    [HttpGet("/api")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(new ApiPage(await list.HandleAsync(cancellation), site.Of("").AbsoluteUri.TrimEnd('/'), RateLimit.PerMinute(configuration)));
}

/// <param name="Root">Where a program finds this site, without a slash at the end.</param>
/// <param name="PerMinute">How much one may ask for; 0 for no limit.</param>
public sealed record ApiPage(IReadOnlyList<ApiSubject> Subjects, string Root, int PerMinute);
