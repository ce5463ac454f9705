using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Bookings;

/// <summary>Another time, number or purpose for a coming booking, in the form it was made with.</summary>
[Authorize(Access.SignedIn)]
[Route("/bookings/{id:guid}/change")]
public sealed class ChangeController(
    ReadBooking read, MoveBooking move, FindAlternatives alternatives, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Change(Guid id, CancellationToken cancellation)
    {
        if (await OwnAsync(id, cancellation) is not var (booking, resource))
        {
            return NotFound();
        }

        if (!IsComing(booking))
        {
            return Redirect($"/bookings/{id}");
        }

        var form = BookForm.For(resource, booking.Period, booking.People.ToString(System.Globalization.CultureInfo.InvariantCulture));
        form.Purpose = booking.Purpose;
        return View("Change", new ChangePage(booking, new BookPage(resource, form, Person) { IsChange = true }));
    }

    /// <param name="use">The start and end of an alternative that was pressed instead; wall times parted by a slash.</param>
    [HttpPost]
    public async Task<IActionResult> Change(Guid id, BookForm form, string? use, CancellationToken cancellation)
    {
        if (await OwnAsync(id, cancellation) is not var (booking, resource))
        {
            return NotFound();
        }

        ModelState.Clear();
        if (use?.Split('/') is [var start, var end] && AskedPeriod.Read(start, end, resource.Terms.Zone) is { } chosen)
        {
            form.Fill(resource, chosen);
        }

        // The house rules were accepted when it was booked.
        form.AcceptRules = true;
        var page = new BookPage(resource, form, Person) { IsChange = true };
        if (form.Parse(resource, asStranger: false, nameKnown: true, out var problems) is not { } understood)
        {
            return Page(booking, page with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        return await move.HandleAsync(id, Person, understood.Period, understood.People, understood.Purpose, cancellation) switch
        {
            MoveBookingOutcome.Moved => Redirect($"/bookings/{id}"),
            MoveBookingOutcome.NotFound => NotFound(),
            MoveBookingOutcome.Refused refused => Page(
                booking,
                page with
                {
                    Refusals = refused.Reasons,
                    Alternatives = await alternatives.HandleAsync(booking.AskedFor(resource), understood.Period, understood.People, booking.Booker, cancellation, moving: id),
                },
                refused.Reasons.Any(reason => reason is SlotTaken) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity),
            _ => Page(
                booking, page with { Problems = new Dictionary<string, string> { ["Form"] = "ChangeTooLate" } }, StatusCodes.Status409Conflict),
        };
    }

    private async Task<(BookingRecord Booking, CatalogueResource Resource)?> OwnAsync(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { Own: true } found ? (found.Booking, found.Resource) : null;

    private bool IsComing(BookingRecord booking) =>
        booking.Status == BookingStatus.Confirmed && booking.CheckedInAt is null && booking.Period.Start > clock.GetCurrentInstant();

    private ViewResult Page(BookingRecord booking, BookPage page, int status)
    {
        Response.StatusCode = status;
        return View("Change", new ChangePage(booking, page));
    }
}

public sealed record ChangePage(BookingRecord Booking, BookPage Page);
