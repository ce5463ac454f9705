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
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What people say should not be on the list, for the municipality to answer.</summary>
[ApiController, Authorize(Access.Administrator), IgnoreAntiforgeryToken, Route("/api/v1/reports"), Tags("Reports")]
public sealed class ReportsApi(ReadListingCase read, AnswerListingCase answer, Problems problems, IStringLocalizer<ListingReportsTexts> texts) : ControllerBase
{
    [HttpGet(Name = "listReports")]
    [EndpointSummary("List what has been reported")]
    [EndpointDescription("A case for each thing: those that wait, the oldest first, and then the twenty answered last. For administrators of the municipality.")]
    [ProducesResponseType<IReadOnlyList<ListingCaseAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> List(CancellationToken cancellation) =>
        Ok((await read.ListAsync(cancellation)).Select(one => ListingCaseAnswer.Of(one.Case, one.Resource)).ToList());

    [HttpGet("{id:guid}", Name = "readReport")]
    [EndpointSummary("Read one case")]
    [EndpointDescription("With what has been said, and never by whom.")]
    [ProducesResponseType<ListingCaseDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    [HttpPost("{id:guid}/answer", Name = "answerReport")]
    [EndpointSummary("Answer a case")]
    [EndpointDescription("""
        Both those who reported it and its owner get the reason by mail. Bookings that were made stay. ReportChanged when the case is no longer
        in the state that was read.
        """)]
    [ProducesResponseType<ListingCaseDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Answer(Guid id, AnswerReportBody body, CancellationToken cancellation) => problems.WithAsync(
        read.FindAsync(id, cancellation), "UnknownReport",
        async found => ListingCaseStatus.After(body.Status!, body.Act!) is not { } to
            ? problems.Invalid("act")
            : await answer.HandleAsync(found, body.Status!, to, TypedText.Read(body.Reason), SignedInPerson.From(User)!, cancellation) switch
            {
                AnswerListingOutcome.Answered => await ShowAsync(id, cancellation),
                AnswerListingOutcome.ReasonMissing => problems.Invalid([("reason", texts["AnswerMissing"].Value)]),
                AnswerListingOutcome.ReasonTooLong => problems.Invalid([("reason", texts["TooLong", AnswerListingCase.LongestReason].Value)]),
                _ => problems.Of(Status409Conflict, "ReportChanged"),
            });

    private Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation) => problems.WithAsync(
        read.FindAsync(id, cancellation), "UnknownReport", found => Task.FromResult<IActionResult>(Ok(ListingCaseDetailsAnswer.Of(found))));
}

/// <summary>What the municipality says to a case.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AnswerReportBody
{
    [Required, Description("status of the case as it was read.")]
    public string? Status { get; init; }

    [Required, Description("open: keep or take-off. objected: uphold or restore. off or upheld: restore.")]
    public string? Act { get; init; }

    [Description("Why. Those who reported it and its owner read it.")]
    public string? Reason { get; init; }
}

/// <summary>A case in short.</summary>
public sealed record ListingCaseAnswer(
    Guid Id,
    [property: Description("The resource's slug.")] string Resource,
    [property: Description("open, kept, off, objected, upheld or restored.")] string Status,
    [property: Description("How many people have reported it.")] int Reports,
    OffsetDateTime OpenedAt,
    [property: Description("When the latest answer came; null while there is none.")] OffsetDateTime? AnsweredAt)
{
    internal static ListingCaseAnswer Of(ListingCase one, CatalogueResource resource) => new(
        one.Id, resource.Slug, one.Status, one.Reports, ApiTime.In(resource.Terms.Zone, one.OpenedAt), ApiTime.In(resource.Terms.Zone, one.AnsweredAt));
}

public sealed record ListingCaseDetailsAnswer(
    ListingCaseAnswer Case,
    [property: Description("Why, in the municipality's words; empty while there is none.")] string Answer,
    [property: Description("What the owner has said against it; empty where that is nothing.")] string Objection,
    OffsetDateTime? ObjectedAt,
    [property: Description("The first to come first.")] IReadOnlyList<ReportAnswer> Said,
    [property: Description("How many bookings of it are to come.")] int Coming)
{
    internal static ListingCaseDetailsAnswer Of(ListingCaseInFull about)
    {
        var (one, resource) = (about.Case, about.Resource);
        return new ListingCaseDetailsAnswer(
            ListingCaseAnswer.Of(one, resource), one.Answer, one.Objection, ApiTime.In(resource.Terms.Zone, one.ObjectedAt),
            [.. about.Reports.Select(report => new ReportAnswer(report.Reason, report.Words, ApiTime.In(resource.Terms.Zone, report.ReportedAt)))], about.Coming);
    }
}

/// <summary>What one person has said.</summary>
public sealed record ReportAnswer(
    [property: Description("untrue, unsafe, offensive, not-theirs or other.")] string Reason, string Words, OffsetDateTime ReportedAt);
