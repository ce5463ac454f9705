using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.ListingReports;

/// <summary>Saying that something should not be on the list.</summary>
[Authorize(Access.SignedIn)]
[Route("/resources/{slug}/report")]
public sealed class ReportController(Catalogue catalogue, ReadListingCase read, ReportListing report) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Report(string slug, CancellationToken cancellation) =>
        (await catalogue.ReadAsync(cancellation)).Find(slug) is { } resource
            ? View(new ReportPage(resource, await read.HasReportedAsync(resource.Id, Person.Id, cancellation)))
            : NotFound();

    [HttpPost]
    public async Task<IActionResult> Report(string slug, string? reason, string? words, CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(slug) is not { } resource)
        {
            return NotFound();
        }

        ModelState.Clear();
        switch (await report.HandleAsync(resource, reason, TypedText.Read(words), Person, cancellation))
        {
            case ReportOutcome.Reported:
                return Redirect($"/resources/{slug}/report");
            case ReportOutcome.Gone:
                return NotFound();
            case var refused:
                Response.StatusCode = refused == ReportOutcome.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity;
                return View(new ReportPage(resource, HasReported: false) { Reason = reason, Words = words, Problem = refused });
        }
    }
}

/// <param name="HasReported">The reader has, and waits for the answer.</param>
public sealed record ReportPage(CatalogueResource Resource, bool HasReported)
{
    /// <summary>As chosen.</summary>
    public string? Reason { get; init; }

    /// <summary>As typed.</summary>
    public string? Words { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public ReportOutcome? Problem { get; init; }
}
