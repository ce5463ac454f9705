using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.ReminderChoice;

/// <summary>Where the link in every reminder leads. The token is the only right one needs: mail programs have no cookies.</summary>
[AllowAnonymous]
[HoldsSecret]
[Route("/reminders/off/{token}")]
public sealed class ReminderChoiceController(TurnOffReminders turnOff) : Controller
{
    /// <summary>Changes nothing: mail scanners follow links.</summary>
    [HttpGet]
    public IActionResult Off(string token) => turnOff.IsKnown(token) ? View("Off", false) : NotFound();

    /// <summary>Also what a mail program sends when its own "unsubscribe" is used (RFC 8058): no form, and so no form's token.</summary>
    [HttpPost]
    [IgnoreAntiforgeryToken]
    public async Task<IActionResult> TurnOff(string token, CancellationToken cancellation) =>
        await turnOff.HandleAsync(token, cancellation) ? View("Off", true) : NotFound();
}
