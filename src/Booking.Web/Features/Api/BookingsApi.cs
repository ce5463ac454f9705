using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>The bookings of the person whose token it is, and of the groups they book for.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route(Root), Tags("Bookings")]
public sealed class BookingsApi(
    Catalogue catalogue, PlaceBooking place, ReadBooking read, ListBookings list, CheckInBooking checkIn, CancelBooking cancel,
    ReconfirmBooking reconfirm, MoveBooking move, FindAlternatives alternatives, CountRefusals refusals, Problems problems) : ControllerBase
{
    private const string Root = "/api/v1/bookings";
    public const string IdempotencyKey = "Idempotency-Key";
    public const string VisibleCharacters = "^[!-~]{1,200}$";
    private const int DefaultLimit = 50;

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpPost(Name = "placeBooking")]
    [EndpointSummary("Book a resource")]
    [EndpointDescription("""
        The same request under the same Idempotency-Key makes one booking, however often it is sent: each time the answer is that booking
        as it stands. Another request under a used key is refused (KeyUsed). A refusal says every reason and offers alternatives that would
        be accepted now; 409 means that somebody has the time, 422 that a rule says no.

        Where the owner says yes or no first, the answer is a booking with the status held: it waits until answerBy, and its person gets a
        mail with the owner's answer. Its time is kept meanwhile, unless the owner leaves it open to others: then holdsTime is false, and a
        yes counts if the time is still free. Who asks again for a time that they wait for is told so (AlreadyAsked). With why the owner is
        asked for an exception when rules say no, unless what stands in the way is nothing that an owner can change; a person can wait for
        three such answers at a time (TooManyAsked).

        With onBehalfOf it is for somebody else, who gets the mail; whoever booked can see and change it until it is over. Ten coming bookings
        can be made so where one does not look after the place (TooManyForOthers). Rules about persons count whom it is for; what they
        have booked is not told to others (NotForThem).
        """)]
    [ProducesResponseType<BookingAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Place(
        PlaceBookingBody body,
        [FromHeader(Name = IdempotencyKey), Required, RegularExpression(VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each booking, the same for every attempt to send it.")]
        string? key,
        CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(body.Resource) is not { } resource)
        {
            return problems.Of(Status404NotFound, "UnknownResource");
        }

        if (body.Unit is { } unit)
        {
            if (resource.Only(unit) is not { } only)
            {
                return problems.Invalid("unit");
            }

            resource = only;
        }

        if (PeriodOf(body.Start!.Value.ToInstant(), body.End!.Value.ToInstant()) is not { } period)
        {
            return problems.Invalid("end");
        }

        BookedFor? whom = null;
        if (body.OnBehalfOf is { } other)
        {
            var email = string.IsNullOrWhiteSpace(other.Email) ? null : EmailAddress.Read(other.Email);
            if (string.IsNullOrWhiteSpace(other.Name) || (email is null && !string.IsNullOrWhiteSpace(other.Email)) || body.Group is not null)
            {
                return problems.Invalid("onBehalfOf");
            }

            whom = new BookedFor(other.Name.Trim(), email);
        }

        var request = new PlaceBookingRequest(resource, period, body.People!.Value, body.Purpose?.Trim() ?? "", Person, key!,
            body.Why?.Trim() is { Length: > 0 } why ? why : null, body.Group, whom);
        return await place.HandleAsync(request, cancellation) switch
        {
            PlaceBookingOutcome.Placed placed => CreatedOr404(placed.Id, await AnswerAsync(placed, request, cancellation)),
            PlaceBookingOutcome.Refused refused => await RefuseAsync(
                resource, refused.Reasons, await alternatives.HandleAsync(resource, period, request.People, request.Booker, cancellation), cancellation),
            PlaceBookingOutcome.Asked asked => CreatedOr404(asked.Id, await AnswerAsync(asked.Id, resource, cancellation)),
            PlaceBookingOutcome.TooManyAsked => problems.Refused(Status422UnprocessableEntity, "TooManyAsked"),
            PlaceBookingOutcome.AlreadyAsked => problems.Refused(Status422UnprocessableEntity, "AlreadyAsked"),
            PlaceBookingOutcome.TooManyForOthers => problems.Refused(Status422UnprocessableEntity, "TooManyForOthers"),
            PlaceBookingOutcome.NotForThem => problems.Refused(Status422UnprocessableEntity, "NotForThem"),
            PlaceBookingOutcome.NotInGroup => problems.Of(Status404NotFound, "UnknownGroup"),
            PlaceBookingOutcome.PersonGone => Challenge(),
            _ => problems.Refused(Status422UnprocessableEntity, "KeyUsed"),
        };
    }

    [HttpGet(Name = "listBookings")]
    [EndpointSummary("List one's own bookings")]
    [EndpointDescription("And those of one's groups. Of every status, by start, a page at a time. Go on with next as cursor and the same from and to.")]
    [ProducesResponseType<BookingPageAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    public async Task<IActionResult> List(
        [Description("Leaves out what ends by then.")] [FromQuery] OffsetDateTime? from,
        [Description("Leaves out what starts then or later.")] [FromQuery] OffsetDateTime? to,
        [Description("How many at most; 50 when left out.")] [Range(1, 100)] int? limit,
        [Description("next of the page before.")] string? cursor,
        CancellationToken cancellation)
    {
        var after = cursor is null ? null : BookingCursor.Parse(cursor);
        if (cursor is not null && after is null)
        {
            return problems.Invalid(nameof(cursor));
        }

        if (from?.ToInstant() >= to?.ToInstant())
        {
            return problems.Invalid(nameof(to));
        }

        var page = await list.BetweenAsync(Person, from?.ToInstant(), to?.ToInstant(), after, limit ?? DefaultLimit, cancellation);
        var snapshot = await catalogue.ReadAsync(cancellation);
        return Ok(new BookingPageAnswer(
            [.. page.Bookings.Select(booking => BookingAnswer.Of(booking, snapshot.Get(booking.ResourceId)))], page.Next?.ToString()));
    }

    [HttpGet("{id:guid}", Name = "getBooking")]
    [EndpointSummary("Read one booking")]
    [EndpointDescription("One's own, one of a group one is in, or as a caretaker one of the resources one looks after.")]
    [ProducesResponseType<BookingAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    [HttpPatch("{id:guid}", Name = "changeBooking")]
    [EndpointSummary("Change a coming booking")]
    [EndpointDescription("Its time, the number of people or the purpose. It keeps its id and reference. Refusals are as for a new booking.")]
    [ProducesResponseType<BookingAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Change(Guid id, ChangeBookingBody body, CancellationToken cancellation)
    {
        if (body is { Start: null, End: null, People: null, Purpose: null })
        {
            return problems.Invalid(Problems.Body);
        }

        if (await read.HandleAsync(id, Person, cancellation) is not { Own: true } found)
        {
            return problems.Of(Status404NotFound, "UnknownBooking");
        }

        var (before, resource) = (found.Booking, found.Resource);
        var (people, purpose) = (body.People ?? before.People, body.Purpose?.Trim() ?? before.Purpose);
        if (PeriodOf(body.Start?.ToInstant() ?? before.Period.Start, body.End?.ToInstant() ?? before.Period.End) is not { } period)
        {
            return problems.Invalid("end");
        }

        return await move.HandleAsync(id, Person, period, people, purpose, cancellation) switch
        {
            MoveBookingOutcome.Moved => await ShowAsync(id, cancellation),
            MoveBookingOutcome.NotFound => problems.Of(Status404NotFound, "UnknownBooking"),
            MoveBookingOutcome.Refused refused => await RefuseAsync(
                resource, refused.Reasons, await alternatives.HandleAsync(resource, period, people, before.Booker, cancellation, moving: id), cancellation),
            _ => problems.Refused(Status409Conflict, "ChangeTooLate"),
        };
    }

    [HttpPost("{id:guid}/check-in", Name = "checkIn")]
    [EndpointSummary("Say that a booking is being used")]
    [EndpointDescription("By its person or a caretaker, from checkInFrom until its end. Again changes nothing and answers the same.")]
    [ProducesResponseType<BookingAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> CheckIn(Guid id, CancellationToken cancellation) =>
        await checkIn.HandleAsync(id, Person, cancellation) switch
        {
            CheckInOutcome.CheckedIn or CheckInOutcome.Already => await ShowAsync(id, cancellation),
            CheckInOutcome.NotFound => problems.Of(Status404NotFound, "UnknownBooking"),
            CheckInOutcome.TooEarly => problems.Of(Status409Conflict, "CheckInTooEarly"),
            CheckInOutcome.TooLate => problems.Of(Status409Conflict, "CheckInTooLate"),
            _ => problems.Of(Status409Conflict, "NotConfirmed"),
        };

    [HttpPost("{id:guid}/reconfirmation", Name = "reconfirmBooking")]
    [EndpointSummary("Say that one still comes")]
    [EndpointDescription("""
        By its person or a caretaker, once they have been asked (by mail; a while before reconfirmBy). Again changes nothing and answers the
        same. To say no, cancel the booking. Without an answer by reconfirmBy the time is given to others (GivenOn).
        """)]
    [ProducesResponseType<BookingAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Reconfirm(Guid id, CancellationToken cancellation) =>
        await reconfirm.HandleAsync(id, Person, cancellation) switch
        {
            ReconfirmOutcome.Reconfirmed or ReconfirmOutcome.Already => await ShowAsync(id, cancellation),
            ReconfirmOutcome.NotFound => problems.Of(Status404NotFound, "UnknownBooking"),
            ReconfirmOutcome.NotAsked => problems.Of(Status409Conflict, "NotAsked"),
            ReconfirmOutcome.GivenOn => problems.Of(Status409Conflict, "GivenOn"),
            ReconfirmOutcome.TooLate => problems.Of(Status409Conflict, "ReconfirmTooLate"),
            _ => problems.Of(Status409Conflict, "NotConfirmed"),
        };

    [HttpDelete("{id:guid}", Name = "cancelBooking")]
    [EndpointSummary("Cancel a booking")]
    [EndpointDescription("Its time is free again at once; the booking stays as history. The body may be left out.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Cancel(
        Guid id, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] CancelBookingBody? body, CancellationToken cancellation)
    {
        var reason = body?.Reason?.Trim() is { Length: > 0 } given ? given : null;
        return await cancel.HandleAsync(id, Person, reason, cancellation) switch
        {
            CancelOutcome.Cancelled => NoContent(),
            CancelOutcome.NotFound => problems.Of(Status404NotFound, "UnknownBooking"),
            CancelOutcome.ReasonMissing => problems.Of(Status422UnprocessableEntity, "ReasonMissing"),
            CancelOutcome.TooLate => problems.Of(Status409Conflict, "CancelTooLate"),
            CancelOutcome.IsRequest => problems.Of(Status409Conflict, "CancelIsRequest"),
            _ => problems.Of(Status409Conflict, "AlreadyEnded"),
        };
    }

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } found
            ? Ok(BookingAnswer.Of(found.Booking, found.Resource))
            : problems.Of(Status404NotFound, "UnknownBooking");

    private async Task<IActionResult> RefuseAsync(
        CatalogueResource resource, IReadOnlyList<Refusal> reasons, IReadOnlyList<Alternative> ways, CancellationToken cancellation)
    {
        await refusals.HandleAsync(resource, reasons, Person.Id.ToString(), cancellation);
        return problems.Refused(reasons, resource, ways);
    }

    private static Interval? PeriodOf(Instant start, Instant end) => start < end ? new Interval(start, end) : null;

    // What has just been written is known; asking the database for it would only take longer. Only the name of a group is not.
    // Sent again after it was over, by whoever had made it for another: no longer theirs to see.
    private IActionResult CreatedOr404(Guid id, BookingAnswer? answer) =>
        answer is null ? problems.Of(Status404NotFound, "UnknownBooking") : Created($"{Root}/{id}", answer);

    private async Task<BookingAnswer?> AnswerAsync(
        PlaceBookingOutcome.Placed placed, PlaceBookingRequest request, CancellationToken cancellation) =>
        placed.Again || request.GroupId is not null || request.For is not null
            ? await AnswerAsync(placed.Id, request.Resource, cancellation)
            : BookingAnswer.Of(
                new BookingRecord
                {
                    Id = placed.Id,
                    Reference = placed.Reference,
                    Period = request.Period,
                    People = request.People,
                    Purpose = request.Purpose,
                    Status = BookingStatus.Confirmed,
                    ReleaseAt = ReleaseRule.DueAt(request.Period, request.Resource.Terms.CheckInGraceMinutes),
                    ReconfirmBy = placed.Reconfirm?.AnswerBy,
                },
                request.Resource);

    private async Task<BookingAnswer?> AnswerAsync(Guid id, CatalogueResource resource, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } found ? BookingAnswer.Of(found.Booking, resource) : null;
}
