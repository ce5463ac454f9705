using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Booking.Web.Features.Cases;
using Booking.Web.Features.Handover;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Handing over after use.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/bookings/{id:guid}/handover"), Tags("Bookings")]
public sealed class HandoverApi(ReadHandover read, FillInHandover fillIn, Problems problems, IStringLocalizer<HandoverTexts> texts) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "readHandover")]
    [EndpointSummary("Read what to go through before one leaves")]
    [EndpointDescription("The owner's list, and how it was handed over. For whoever has booked, their group, and those who look after the place.")]
    [ProducesResponseType<HandoverListAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } overview
            ? Ok(HandoverListAnswer.Of(overview))
            : problems.Of(Status404NotFound, "UnknownBooking");

    [HttpPut(Name = "handOver")]
    [EndpointSummary("Hand over")]
    [EndpointDescription("""
        From the start until a day after the end; again replaces what was said. With broken, those who look after the place get a case about
        it: one, however often the same Idempotency-Key is used. Pictures are added on the page of the booking.
        """)]
    [ProducesResponseType<HandoverListAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> HandOver(
        Guid id, HandoverBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each handover, the same for every attempt to send it.")]
        string? key,
        CancellationToken cancellation) =>
        await fillIn.HandleAsync(id, body.ToForm(key!), Person, cancellation) switch
        {
            FillInOutcome.Filled => await Show(id, cancellation),
            FillInOutcome.Closed => problems.Of(Status409Conflict, "HandoverClosed"),
            FillInOutcome.Unclear unclear => problems.Invalid(unclear.Problems.Select(problem =>
                (MemberOf(problem.Field), texts[$"Problem{problem.Text}", problem.Limit].Value))),
            _ => problems.Of(Status404NotFound, "UnknownBooking"),
        };

    private static string MemberOf(string field) => field.StartsWith("item-", StringComparison.Ordinal) ? "numbers" : "broken";
}

/// <summary>How a place is left.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record HandoverBody
{
    [Description("The ids of the lines that have been done.")]
    public IReadOnlyList<Guid>? Done { get; init; }

    [Description("Numbers asked for, such as the mileage, by the id of the line.")]
    public IReadOnlyDictionary<Guid, long>? Numbers { get; init; }

    [Description("What does not work. Left out where all does.")]
    public BrokenBody? Broken { get; init; }

    internal HandoverForm ToForm(string key) => new()
    {
        Done = [.. Done ?? []],
        Numbers = (Numbers ?? new Dictionary<Guid, long>()).ToDictionary(one => one.Key, one => (string?)one.Value.ToString(CultureInfo.InvariantCulture)),
        What = Broken?.What,
        Details = Broken?.Details,
        Key = key,
    };
}

/// <summary>Something that does not work.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BrokenBody
{
    [Required, StringLength(Report.LongestWhat, MinimumLength = 1), Description("In a few words. The next ones read it: no names.")]
    public string? What { get; init; }

    [StringLength(Report.LongestDetails), Description("For those who look after the place.")]
    public string? Details { get; init; }
}

/// <summary>A line of the list.</summary>
public sealed record HandoverLineAnswer(
    Guid Id,
    [property: Description("check for what is to be done, number for a number.")] string Kind,
    string Text,
    [property: Description("Whether it has been done; null for a number and before the handover.")] bool? Done,
    [property: Description("null where none was given.")] long? Number);

public sealed record HandoverListAnswer(
    [property: Description("Whether whoever asks can hand over now.")] bool IsOpen,
    [property: Description("null until it has been.")] OffsetDateTime? HandedOverAt,
    IReadOnlyList<HandoverLineAnswer> Lines,
    [property: Description("Whether somebody else was there before, who can be thanked.")] bool HasBefore,
    [property: Description("Who has been thanked: owner and before.")] IReadOnlyList<string> Thanked)
{
    internal static HandoverListAnswer Of(HandoverOverview overview)
    {
        var answers = overview.Answers.ToDictionary(answer => answer.Item);
        return new HandoverListAnswer(
            overview.IsOpen, ApiTime.In(overview.About.Resource.Terms.Zone, overview.FilledAt),
            [
                .. overview.Items.Select(item => new HandoverLineAnswer(
                    item.Id, item.Kind, item.Text.ToString(), item.Kind == ItemKind.Check ? answers.GetValueOrDefault(item.Id)?.Done : null,
                    answers.GetValueOrDefault(item.Id)?.Number)),
            ],
            overview.HasBefore, overview.Thanked);
    }
}
