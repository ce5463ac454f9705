using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.GivingBack;

/// <summary>Giving back a part of a booking: first what becomes of it is shown, then it is done. And leaving before the end.</summary>
[Authorize(Access.SignedIn)]
[Route("/bookings/{id:guid}")]
public sealed class GiveBackController(ReadBooking read, GiveBack giveBack, CheckOut checkOut, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet("give-back")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        return GiveBack.IsTheirsToGive(page.Booking, page.Now) ? View("Index", page) : Redirect($"/bookings/{id}");
    }

    [HttpPost("give-back")]
    public async Task<IActionResult> Give(Guid id, GiveBackForm form, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        ModelState.Clear();
        page = page with { Form = form };
        if (form.Parse(page.Booking, page.Resource, out var problems) is not { } wish)
        {
            return Again(page with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        if (!form.Sure)
        {
            return Preview(page, wish);
        }

        return await giveBack.HandleAsync(id, wish, form.Seen, Person, cancellation) switch
        {
            GiveBackOutcome.Given => Redirect($"/bookings/{id}"),
            GiveBackOutcome.NotFound => NotFound(),
            GiveBackOutcome.Impossible impossible => Again(page.With(impossible.Problem), StatusCodes.Status422UnprocessableEntity),
            GiveBackOutcome.NotConfirmed => Redirect($"/bookings/{id}"),
            _ => Again(
                page with
                {
                    Form = GiveBackForm.For(page.Booking, page.Resource),
                    Problems = new Dictionary<string, string> { ["Form"] = "ChangedSince" },
                },
                StatusCodes.Status409Conflict),
        };
    }

    [HttpPost("check-out")]
    public async Task<IActionResult> Leave(Guid id, CancellationToken cancellation) =>
        await checkOut.HandleAsync(id, Person, cancellation) == CheckOutOutcome.NotFound ? NotFound() : Redirect($"/bookings/{id}");

    private IActionResult Preview(GiveBackPage page, PartWish wish)
    {
        var (booking, resource) = (page.Booking, page.Resource);
        if (!GiveBack.IsTheirsToGive(booking, page.Now))
        {
            return Redirect($"/bookings/{booking.Id}");
        }

        if (PartReturn.Of(booking.Period, wish, resource.Terms.Buffer, booking.CheckedInAt is not null, page.Now, out var problem) is not { } left)
        {
            return Again(page.With(problem!.Value), StatusCodes.Status422UnprocessableEntity);
        }

        page.Form.Seen = booking.Sequence;
        return View("Sure", page with { Left = left, IsLate = GiveBack.LateMinutes(booking, resource, left, page.Now) > 0 });
    }

    private ViewResult Again(GiveBackPage page, int status)
    {
        Response.StatusCode = status;
        return View("Index", page);
    }

    private async Task<GiveBackPage?> PageOfAsync(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { Own: true } found
            ? new GiveBackPage(found.Booking, found.Resource, GiveBackForm.For(found.Booking, found.Resource), clock.GetCurrentInstant())
            : null;
}

public sealed record GiveBackPage(BookingRecord Booking, CatalogueResource Resource, GiveBackForm Form, Instant Now)
{
    /// <summary>Keys of texts, by field.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>What will be left; null until it is understood.</summary>
    public Remainder? Left { get; init; }

    /// <summary>Whether a quota counts all the same what is given back.</summary>
    public bool IsLate { get; init; }

    /// <summary>Whether only its end can be given back.</summary>
    public bool HasBegun => Booking.CheckedInAt is not null || Booking.Period.Start <= Now;

    public GiveBackPage With(GiveBackProblem problem) => this with
    {
        Problems = new Dictionary<string, string> { [problem == GiveBackProblem.HasBegun ? "From" : "To"] = $"Problem_{problem}" },
    };
}
