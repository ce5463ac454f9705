using Booking.Web.Features.SignIn;
using Booking.Web.Jobs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Admin;

/// <summary>Whether the machinery runs: jobs, and the mail that has not arrived.</summary>
[Authorize(Access.Administrator)]
[Route("/admin")]
public sealed class AdminController(ReadMachinery read, ReadSchedules schedules, SendAgain sendAgain) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(new AdminPage(await read.HandleAsync(cancellation), await schedules.HandleAsync(cancellation)));

    [HttpPost("mail/{id:guid}/again")]
    public async Task<IActionResult> Again(Guid id, CancellationToken cancellation) =>
        await sendAgain.HandleAsync(id, SignedInPerson.From(User)!, cancellation) ? Redirect("/admin") : NotFound();
}

/// <param name="Schedules">None where jobs have never run.</param>
public sealed record AdminPage(Machinery Machinery, IReadOnlyList<ScheduleState> Schedules);
