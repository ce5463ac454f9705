using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.FreeNow;

/// <summary>A mail each morning of what has just come free: chosen, changed and ended.</summary>
public sealed class DigestController(ChooseDigest choose, Catalogue catalogue) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [Authorize(Access.SignedIn)]
    [HttpGet("/free-now/mail")]
    public async Task<IActionResult> Show(CancellationToken cancellation) => View("Mail", new DigestPage(
        await choose.ReadAsync(Person.Id, cancellation), Person.Email, (await catalogue.ReadAsync(cancellation)).Districts));

    /// <param name="kinds">Ticked; none for any.</param>
    /// <param name="districts">Ticked; none for all.</param>
    [Authorize(Access.SignedIn)]
    [HttpPost("/free-now/mail")]
    public async Task<IActionResult> Save(string[] kinds, string[] districts, CancellationToken cancellation)
    {
        await choose.SaveAsync(Person.Id, new DigestChoice(kinds, districts), cancellation);
        return LocalRedirect("/free-now/mail?done=1");
    }

    [Authorize(Access.SignedIn)]
    [HttpPost("/free-now/mail/stop")]
    public async Task<IActionResult> Stop(CancellationToken cancellation)
    {
        await choose.StopAsync(Person.Id, cancellation);
        return LocalRedirect("/free-now/mail?done=1");
    }

    /// <summary>Changes nothing: mail scanners follow links.</summary>
    [AllowAnonymous, HoldsSecret]
    [HttpGet("/free-now/mail/off/{token}")]
    public IActionResult Off(string token) => choose.IsKnown(token) ? View("Off", false) : NotFound();

    /// <summary>Also what a mail program sends when its own "unsubscribe" is used (RFC 8058): no form, and so no form's token.</summary>
    [AllowAnonymous, HoldsSecret, IgnoreAntiforgeryToken]
    [HttpPost("/free-now/mail/off/{token}")]
    public async Task<IActionResult> End(string token, CancellationToken cancellation) =>
        await choose.StopAsync(token, cancellation) ? View("Off", true) : NotFound();
}

/// <param name="Choice">Null when they get none.</param>
public sealed record DigestPage(DigestChoice? Choice, string Email, IReadOnlyList<District> Districts);
