using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Challenges;

/// <summary>Moderation: hiding what is rude or tells what is nobody's business.</summary>
[Route("/challenges/{id:guid}/hide")]
[Authorize(Access.Administrator)]
public sealed class HideController(ReadShownChallenge read, HideChallenge hide) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Hide(Guid id, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        return page.Challenge.HiddenAt is null ? View(page) : Redirect(page.Challenge.Address);
    }

    [HttpPost]
    public async Task<IActionResult> Hidden(Guid id, string? reason, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        ModelState.Clear();
        switch (await hide.HandleAsync(id, TypedText.Read(reason), Person, cancellation))
        {
            case HideOutcome.Hidden or HideOutcome.Already:
                return Redirect(page.Challenge.Address);
            case HideOutcome.NotFound:
                return NotFound();
            case var refused:
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return View("Hide", page with { Reason = reason, Problem = refused == HideOutcome.ReasonMissing ? "HideReasonMissing" : "TextTooLong" });
        }
    }

    private async Task<HidePage?> PageOfAsync(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } shown ? new HidePage(shown.Challenge, shown.Page) : null;
}

public sealed record HidePage(ChallengeRecord Challenge, RulePage Rule)
{
    /// <summary>As typed.</summary>
    public string? Reason { get; init; }

    /// <summary>Key of the text that says what is wrong with the reason; null when nothing is.</summary>
    public string? Problem { get; init; }
}
