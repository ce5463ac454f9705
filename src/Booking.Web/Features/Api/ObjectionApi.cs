using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.ListingReports;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Why something was taken off the list, and what whoever shares it says against it.</summary>
[Route("/api/v1/setup/{slug}"), Tags("Setup")]
public sealed class ObjectionApi(
    FindSetup find, ReadListingCase read, ObjectToAnswer objectTo, Problems problems, IStringLocalizer<ListingReportsTexts> texts, IClock clock)
    : SetupOperations(find, problems, clock)
{
    [HttpGet("taken-off", Name = "readTakenOff")]
    [EndpointSummary("Read why it was taken off the list")]
    [EndpointDescription("In the municipality's words, with what was said against it.")]
    [ProducesResponseType<TakenOffAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(string slug, CancellationToken cancellation) => WhyAsync(slug, cancellation);

    [HttpPost("objection", Name = "objectToTakingOff")]
    [EndpointSummary("Say why it should be on the list")]
    [EndpointDescription("Once. The municipality looks at it again.")]
    [ProducesResponseType<TakenOffAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> AnswerBack(string slug, ObjectionBody body, CancellationToken cancellation) => WithAsync(
        slug,
        async resource => await objectTo.HandleAsync(resource.Id, TypedText.Read(body.Words), Person, cancellation) switch
        {
            ObjectOutcome.Sent => await WhyAsync(slug, cancellation),
            ObjectOutcome.Missing => Problems.Invalid([("words", texts["ObjectMissing"].Value)]),
            ObjectOutcome.TooLong => Problems.Invalid([("words", texts["TooLong", ObjectToAnswer.Longest].Value)]),
            _ => Problems.Of(Status409Conflict, "NothingToObjectTo"),
        },
        cancellation);

    private Task<IActionResult> WhyAsync(string slug, CancellationToken cancellation) => WithAsync(
        slug,
        resource => Problems.WithAsync(
            read.KeepingOffAsync(resource.Id, cancellation), "NotTakenOff",
            found => Task.FromResult<IActionResult>(Ok(TakenOffAnswer.Of(found, resource)))),
        cancellation);
}

/// <summary>What an owner says against it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ObjectionBody
{
    [Required, Description("To the municipality.")]
    public string? Words { get; init; }
}

public sealed record TakenOffAnswer(
    [property: Description("off; objected, while the municipality looks at it again; or upheld.")] string Status,
    [property: Description("Why, in the municipality's words.")] string Answer,
    OffsetDateTime? AnsweredAt,
    [property: Description("What was said against it; empty where that is nothing.")] string Objection,
    OffsetDateTime? ObjectedAt,
    [property: Description("Whether something can be said against it, which is once.")] bool MayObject)
{
    internal static TakenOffAnswer Of(ListingCase one, SetupRecord resource) => new(
        one.Status, one.Answer, ApiTime.In(resource.Zone, one.AnsweredAt), one.Objection, ApiTime.In(resource.Zone, one.ObjectedAt), one.MayObject);
}
