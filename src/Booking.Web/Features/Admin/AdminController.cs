using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Admin;

/// <summary>Whether the machinery runs: jobs, and the mail that has not arrived.</summary>
[Authorize(Access.Administrator)]
[Route("/admin")]
public sealed class AdminController(ReadMachinery read, SendAgain sendAgain) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await read.HandleAsync(cancellation));

    [HttpPost("mail/{id:guid}/again")]
    public async Task<IActionResult> Again(Guid id, CancellationToken cancellation) =>
        await sendAgain.HandleAsync(id, SignedInPerson.From(User)!, cancellation) ? Redirect("/admin") : NotFound();
}
