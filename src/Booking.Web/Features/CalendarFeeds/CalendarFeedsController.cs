using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.CalendarFeeds;

public sealed class CalendarFeedsController(BookingCalendar calendar) : Controller
{
    [Authorize(Access.SignedIn)]
    [HttpGet("/bookings/{id:guid}/calendar.ics")]
    public async Task<IActionResult> Booking(Guid id, CancellationToken cancellation) =>
        await calendar.ReadAsync(id, SignedInPerson.From(User)!, cancellation) is { } file
            ? File(file.Calendar, IcsWriter.ContentType, file.Name)
            : NotFound();
}
