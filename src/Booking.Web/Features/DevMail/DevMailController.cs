using System.Text;
using Booking.Web.Features.CalendarFeeds;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using MimeKit;
using NetEscapades.AspNetCore.SecurityHeaders;

namespace Booking.Web.Features.DevMail;

/// <summary>The mail a developer would have got. Everyone's, codes included: hence in Development only.</summary>
[AllowAnonymous]
[DevelopmentOnly]
[HoldsSecret]
[Route("/dev/mail")]
public sealed class DevMailController(ReadMail mail) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        ViewData["Folder"] = mail.Folder;
        return View(await mail.ListAsync(cancellation));
    }

    [HttpGet("{name}")]
    public async Task<IActionResult> Show(string name, CancellationToken cancellation)
    {
        if (await mail.FindAsync(name, cancellation) is not { } message)
        {
            return NotFound();
        }

        HttpContext.Response.RegisterForDispose(message);
        return View(new ShownMail(name, message, ReadMail.CalendarOf(message) is { } calendar ? Encoding.UTF8.GetString(calendar) : null));
    }

    /// <summary>For a frame in the page above, where no script runs and nothing is loaded from elsewhere.</summary>
    [HttpGet("{name}/html")]
    [SecurityHeadersPolicy(DevMailFeature.HtmlPolicy)]
    public async Task<IActionResult> Html(string name, CancellationToken cancellation)
    {
        using var message = await mail.FindAsync(name, cancellation);
        return message?.HtmlBody is { } html ? Content(html, "text/html", Encoding.UTF8) : NotFound();
    }

    [HttpGet("{name}/calendar.ics")]
    public async Task<IActionResult> Calendar(string name, CancellationToken cancellation)
    {
        using var message = await mail.FindAsync(name, cancellation);
        return message is not null && ReadMail.CalendarOf(message) is { } calendar
            ? File(calendar, IcsWriter.ContentType, "invitation.ics")
            : NotFound();
    }

    [HttpGet("{name}/source")]
    public IActionResult Source(string name) =>
        mail.PathOf(name) is { } path ? PhysicalFile(path, "text/plain; charset=utf-8") : NotFound();
}

/// <param name="Calendar">Its invitation; null when it has none.</param>
public sealed record ShownMail(string Name, MimeMessage Message, string? Calendar);
