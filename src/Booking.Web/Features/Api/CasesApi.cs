using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.Cases;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What is broken, for those who look after it.</summary>
[ApiController, MaySomewhere(OwnerRight.LookAfter), IgnoreAntiforgeryToken, Route("/api/v1/cases"), Tags("Cases")]
public sealed class CasesApi(ReadCases read, AnswerCase answer, IAuthorizationService authorization, Problems problems) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "listCases")]
    [EndpointSummary("List what is broken")]
    [EndpointDescription("Of all that one looks after: the open ones, the oldest first, and then the twenty closed last. A case is opened at a handover.")]
    [ProducesResponseType<IReadOnlyList<CaseAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> List(CancellationToken cancellation) =>
        Ok((await read.ListAsync(Person, cancellation)).Select(one => CaseAnswer.Of(one.Case, one.Resource)).ToList());

    [HttpGet("{id:guid}", Name = "readCase")]
    [EndpointSummary("Read one case")]
    [EndpointDescription("What is broken, what the next ones read of it, and how it was answered.")]
    [ProducesResponseType<CaseAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    [HttpPut("{id:guid}/note", Name = "sayToNext")]
    [EndpointSummary("Say to the next ones what does not work")]
    [EndpointDescription("It stands at their bookings until the case is closed. Write no names.")]
    [ProducesResponseType<CaseAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Say(Guid id, CaseNoteBody body, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } found
            ? await AfterAsync(id, await answer.SayAsync(found, body.Note, Person, cancellation), "note", cancellation)
            : problems.Of(Status404NotFound, "UnknownCase");

    [HttpPost("{id:guid}/closing", Name = "closeCase")]
    [EndpointSummary("Close a case with an answer")]
    [EndpointDescription("Whoever reported it gets the answer by mail. A case is closed once (CaseClosed).")]
    [ProducesResponseType<CaseAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Close(Guid id, CaseClosingBody body, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } found
            ? await AfterAsync(id, await answer.CloseAsync(found, body.Answer, Person, cancellation), "answer", cancellation)
            : problems.Of(Status404NotFound, "UnknownCase");

    private async Task<IActionResult> AfterAsync(Guid id, AnswerCaseOutcome outcome, string member, CancellationToken cancellation) => outcome switch
    {
        AnswerCaseOutcome.Saved or AnswerCaseOutcome.Closed => await ShowAsync(id, cancellation),
        AnswerCaseOutcome.ClosedBefore => problems.Of(Status409Conflict, "CaseClosed"),
        _ => problems.Invalid(member),
    };

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } found
            ? Ok(CaseAnswer.Of(found.Case, found.Resource))
            : problems.Of(Status404NotFound, "UnknownCase");

    private async Task<CaseInFull?> FindAsync(Guid id, CancellationToken cancellation) =>
        await read.FindAsync(id, cancellation) is { } found && await authorization.MayAsync(User, OwnerRight.LookAfter, found.Resource.Owner.Id)
            ? found
            : null;
}

/// <summary>What the next ones read.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CaseNoteBody
{
    [Required, StringLength(Report.LongestWhat, MinimumLength = 1), Description("In a few words.")]
    public string? Note { get; init; }
}

/// <summary>How it was settled.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CaseClosingBody
{
    [Required, StringLength(AnswerCase.LongestAnswer, MinimumLength = 1), Description("To whoever reported it.")]
    public string? Answer { get; init; }
}

public sealed record CaseAnswer(
    Guid Id,
    [property: Description("The resource's slug.")] string Resource,
    [property: Description("The booking in which it was found; null when that is no more.")] Guid? Booking,
    string What, string Details,
    [property: Description("What the next ones read.")] string Note,
    [property: Description("To whoever reported it; empty where there is none.")] string Answer,
    OffsetDateTime OpenedAt,
    [property: Description("null while it is open.")] OffsetDateTime? ClosedAt)
{
    internal static CaseAnswer Of(BrokenCase one, CatalogueResource resource) => new(
        one.Id, resource.Slug, one.BookingId, one.What, one.Details, one.Said, one.Answer,
        ApiTime.In(resource.Terms.Zone, one.OpenedAt), ApiTime.In(resource.Terms.Zone, one.ClosedAt));
}
