using Booking.Web.Features.Bookings;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Series;

/// <summary>One series with all its dates.</summary>
[Authorize(Access.SignedIn)]
[Route("/series/{id:guid}")]
public sealed class SeriesController(ReadSeries read, RetryDate retry, CancelSeries cancel, KeepSeries keep, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ShowAsync(id, null, StatusCodes.Status200OK, cancellation);

    /// <param name="date">As it is named in the series.</param>
    [HttpPost("retry")]
    public async Task<IActionResult> Retry(Guid id, string? date, CancellationToken cancellation)
    {
        if (TakenDate.ReadName(date) is not { } occurrence)
        {
            return NotFound();
        }

        return await retry.HandleAsync(id, occurrence, Person, cancellation) switch
        {
            RetryOutcome.Booked => Redirect($"/series/{id}"),
            RetryOutcome.Offered => await ShowAsync(id, "RetryOffered", StatusCodes.Status409Conflict, cancellation),
            RetryOutcome.Refused => await ShowAsync(id, "StillNot", StatusCodes.Status409Conflict, cancellation),
            _ => NotFound(),
        };
    }

    [HttpPost("coming")]
    public async Task<IActionResult> Keep(Guid id, CancellationToken cancellation) => await keep.HandleAsync(id, Person, cancellation) switch
    {
        KeepSeriesOutcome.Kept => Redirect($"/series/{id}?kept=1#unused"),
        KeepSeriesOutcome.NotAsked => await ShowAsync(id, "NotAsked", StatusCodes.Status409Conflict, cancellation),
        _ => NotFound(),
    };

    /// <param name="since">The first date to call off, as it is named in the series; all that are to come when absent.</param>
    [HttpGet("cancel")]
    public Task<IActionResult> Cancel(Guid id, string? since, CancellationToken cancellation) =>
        CancelAsync(id, since, null, null, StatusCodes.Status200OK, cancellation);

    [HttpPost("cancel")]
    public async Task<IActionResult> Cancelled(Guid id, string? since, string? reason, CancellationToken cancellation)
    {
        reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        if (reason is { Length: > BookForm.LongestPurpose })
        {
            return await CancelAsync(id, since, reason, "ReasonTooLong", StatusCodes.Status422UnprocessableEntity, cancellation);
        }

        return await cancel.HandleAsync(id, TakenDate.ReadName(since), Person, reason, cancellation) switch
        {
            CancelSeriesOutcome.Cancelled => Redirect($"/series/{id}"),
            CancelSeriesOutcome.NothingComing => await ShowAsync(id, "NothingComing", StatusCodes.Status409Conflict, cancellation),
            CancelSeriesOutcome.ReasonMissing => await CancelAsync(id, since, reason, "ReasonMissing", StatusCodes.Status422UnprocessableEntity, cancellation),
            _ => NotFound(),
        };
    }

    private async Task<IActionResult> ShowAsync(Guid id, string? problem, int status, CancellationToken cancellation)
    {
        if (await read.HandleAsync(id, Person, cancellation) is not { } found)
        {
            return NotFound();
        }

        Response.StatusCode = status;
        return View("Show", new SeriesPage(found, clock.GetCurrentInstant()) { Problem = problem });
    }

    private async Task<IActionResult> CancelAsync(Guid id, string? since, string? reason, string? problem, int status, CancellationToken cancellation)
    {
        if (await read.HandleAsync(id, Person, cancellation) is not { } found)
        {
            return NotFound();
        }

        var page = new SeriesPage(found, clock.GetCurrentInstant()) { Problem = problem, Reason = reason, From = TakenDate.ReadName(since) };
        if (!page.Coming.Any())
        {
            return Redirect($"/series/{id}");
        }

        Response.StatusCode = status;
        return View("Cancel", page);
    }
}

public sealed record SeriesPage(ReadableSeries Found, Instant Now)
{
    /// <summary>Key of the text that says what went wrong; null when nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>How it may go on; null where there is nothing to go on from.</summary>
    public Renewal? Renewal { get; } = Renewal.Of(
        Found.Series, Found.Parts, [.. Found.Lines.Select(line => line.Booking).OfType<BookingRecord>()],
        [.. Found.Lines.Select(line => line.Skipped).OfType<SkippedDate>()], Found.Places, Now);

    /// <summary>As typed.</summary>
    public string? Reason { get; init; }

    /// <summary>The first date that it is about; null for all.</summary>
    public LocalDateTime? From { get; init; }

    /// <summary>The dates still to come that it is about.</summary>
    public IEnumerable<SeriesLine> Coming => Found.Lines.Where(line => line.IsComing(Now) && (From is not { } from || line.Occurrence >= from));
}
