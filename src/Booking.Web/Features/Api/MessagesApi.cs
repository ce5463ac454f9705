using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.Messages;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What a booker and those who look after the place write to each other.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/bookings/{id:guid}/messages"), Tags("Bookings")]
public sealed class MessagesApi(ReadMessages read, WriteMessage write, Problems problems) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "listMessages")]
    [EndpointSummary("Read what has been written about a booking")]
    [EndpointDescription("For its person and those who look after the place; the oldest first.")]
    [ProducesResponseType<IReadOnlyList<MessageAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> List(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } conversation
            ? Ok(conversation.Messages.Select(message => MessageAnswer.Of(message, conversation)).ToList())
            : problems.Of(Status404NotFound, "UnknownBooking");

    [HttpPost(Name = "sendMessage")]
    [EndpointSummary("Write to the other side of a booking")]
    [EndpointDescription("""
        The other side gets it by mail, without anyone's address. The same Idempotency-Key sends one message, however often it is used.
        Possible until thirty days after the booking's end, twenty times an hour.
        """)]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status429TooManyRequests, ApiContent.Problem)]
    public async Task<IActionResult> Send(
        Guid id, MessageBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each message, the same for every attempt to send it.")]
        string? key,
        CancellationToken cancellation) =>
        await write.HandleAsync(id, body.Text, key!, Person, cancellation) switch
        {
            WriteMessageOutcome.Sent => NoContent(),
            WriteMessageOutcome.NotFound => problems.Of(Status404NotFound, "UnknownBooking"),
            WriteMessageOutcome.Closed => problems.Of(Status409Conflict, "MessagesClosed"),
            WriteMessageOutcome.TooMany => problems.Of(Status429TooManyRequests, "TooManyMessages"),
            _ => problems.Invalid("text"),
        };
}

/// <summary>What to write.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MessageBody
{
    [Required, StringLength(WriteMessage.LongestText), Description("In one's own words.")]
    public string? Text { get; init; }
}

public sealed record MessageAnswer(
    Guid Id,
    [property: Description("booker or owner: which side wrote it.")] string From,
    [property: Description("The writer's name; null when they have none, or are gone.")] string? Name,
    string Text,
    [property: Description("In the resource's zone.")] OffsetDateTime SentAt)
{
    internal static MessageAnswer Of(Message message, Conversation conversation) => new(
        message.Id, message.ByOwner ? "owner" : "booker", message.Sender.Length > 0 ? message.Sender : null, message.Text,
        message.SentAt.InZone(conversation.About.Resource.Terms.Zone).ToOffsetDateTime());
}
