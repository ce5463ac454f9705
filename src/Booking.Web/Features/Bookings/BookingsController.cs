using Booking.Rules.Lifecycle;
using Booking.Web.Features.Cases;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Features.Handover;
using Booking.Web.Features.Messages;
using Booking.Web.Features.NoShows;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Bookings;

/// <summary>A person's own bookings, and one booking for its person or a caretaker.</summary>
[Authorize(Access.SignedIn)]
[Route("/bookings")]
public sealed class BookingsController(
    Catalogue catalogue, ListBookings list, ReadBooking read, ConfirmHold confirm,
    CancelBooking cancel, CheckInBooking checkIn, ReconfirmBooking reconfirm, ReadRequest requests, ReadMessages messages,
    LookAtCode look, ReadHandover handovers, ReadCases cases, ReadSeries series, ReadNoShows noShows, IClock clock) : Controller
{
    private const int PageSize = 20;

    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <param name="past">Where the page of past bookings begins.</param>
    /// <param name="coming">Where the page of coming bookings begins.</param>
    [HttpGet]
    public async Task<IActionResult> Index(string? coming, string? past, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        return View(new MyBookings(
            await list.ComingAsync(Person, BookingCursor.Parse(coming ?? ""), PageSize, cancellation),
            await list.PastAsync(Person, BookingCursor.Parse(past ?? ""), PageSize, cancellation),
            snapshot));
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await PageOfAsync(id, cancellation) is { } page ? View(page) : NotFound();

    /// <summary>On paper, for somebody who does not read it here.</summary>
    [HttpGet("{id:guid}/slip")]
    public async Task<IActionResult> Slip(Guid id, CancellationToken cancellation) =>
        await PageOfAsync(id, cancellation) is { Booking.IsOnBehalf: true } page ? View(page) : NotFound();

    [HttpGet("{id:guid}/confirm")]
    public async Task<IActionResult> Confirm(Guid id, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { Own: true } page)
        {
            return NotFound();
        }

        return page.MayConfirm
            ? View(page)
            : Redirect($"/bookings/{id}");
    }

    [HttpPost("{id:guid}/confirm")]
    public async Task<IActionResult> Confirmed(Guid id, CancellationToken cancellation) =>
        await confirm.HandleAsync(id, Person.Id, cancellation) switch
        {
            ConfirmHoldOutcome.NotFound => NotFound(),
            ConfirmHoldOutcome.Gone => await ShowAsync(id, "HoldGone", StatusCodes.Status409Conflict, cancellation),
            _ => Redirect($"/bookings/{id}"),
        };

    [HttpPost("{id:guid}/check-in")]
    public async Task<IActionResult> CheckIn(Guid id, CancellationToken cancellation) =>
        await checkIn.HandleAsync(id, Person, cancellation) switch
        {
            CheckInOutcome.NotFound => NotFound(),
            CheckInOutcome.TooEarly => await ShowAsync(id, "CheckInTooEarly", StatusCodes.Status409Conflict, cancellation),
            CheckInOutcome.TooLate => await ShowAsync(id, "CheckInTooLate", StatusCodes.Status409Conflict, cancellation),
            CheckInOutcome.NotConfirmed => await ShowAsync(id, "CheckInNotConfirmed", StatusCodes.Status409Conflict, cancellation),
            _ => Redirect($"/bookings/{id}"),
        };

    [HttpPost("{id:guid}/reconfirm")]
    public async Task<IActionResult> Reconfirm(Guid id, CancellationToken cancellation) =>
        await reconfirm.HandleAsync(id, Person, cancellation) switch
        {
            ReconfirmOutcome.NotFound => NotFound(),
            ReconfirmOutcome.NotAsked => await ShowAsync(id, "ReconfirmNotAsked", StatusCodes.Status409Conflict, cancellation),
            ReconfirmOutcome.GivenOn => await ShowAsync(id, "ReconfirmGivenOn", StatusCodes.Status409Conflict, cancellation),
            ReconfirmOutcome.NotConfirmed => await ShowAsync(id, "ReconfirmNotConfirmed", StatusCodes.Status409Conflict, cancellation),
            ReconfirmOutcome.TooLate => await ShowAsync(id, "ReconfirmTooLate", StatusCodes.Status409Conflict, cancellation),
            _ => Redirect($"/bookings/{id}"),
        };

    [HttpGet("{id:guid}/cancel")]
    public async Task<IActionResult> Cancel(Guid id, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        return page.MayCancel ? View(page) : Redirect($"/bookings/{id}");
    }

    [HttpPost("{id:guid}/cancel")]
    public async Task<IActionResult> Cancelled(Guid id, string? reason, CancellationToken cancellation)
    {
        reason = reason?.Trim();
        if (reason is { Length: > BookForm.LongestPurpose })
        {
            return await CancelAgainAsync(id, reason, "ReasonTooLong", cancellation);
        }

        return await cancel.HandleAsync(id, Person, string.IsNullOrEmpty(reason) ? null : reason, cancellation) switch
        {
            CancelOutcome.NotFound => NotFound(),
            CancelOutcome.ReasonMissing => await CancelAgainAsync(id, reason, "ReasonMissing", cancellation),
            CancelOutcome.TooLate => await ShowAsync(id, "CancelTooLate", StatusCodes.Status409Conflict, cancellation),
            CancelOutcome.IsRequest => await ShowAsync(id, "CancelIsRequest", StatusCodes.Status409Conflict, cancellation),
            CancelOutcome.AlreadyEnded => await ShowAsync(id, "CancelAlreadyEnded", StatusCodes.Status409Conflict, cancellation),
            _ => Redirect($"/bookings/{id}"),
        };
    }

    private async Task<IActionResult> CancelAgainAsync(Guid id, string? reason, string problem, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Cancel", page with { Problem = problem, Reason = reason });
    }

    private async Task<IActionResult> ShowAsync(Guid id, string problem, int status, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        Response.StatusCode = status;
        return View("Show", page with { Problem = problem });
    }

    private async Task<BookingDetails?> PageOfAsync(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } found
            ? new BookingDetails(found.Booking, found.Resource, found.Own, clock.GetCurrentInstant())
            {
                IsHelper = found.IsHelper,
                Request = found.Booking.PermissionId is null ? null : await requests.OfBookingAsync(id, cancellation),
                Messages = await messages.CountAsync(id, cancellation),
                WayIn = found is { Own: true, Booking.Status: BookingStatus.Confirmed } && found.Booking.Period.End > clock.GetCurrentInstant()
                    ? await look.OfAsync(found.Booking, cancellation)
                    : null,
                InSeries = await series.PlaceOfAsync(found.Booking, cancellation),
                // To those who look after the place, and to the person it is noted of; not to the others of their group.
                NoShows = !found.Own || found.Booking.PersonId == Person.Id
                    ? await noShows.AtAsync(found.Booking, found.Resource, cancellation)
                    : null,
                Handover = await handovers.StateAsync(found.Booking, cancellation),
                Broken = found is { Own: true, Booking.Status: BookingStatus.Confirmed } && found.Booking.Period.End > clock.GetCurrentInstant()
                    ? await cases.OpenAtAsync(found.Resource.Id, cancellation)
                    : [],
            }
            : null;
}

public sealed record MyBookings(BookingPage Coming, BookingPage Past, CatalogueSnapshot Catalogue);

/// <param name="Own">Whether it is the reader's; else the reader is a caretaker.</param>
public sealed record BookingDetails(BookingRecord Booking, CatalogueResource Resource, bool Own, Instant Now)
{
    /// <summary>Key of the text that says what went wrong; null when nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>As typed.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the reader has made it for another: theirs to manage, not to use.</summary>
    public bool IsHelper { get; init; }

    /// <summary>The question to its owner; null when there was none, and where only a line of it is shown.</summary>
    public OwnersRequest? Request { get; init; }

    /// <summary>How many have been written about it.</summary>
    public int Messages { get; init; }

    /// <summary>How and when they can see how to get in; null where there is nothing to see, and for all but the booker.</summary>
    public WayIn? WayIn { get; init; }

    /// <summary>Which date of its series it is; null where it is of none.</summary>
    public PlaceInSeries? InSeries { get; init; }

    /// <summary>What is noted of not coming; null where that is none of the reader's business.</summary>
    public NoShowsAtBooking? NoShows { get; init; }

    /// <summary>Whether it has been handed over; null where that is not asked.</summary>
    public HandoverState? Handover { get; init; }

    /// <summary>What does not work there now, for whoever comes.</summary>
    public IReadOnlyList<BrokenCase> Broken { get; init; } = [];

    public bool MayWrite => ReadMessages.IsOpen(Booking, Now);

    /// <summary>Whether it waits for the owner's yes or no.</summary>
    public bool IsAsked => Booking is { Status: BookingStatus.Held, PermissionId: not null } && Booking.HoldExpiresAt > Now;

    public bool MayConfirm => Own && Booking is { Status: BookingStatus.Held, PermissionId: null } && Booking.HoldExpiresAt > Now;

    public bool MayCancel => Booking.Status is BookingStatus.Held or BookingStatus.Confirmed && Booking.CheckedInAt is null && Booking.Period.End > Now
        && (Own || !IsAsked);

    public bool MayChange => Own && Booking.Status == BookingStatus.Confirmed && Booking.CheckedInAt is null && Booking.Period.Start > Now;

    public bool MayCheckIn => Booking.Status == BookingStatus.Confirmed && Booking.CheckedInAt is null && CheckInWindow.IsOpen(Booking.Period, Now);

    /// <summary>Whether the page asks if they still come. Who can check in says it by that.</summary>
    public bool AsksReconfirmation => Booking.AwaitsReconfirmation && Booking.Period.Start > Now && !MayCheckIn;

    /// <summary>Whether it is still to be asked.</summary>
    public bool WillAskReconfirmation =>
        Booking is { Status: BookingStatus.Confirmed, ReconfirmAt: not null, ReconfirmBy: not null, ReconfirmAskedAt: null } && Booking.Period.Start > Now;

    /// <summary>Key of the text that names its state as a person sees it.</summary>
    public string State => Booking.Status switch
    {
        // Who keeps the place wants to know afterwards too whether they came; to themselves it is just over.
        BookingStatus.Confirmed when Booking.CheckedInAt is not null && (!Own || Booking.Period.End > Now) => "StateCheckedIn",
        BookingStatus.Confirmed when Booking.Period.End <= Now => "StateOver",
        BookingStatus.Held when Booking.HoldExpiresAt <= Now => "StateExpired",
        BookingStatus.Held when IsAsked => "StateAsked",
        var status => $"State{status}",
    };
}
