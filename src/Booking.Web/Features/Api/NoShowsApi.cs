using System.ComponentModel;
using System.Text.Json.Serialization;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.NoShows;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Bookings that nobody came to: for their persons, and what they say of them for those who look after the place.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1"), Tags("Day")]
public sealed class NoShowsApi(
    ReadNoShows read, ReadBooking bookings, ContestNoShow contest, AnswerContest answer, IStringLocalizer<NoShowsTexts> texts, Problems problems,
    IClock clock) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet("no-shows", Name = "listNoShows")]
    [MaySomewhere(OwnerRight.LookAfter)]
    [EndpointSummary("List what persons say they came to")]
    [EndpointDescription("At all that one looks after: what waits for an answer, the oldest first; then what was answered last.")]
    [ProducesResponseType<IReadOnlyList<NoShowAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> List(CancellationToken cancellation) =>
        Ok(AllOf(await read.ToAnswerAsync(Person, cancellation)));

    [HttpGet("no-shows/own", Name = "listOwnNoShows")]
    [EndpointSummary("List what one is noted for")]
    [EndpointDescription("Bookings that were given on because nobody checked in; those of so long ago that they no longer count are left out.")]
    [ProducesResponseType<IReadOnlyList<NoShowAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> Own(CancellationToken cancellation) =>
        Ok(AllOf((await read.OfPersonAsync(Person.Id, cancellation)).SelectMany(owner => owner.NoShows)));

    [HttpGet("bookings/{id:guid}/no-show", Name = "readNoShow")]
    [EndpointSummary("Read what is noted of a booking that nobody came to")]
    [EndpointDescription("For its person and those who look after the place, with what was said and answered.")]
    [ProducesResponseType<NoShowAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    [HttpPost("bookings/{id:guid}/no-show/contest", Name = "contestNoShow")]
    [EndpointSummary("Say that one was there")]
    [EndpointDescription("By the booking's person, once, while it counts. Until the owner has answered it does not. Again changes nothing and answers the same.")]
    [ProducesResponseType<NoShowAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Contest(Guid id, ContestBody body, CancellationToken cancellation) =>
        await contest.HandleAsync(id, body.Words, Person, cancellation) switch
        {
            ContestOutcome.Sent => await ShowAsync(id, cancellation),
            ContestOutcome.TooLong => Invalid("words", "ProblemTooLong", ContestNoShow.LongestWords),
            ContestOutcome.TooLate => problems.Of(Status409Conflict, "ContestTooLate"),
            _ => Unknown(),
        };

    [HttpPost("bookings/{id:guid}/no-show/answer", Name = "answerContest")]
    [EndpointSummary("Say whether somebody was there after all")]
    [EndpointDescription("By those who look after the place, once (ContestOver), with a reason. The person gets both by mail.")]
    [ProducesResponseType<NoShowAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Answer(Guid id, AnswerContestBody body, CancellationToken cancellation) =>
        await answer.HandleAsync(id, body.Yes!.Value, body.Reason, Person, cancellation) switch
        {
            AnswerContestOutcome.Answered => await ShowAsync(id, cancellation),
            AnswerContestOutcome.AnsweredBefore => problems.Of(Status409Conflict, "ContestOver"),
            AnswerContestOutcome.NotFound => Unknown(),
            var outcome => Invalid("reason", $"Problem{outcome}", AnswerContest.LongestReason),
        };

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation) =>
        await bookings.HandleAsync(id, Person, cancellation) is { } found && await read.ForAsync(found, Person, cancellation) is { } missed
            ? Ok(NoShowAnswer.Of(missed, clock.GetCurrentInstant()))
            : Unknown();

    private List<NoShowAnswer> AllOf(IEnumerable<NoShow> missed) => [.. missed.Select(one => NoShowAnswer.Of(one, clock.GetCurrentInstant()))];

    private ObjectResult Unknown() => problems.Of(Status404NotFound, "UnknownNoShow");

    private ObjectResult Invalid(string field, string text, int longest) => problems.Invalid([(field, texts[text, longest].Value)]);
}

/// <summary>What a person says.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ContestBody
{
    [Description("In at most 1000 characters; may be left out.")]
    public string? Words { get; init; }
}

/// <summary>Whether they were there, and why one says so.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AnswerContestBody : YesOrNoBody
{
    [Description("To the person, in at most 1000 characters; needed.")]
    public string? Reason { get; init; }
}

/// <summary>A booking that nobody came to.</summary>
public sealed record NoShowAnswer(
    [property: Description("Its id.")] Guid Booking,
    [property: Description("The resource's slug.")] string Resource,
    OffsetDateTime Start, OffsetDateTime End,
    [property: Description("Whether it counts where a rule asks how often somebody has not come.")] bool Counts,
    [property: Description("The first day on which it no longer does, as 2026-12-01.")] string FallsAwayOn,
    [property: Description("When its person said that they were there; null when they have not.")] OffsetDateTime? ContestedAt,
    [property: Description("In their words; may be empty.")] string Words,
    [property: Description("What the owner says to it; null while there is no answer.")] bool? Upheld,
    [property: Description("Why; empty while there is no answer.")] string Answer)
{
    internal static NoShowAnswer Of(NoShow missed, Instant now)
    {
        var zone = missed.Resource.Terms.Zone;
        return new NoShowAnswer(
            missed.BookingId, missed.Resource.Slug, ApiTime.In(zone, missed.Period.Start), ApiTime.In(zone, missed.Period.End), missed.Counts(now),
            LocalDatePattern.Iso.Format(missed.FallsAwayOn), ApiTime.In(zone, missed.Contest?.ContestedAt), missed.Contest?.Words ?? "",
            missed.Contest?.Upheld, missed.Contest?.Answer ?? "");
    }
}
