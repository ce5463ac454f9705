using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Waitlist;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Waiting for time that is taken.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route(Root), Tags("Waiting list")]
public sealed class WaitlistApi(
    Catalogue catalogue, ReadWaiting read, ReadBooking readBooking, JoinWaitlist join, LeaveWaitlist leave, AnswerOffer answer, NpgsqlDataSource database, Problems problems)
    : ControllerBase
{
    private const string Root = "/api/v1/waitlist";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "listWaitlist")]
    [EndpointSummary("List what one waits for")]
    [EndpointDescription("Those that wait first; then those that have been over for less than 60 days.")]
    [ProducesResponseType<IReadOnlyList<WaitlistAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> List(CancellationToken cancellation)
    {
        var places = await catalogue.ReadAsync(cancellation);
        return Ok((await read.OfPersonAsync(Person.Id, cancellation)).Select(entry => WaitlistAnswer.Of(entry, places)).ToList());
    }

    [HttpGet("{id:guid}", Name = "getWaitlistEntry")]
    [EndpointSummary("Read where one stands, and what has been offered meanwhile")]
    [EndpointDescription("The chain says what became of each offer of that time, to them and to others, without anybody's name.")]
    [ProducesResponseType<WaitlistAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await EntryAsync(id, cancellation) is { } entry ? Ok(entry) : problems.Of(Status404NotFound, "UnknownWish");

    [HttpPost(Name = "joinWaitlist")]
    [EndpointSummary("Wait for time that is taken")]
    [EndpointDescription("""
        The same Idempotency-Key makes one place in the line, however often it is sent. When the time comes free, the first whose wish fits
        is offered it by mail, and has it until the offer runs out. What can be had at once is not waited for: FreeNow says where and when.
        One person waits for ten things at most (TooManyWishes).
        """)]
    [ProducesResponseType<WaitlistAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Join(
        JoinWaitlistBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each wish, the same for every attempt to send it.")]
        string? key,
        CancellationToken cancellation)
    {
        if (body.FirstWrong() is { } wrong)
        {
            return problems.Invalid(wrong);
        }

        var snapshot = await catalogue.ReadAsync(cancellation);
        var places = body.Resources!.Distinct(StringComparer.Ordinal).Select(snapshot.Find).ToList();
        if (places.Contains(null))
        {
            return problems.Of(Status404NotFound, "UnknownResource");
        }

        var request = new JoinRequest(
            Person, body.Group, places!, [.. body.Windows!.Select(window => window.Period!.Value).OrderBy(window => window.Start)], body.Minutes!.Value,
            body.LeastMinutes ?? body.Minutes!.Value, body.People!.Value, body.Purpose?.Trim() ?? "", key!);
        return await join.HandleAsync(request, cancellation) switch
        {
            JoinOutcome.Joined joined => Created($"{Root}/{joined.Id}", await EntryAsync(joined.Id, cancellation)),
            JoinOutcome.FreeNow free => problems.FreeNow(new Alternative(free.Place, free.Period)),
            JoinOutcome.Refused refused => problems.Refused(refused.Reasons, refused.Place, []),
            JoinOutcome.TooMany => problems.Refused(Status422UnprocessableEntity, "TooManyWishes"),
            JoinOutcome.NotInGroup => problems.Of(Status404NotFound, "UnknownGroup"),
            _ => Challenge(),
        };
    }

    [HttpDelete("{id:guid}", Name = "leaveWaitlist")]
    [EndpointSummary("Stop waiting")]
    [EndpointDescription("What was offered goes to the next in line. Again changes nothing.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Leave(Guid id, CancellationToken cancellation) =>
        await leave.HandleAsync(id, Person.Id, cancellation) ? NoContent() : problems.Of(Status404NotFound, "UnknownWish");

    [HttpPost("offers/{id:guid}/answer", Name = "answerOffer")]
    [EndpointSummary("Say yes or no to what has been offered")]
    [EndpointDescription("The answer is the booking: confirmed, held while its owner is asked, or cancelled after a no. Sent again it changes nothing.")]
    [ProducesResponseType<BookingAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Answer(Guid id, AnswerOfferBody body, CancellationToken cancellation) =>
        await answer.HandleAsync(id, Person.Id, body.Yes!.Value, cancellation) switch
        {
            AnswerOfferOutcome.Taken or AnswerOfferOutcome.LetGo => await BookingAsync(id, cancellation),
            AnswerOfferOutcome.NotFound => problems.Of(Status404NotFound, "UnknownOffer"),
            AnswerOfferOutcome.TooLate => problems.Of(Status409Conflict, "OfferOver"),
            _ => problems.Of(Status422UnprocessableEntity, "OfferRefused"),
        };

    private async Task<WaitlistAnswer?> EntryAsync(Guid id, CancellationToken cancellation) =>
        await read.FindAsync(id, Person.Id, cancellation) is { } entry ? WaitlistAnswer.Of(entry, await catalogue.ReadAsync(cancellation)) : null;

    private async Task<IActionResult> BookingAsync(Guid offerId, CancellationToken cancellation)
    {
        OfferRecord offer;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            offer = (await OfferRecord.FindAsync(connection, offerId, cancellation))!;
        }

        return await readBooking.HandleAsync(offer.BookingId, Person, cancellation) is { } found
            ? Ok(BookingAnswer.Of(found.Booking, found.Resource))
            : problems.Of(Status404NotFound, "UnknownOffer");
    }
}
