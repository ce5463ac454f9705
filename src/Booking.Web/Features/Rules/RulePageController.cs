using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Rules;

/// <summary>A rule's own page: what it says and why, who stands behind it, and how it has been challenged.</summary>
[AllowAnonymous]
[Route("/rules/{id:guid}")]
public sealed class RulePageController(ReadRulePage read) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Rule(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, SignedInPerson.From(User), cancellation) is { } page ? View(page) : NotFound();
}
