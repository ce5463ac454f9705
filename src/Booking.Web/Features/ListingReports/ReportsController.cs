using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.ListingReports;

/// <summary>What people say should not be on the list, for the municipality to answer.</summary>
[Authorize(Access.Administrator)]
[Route("/reports")]
public sealed class ReportsController(ReadListingCase read, AnswerListingCase answer) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await read.ListAsync(cancellation));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await read.FindAsync(id, cancellation) is { } found ? View(new CasePage(found)) : NotFound();

    /// <param name="from">The state of the case on the page that was answered.</param>
    /// <param name="act">"keep", "take-off", "uphold" or "restore".</param>
    [HttpPost("{id:guid}")]
    public async Task<IActionResult> Answer(Guid id, string? from, string? act, string? reason, CancellationToken cancellation)
    {
        if (await read.FindAsync(id, cancellation) is not { } found)
        {
            return NotFound();
        }

        ModelState.Clear();
        if (ListingCaseStatus.After(from ?? "", act ?? "") is not { } to)
        {
            return BadRequest();
        }

        switch (await answer.HandleAsync(found, from!, to, TypedText.Read(reason), Person, cancellation))
        {
            case AnswerListingOutcome.Answered:
                return Redirect($"/reports/{id}");
            case var refused:
                Response.StatusCode = refused == AnswerListingOutcome.Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
                return View("Show", new CasePage((await read.FindAsync(id, cancellation))!) { Reason = reason, Problem = refused });
        }
    }
}

public sealed record CasePage(ListingCaseInFull About)
{
    /// <summary>As typed.</summary>
    public string? Reason { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public AnswerListingOutcome? Problem { get; init; }
}
