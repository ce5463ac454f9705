using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.NoShows;

/// <summary>Bookings that nobody came to: for their persons, and what they say of them for those who look after the place.</summary>
[Authorize(Access.SignedIn)]
public sealed class NoShowsController(
    ReadNoShows read, ReadBooking bookings, ContestNoShow contest, AnswerContest answer, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet("/profile/no-shows")]
    public async Task<IActionResult> Own(CancellationToken cancellation) =>
        View(new OwnNoShowsPage(await read.OfPersonAsync(Person.Id, cancellation), clock.GetCurrentInstant()));

    [MaySomewhere(OwnerRight.LookAfter)]
    [HttpGet("/no-shows")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(await read.ToAnswerAsync(Person, cancellation));

    [HttpGet("/bookings/{id:guid}/was-there")]
    public async Task<IActionResult> WasThere(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, cancellation) is { } page ? View(page) : NotFound();

    /// <param name="words">As typed.</param>
    [HttpPost("/bookings/{id:guid}/was-there")]
    public async Task<IActionResult> Contest(Guid id, string? words, CancellationToken cancellation) =>
        await contest.HandleAsync(id, words, Person, cancellation) switch
        {
            ContestOutcome.NotFound => NotFound(),
            ContestOutcome.TooLong => await AgainAsync(id, nameof(ContestOutcome.TooLong), words, StatusCodes.Status422UnprocessableEntity, cancellation),
            ContestOutcome.TooLate => await AgainAsync(id, nameof(ContestOutcome.TooLate), words, StatusCodes.Status409Conflict, cancellation),
            _ => Redirect($"/bookings/{id}/was-there"),
        };

    /// <param name="act">"yes" or "no".</param>
    /// <param name="reason">As typed.</param>
    [HttpPost("/bookings/{id:guid}/was-there/answer")]
    public async Task<IActionResult> Answer(Guid id, string? act, string? reason, CancellationToken cancellation) =>
        act is not ("yes" or "no")
            ? BadRequest()
            : await answer.HandleAsync(id, act == "yes", reason, Person, cancellation) switch
            {
                AnswerContestOutcome.NotFound => NotFound(),
                AnswerContestOutcome.Answered => Redirect("/no-shows"),
                AnswerContestOutcome.AnsweredBefore =>
                    await AgainAsync(id, nameof(AnswerContestOutcome.AnsweredBefore), reason, StatusCodes.Status409Conflict, cancellation),
                var outcome => await AgainAsync(id, outcome.ToString(), reason, StatusCodes.Status422UnprocessableEntity, cancellation),
            };

    private async Task<IActionResult> AgainAsync(Guid id, string problem, string? typed, int status, CancellationToken cancellation)
    {
        if (await PageAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        Response.StatusCode = status;
        return View("WasThere", page with { Problem = problem, Typed = typed });
    }

    private async Task<WasTherePage?> PageAsync(Guid id, CancellationToken cancellation) =>
        await bookings.HandleAsync(id, Person, cancellation) is { } found && await read.ForAsync(found, Person, cancellation) is { } missed
            ? new WasTherePage(found.Booking, missed, found.Own, clock.GetCurrentInstant())
            : null;
}

public sealed record OwnNoShowsPage(IReadOnlyList<OwnNoShows> Owners, Instant Now);

/// <param name="Own">Whether it is noted of the reader; else they look after the place.</param>
public sealed record WasTherePage(BookingRecord Booking, NoShow NoShow, bool Own, Instant Now)
{
    /// <summary>Key of the text that says what is wrong; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>As typed.</summary>
    public string? Typed { get; init; }
}
