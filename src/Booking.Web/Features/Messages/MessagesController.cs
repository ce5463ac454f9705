using Booking.Web.Features.Bookings;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Messages;

/// <summary>What is written about one booking, for its person and those who look after the place.</summary>
[Authorize(Access.SignedIn)]
[Route("/bookings/{id:guid}/messages")]
public sealed class MessagesController(ReadMessages read, WriteMessage write) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } conversation ? View(new MessagesPage(conversation)) : NotFound();

    /// <param name="text">As typed.</param>
    /// <param name="key">Of the form; a page that was kept open for long may have none.</param>
    [HttpPost]
    public async Task<IActionResult> Write(Guid id, string? text, string? key, CancellationToken cancellation) =>
        await write.HandleAsync(id, text, key is { Length: > 0 and <= 200 } known ? known : BookForm.NewKey(), Person, cancellation) switch
        {
            WriteMessageOutcome.Sent => Redirect($"/bookings/{id}/messages#newest"),
            WriteMessageOutcome.NotFound => NotFound(),
            WriteMessageOutcome.Closed => await AgainAsync(id, text, "Closed", StatusCodes.Status409Conflict, cancellation),
            WriteMessageOutcome.TooMany => await AgainAsync(id, text, "TooMany", StatusCodes.Status429TooManyRequests, cancellation),
            var outcome => await AgainAsync(id, text, outcome.ToString(), StatusCodes.Status422UnprocessableEntity, cancellation),
        };

    private async Task<IActionResult> AgainAsync(Guid id, string? text, string problem, int status, CancellationToken cancellation)
    {
        if (await read.HandleAsync(id, Person, cancellation) is not { } conversation)
        {
            return NotFound();
        }

        Response.StatusCode = status;
        return View("Index", new MessagesPage(conversation) { Text = text, Problem = problem });
    }
}

public sealed record MessagesPage(Conversation Conversation)
{
    /// <summary>As typed.</summary>
    public string? Text { get; init; }

    /// <summary>Key of the text that says what is wrong; null when nothing is.</summary>
    public string? Problem { get; init; }
}
