using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.GivingBack;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Letting others have a part of what one has booked, or all of it.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/bookings/{id:guid}"), Tags("Bookings")]
public sealed class GivingBackApi(ReadBooking read, GiveBack giveBack, CheckOut checkOut, HandOver handOver, Problems problems) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpPost("give-back", Name = "giveBack")]
    [EndpointSummary("Give back a part of a booking")]
    [EndpointDescription("""
        At either end, or in the middle, which leaves two bookings: the first keeps id and reference. No rule stands in the way; what comes
        free is offered to those who wait for it. Sent again with the same sequence it changes nothing and answers the same. ChangedSince
        when the booking is no longer as it was under that sequence.
        """)]
    [ProducesResponseType<GivenBackAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Give(Guid id, GiveBackBody body, CancellationToken cancellation)
    {
        var (start, end) = (body.Start!.Value.ToInstant(), body.End!.Value.ToInstant());
        if (start >= end)
        {
            return problems.Invalid("end");
        }

        var wish = new PartWish(new Interval(start, end), body.Middle);
        return await giveBack.HandleAsync(id, wish, body.Sequence!.Value, Person, cancellation) switch
        {
            GiveBackOutcome.Given given => await AnswerAsync(id, cancellation) is { } first
                ? Ok(new GivenBackAnswer(first, given.Second is { } second ? await AnswerAsync(second, cancellation) : null))
                : Unknown(),
            GiveBackOutcome.NotFound => Unknown(),
            GiveBackOutcome.Impossible impossible => problems.Of(Status422UnprocessableEntity, $"GiveBack{impossible.Problem}"),
            GiveBackOutcome.NotConfirmed => problems.Of(Status409Conflict, "NotConfirmed"),
            _ => problems.Of(Status409Conflict, "ChangedSince"),
        };
    }

    [HttpPost("check-out", Name = "checkOut")]
    [EndpointSummary("Say that a booking is no longer being used")]
    [EndpointDescription("By its person or a caretaker, once checked in. What is left of its time is free for others from the next minute on.")]
    [ProducesResponseType<BookingAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Leave(Guid id, CancellationToken cancellation) =>
        await checkOut.HandleAsync(id, Person, cancellation) switch
        {
            CheckOutOutcome.CheckedOut => await ShowAsync(id, cancellation),
            CheckOutOutcome.NotFound => Unknown(),
            CheckOutOutcome.NotInUse => problems.Of(Status409Conflict, "NotInUse"),
            _ => problems.Of(Status409Conflict, "NothingLeft"),
        };

    [HttpGet("transfer", Name = "listTransfer")]
    [EndpointSummary("List who could have a group's booking instead")]
    [EndpointDescription("The others who book for the group, by name. Empty for a booking of no group.")]
    [ProducesResponseType<IReadOnlyList<GroupPersonAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Others(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { Own: true } found
            ? Ok((await handOver.OthersAsync(found.Booking, cancellation)).Select(other => new GroupPersonAnswer(other.PersonId, other.Name)).ToList())
            : Unknown();

    [HttpPost("transfer", Name = "transferBooking")]
    [EndpointSummary("Hand a group's booking to another of those who book for it")]
    [EndpointDescription("Until it begins. Both get a mail. The rules about persons are asked about the one who is to have it.")]
    [ProducesResponseType<BookingAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Hand(Guid id, TransferBody body, CancellationToken cancellation)
    {
        if (await read.HandleAsync(id, Person, cancellation) is not { Own: true } found)
        {
            return Unknown();
        }

        return await handOver.HandleAsync(id, body.Person!.Value, Person, cancellation) switch
        {
            HandOverOutcome.HandedOver => await ShowAsync(id, cancellation),
            HandOverOutcome.NotFound => Unknown(),
            HandOverOutcome.Refused refused => problems.Refused(refused.Reasons, found.Resource, []),
            HandOverOutcome.NotInGroup => problems.Of(Status409Conflict, "NotInGroup"),
            HandOverOutcome.NotOfAGroup => problems.Of(Status409Conflict, "NotOfAGroup"),
            _ => problems.Of(Status409Conflict, "ChangeTooLate"),
        };
    }

    private ObjectResult Unknown() => problems.Of(Status404NotFound, "UnknownBooking");

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation) =>
        await AnswerAsync(id, cancellation) is { } answer ? Ok(answer) : Unknown();

    private async Task<BookingAnswer?> AnswerAsync(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } found ? BookingAnswer.Of(found.Booking, found.Resource) : null;
}

/// <summary>What to keep of a booking, or what to give back of its middle.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record GiveBackBody
{
    [Required, Description("With any offset; whole minutes, within the booking.")]
    public OffsetDateTime? Start { get; init; }

    [Required, Description("With any offset; whole minutes, after the start.")]
    public OffsetDateTime? End { get; init; }

    [Description("true: from start to end is given back, and both sides of it are kept. Left out or false: from start to end is kept.")]
    public bool Middle { get; init; }

    [Required, Description("sequence of the booking as it was read.")]
    public int? Sequence { get; init; }
}

/// <param name="Booking">What is kept; of two, the first.</param>
/// <param name="Second">What is kept behind the middle; null where nothing is.</param>
public sealed record GivenBackAnswer(BookingAnswer Booking, BookingAnswer? Second);

/// <summary>Who is to have it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TransferBody
{
    [Required, Description("The id of one of those that GET lists here.")]
    public Guid? Person { get; init; }
}

/// <summary>Somebody who books for the same group.</summary>
public sealed record GroupPersonAnswer([property: Description("Send it as person to hand over.")] Guid Id, string Name);
