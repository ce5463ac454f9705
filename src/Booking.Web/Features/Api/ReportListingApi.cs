using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.ListingReports;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Saying that something should not be on the list.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/reports"), Tags("Reports")]
public sealed class ReportListingApi(Catalogue catalogue, ReportListing report, Problems problems, IStringLocalizer<ListingReportsTexts> texts)
    : ControllerBase
{
    [HttpPost(Name = "reportListing")]
    [EndpointSummary("Say that something should not be on the list")]
    [EndpointDescription("The municipality looks at it and answers by mail. Nobody is told who said so. Again, while it waits for the answer, changes nothing.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status429TooManyRequests, ApiContent.Problem)]
    public async Task<IActionResult> Report(ReportBody body, CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(body.Resource!) is not { } resource)
        {
            return problems.Of(Status404NotFound, "UnknownResource");
        }

        return await report.HandleAsync(resource, body.Reason, TypedText.Read(body.Words), SignedInPerson.From(User)!, cancellation) switch
        {
            ReportOutcome.Reported => NoContent(),
            ReportOutcome.ReasonMissing => problems.Invalid([("reason", texts["ReasonMissing"].Value)]),
            ReportOutcome.WordsMissing => problems.Invalid([("words", texts["WordsMissing"].Value)]),
            ReportOutcome.WordsTooLong => problems.Invalid([("words", texts["TooLong", ReportListing.LongestWords].Value)]),
            ReportOutcome.TooMany => problems.Of(Status429TooManyRequests, "TooManyReports"),
            _ => problems.Of(Status404NotFound, "UnknownResource"),
        };
    }
}

/// <summary>What is wrong with something on the list.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReportBody
{
    [Required, Description("The slug of what should not be on the list.")]
    public string? Resource { get; init; }

    [Description("untrue, unsafe, offensive, not-theirs or other.")]
    public string? Reason { get; init; }

    [Description("What is wrong. With other it has to be said.")]
    public string? Words { get; init; }
}
