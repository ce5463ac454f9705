using Booking.Web.Features.Bookings;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Handover;

/// <summary>Handing over after use: filled in by the booker, read by those who look after the place.</summary>
[Authorize(Access.SignedIn)]
[Route("/bookings/{id:guid}")]
public sealed class HandoverController(ReadHandover read, FillInHandover fillIn, HandoverPictures pictures, SayThanks thanks, ReadBooking bookings) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet("handover")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } overview ? View("Show", HandoverPage.Of(overview)) : NotFound();

    [HttpPost("handover")]
    [TakesFile(HandoverForm.LargestForm)]
    public async Task<IActionResult> FillIn(Guid id, HandoverForm form, CancellationToken cancellation)
    {
        switch (await fillIn.HandleAsync(id, form, Person, cancellation))
        {
            case FillInOutcome.Filled:
                return Redirect($"/bookings/{id}/handover#done");
            case FillInOutcome.NotFound:
                return NotFound();
            case FillInOutcome.Closed:
                return Redirect($"/bookings/{id}/handover");
            case FillInOutcome.Unclear unclear when await read.HandleAsync(id, Person, cancellation) is { } overview:
                ModelState.Clear();
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return View("Show", new HandoverPage(overview, form) { Problems = unclear.Problems });
            default:
                return NotFound();
        }
    }

    [HttpGet("handover/pictures/{file}")]
    public async Task<IActionResult> Picture(Guid id, string file, CancellationToken cancellation) =>
        await bookings.HandleAsync(id, Person, cancellation) is not null && await pictures.FindAsync(id, file, cancellation) is { } path
            ? PhysicalFile(path, "image/jpeg")
            : NotFound();

    /// <param name="towards">"owner" or "before".</param>
    [HttpPost("thanks")]
    public async Task<IActionResult> Thank(Guid id, string? towards, CancellationToken cancellation) =>
        towards is not (SayThanks.ToOwner or SayThanks.ToBefore) ? BadRequest()
        : await thanks.HandleAsync(id, towards, Person, cancellation) ? Redirect($"/bookings/{id}/handover#thanks")
        : NotFound();
}

public sealed record HandoverPage(HandoverOverview Overview, HandoverForm Form)
{
    public IReadOnlyList<HandoverProblem> Problems { get; init; } = [];

    public static HandoverPage Of(HandoverOverview overview) => new(overview, new HandoverForm
    {
        Done = [.. overview.Answers.Where(answer => answer.Done).Select(answer => answer.Item)],
        Numbers = overview.Answers.Where(answer => answer.Number is not null).ToDictionary(answer => answer.Item, answer => answer.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Key = BookForm.NewKey(),
    });
}
