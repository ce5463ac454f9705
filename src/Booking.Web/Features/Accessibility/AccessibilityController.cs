using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Accessibility;

/// <summary>The accessibility statement, at the address where the Danish authorities look for it.</summary>
[AllowAnonymous]
public sealed class AccessibilityController : Controller
{
    [HttpGet("/was")]
    public IActionResult Index() => View();
}
