using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Today;

/// <summary>Who is coming, for those who open the doors.</summary>
[MaySomewhere(OwnerRight.LookAfter)]
[Route("/today")]
public sealed class TodayController(Catalogue catalogue, ListDay list, CheckInBooking checkIn, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <param name="date">An ISO date; today when absent or unreadable.</param>
    [HttpGet]
    public Task<IActionResult> Index(string? date, CancellationToken cancellation) => DayAsync(date, null, cancellation);

    /// <summary>The same on paper, to carry around.</summary>
    [HttpGet("print")]
    public Task<IActionResult> Print(string? date, CancellationToken cancellation) => DayAsync(date, null, cancellation, "Print");

    [HttpPost("{id:guid}/check-in")]
    public async Task<IActionResult> CheckIn(Guid id, string? date, CancellationToken cancellation)
    {
        var outcome = await checkIn.HandleAsync(id, Person, cancellation);
        switch (outcome)
        {
            case CheckInOutcome.NotFound:
                return NotFound();
            case CheckInOutcome.CheckedIn or CheckInOutcome.Already:
                return Redirect(ListDay.Parse(date) is { } day ? $"/today?date={LocalDatePattern.Iso.Format(day)}" : "/today");
            default:
                Response.StatusCode = StatusCodes.Status409Conflict;
                return await DayAsync(date, $"CheckIn{outcome}", cancellation);
        }
    }

    private async Task<IActionResult> DayAsync(string? date, string? problem, CancellationToken cancellation, string view = "Index")
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        var now = clock.GetCurrentInstant();
        var today = now.InZone(HomeZone.Zone).Date;
        var day = ListDay.Parse(date) ?? today;
        return View(view, new DayPage(day, today, now, await list.HandleAsync(Person, day, snapshot, cancellation)) { Problem = problem });
    }
}

public sealed record DayPage(LocalDate Day, LocalDate Today, Instant Now, IReadOnlyList<ResourceDay> Resources)
{
    /// <summary>Key of the text that says what went wrong; null when nothing did.</summary>
    public string? Problem { get; init; }
}
