using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using NodaTime;
using Npgsql;
using Facts = Booking.Rules.Admission.Facts;

namespace Booking.Web.Features.Waitlist;

public enum AnswerOfferOutcome
{
    /// <summary>It is theirs, or the owner has been asked.</summary>
    Taken,

    /// <summary>It goes to the next.</summary>
    LetGo,

    NotFound,

    /// <summary>It was answered before, or has run out.</summary>
    TooLate,

    /// <summary>A rule speaks against it by now; why stands on the booking. It was let go.</summary>
    Refused,
}

/// <summary>The yes or no of one who waits to what they have been offered.</summary>
public sealed class AnswerOffer(NpgsqlDataSource database, Catalogue catalogue, ConfirmHold confirm, CloseWishes close, RefusalSentences sentences, IClock clock)
{
    public async Task<AnswerOfferOutcome> HandleAsync(Guid id, Guid personId, bool yes, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        Guid bookingId;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            if (await OfferRecord.FindAsync(connection, id, cancellation) is not { } offer || offer.PersonId != personId)
            {
                return AnswerOfferOutcome.NotFound;
            }

            if (offer.Answer != OfferAnswer.Open || offer.ExpiresAt <= now)
            {
                return yes && offer.Answer is OfferAnswer.Yes or OfferAnswer.WithOwner ? AnswerOfferOutcome.Taken : AnswerOfferOutcome.TooLate;
            }

            bookingId = offer.BookingId;
            var no = yes ? await WhyClosedAsync(connection, offer, now, cancellation) : null;
            if (!yes || no is not null)
            {
                var ended = await EndBooking.TryAsync(
                    connection, bookingId, EndBooking.MayBeLetGo, BookingStatus.Cancelled, no, personId, mail: null, now, sequence: null);
                return !ended ? AnswerOfferOutcome.TooLate : no is null ? AnswerOfferOutcome.LetGo : AnswerOfferOutcome.Refused;
            }
        }

        var outcome = await confirm.HandleAsync(bookingId, personId, cancellation);
        await close.HandleAsync(cancellation);
        return outcome switch
        {
            ConfirmHoldOutcome.Confirmed or ConfirmHoldOutcome.Already or ConfirmHoldOutcome.AsksOwner => AnswerOfferOutcome.Taken,
            ConfirmHoldOutcome.Refused => AnswerOfferOutcome.Refused,
            ConfirmHoldOutcome.NotFound => AnswerOfferOutcome.NotFound,
            _ => AnswerOfferOutcome.TooLate,
        };
    }

    // Hours pass between an offer and its answer: the place may have closed meanwhile. Its notice was given when it was offered.
    private async Task<string?> WhyClosedAsync(NpgsqlConnection connection, OfferRecord offer, Instant now, CancellationToken cancellation)
    {
        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(offer.ResourceId);
        var decision = Admission.Decide(
            new BookingRequest(offer.Period, 1), new Facts(Occupied.Nothing(resource.Units.Count), new PersonFacts { IsKnown = true }),
            resource.Terms, offer.MadeAt);
        return decision is Refused { Reasons: var reasons } && reasons.Where(IsOfThePlace).ToList() is { Count: > 0 } closed
            ? string.Join(' ', closed.Select(refusal => sentences.Of(refusal, resource)))
            : null;
    }

    private static bool IsOfThePlace(Refusal refusal) => refusal is ClosedThatDay or OutsideOpeningHours or NotSharedThen;
}
