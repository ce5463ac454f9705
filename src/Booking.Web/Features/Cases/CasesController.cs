using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Cases;

/// <summary>What is broken, for those who look after it.</summary>
[MaySomewhere(OwnerRight.LookAfter)]
[Route("/cases")]
public sealed class CasesController(ReadCases read, AnswerCase answer, IAuthorizationService authorization, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(new CasesPage(await read.ListAsync(Person, cancellation), clock.GetCurrentInstant()));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } found ? View(await PageAsync(found)) : NotFound();

    /// <param name="act">"say" or "close".</param>
    [HttpPost("{id:guid}")]
    public async Task<IActionResult> Answer(Guid id, string? act, string? note, string? text, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } found)
        {
            return NotFound();
        }

        AnswerCaseOutcome outcome;
        switch (act)
        {
            case "say":
                outcome = await answer.SayAsync(found, note, Person, cancellation);
                break;
            case "close":
                outcome = await answer.CloseAsync(found, text, Person, cancellation);
                break;
            default:
                return BadRequest();
        }

        switch (outcome)
        {
            case AnswerCaseOutcome.Saved:
                return Redirect($"/cases/{id}");
            case AnswerCaseOutcome.Closed:
                return Redirect("/cases");
            default:
                Response.StatusCode = outcome == AnswerCaseOutcome.ClosedBefore ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
                return View("Show", await PageAsync((await FindAsync(id, cancellation))!) with { Problem = outcome, Note = note, Text = text });
        }
    }

    private async Task<CaseInFull?> FindAsync(Guid id, CancellationToken cancellation) =>
        await read.FindAsync(id, cancellation) is { } found && await authorization.MayAsync(User, OwnerRight.LookAfter, found.Resource.Owner.Id)
            ? found
            : null;

    private async Task<CasePage> PageAsync(CaseInFull found) =>
        new(found, await authorization.MayAsync(User, OwnerRight.SetUp, found.Resource.Owner.Id), clock.GetCurrentInstant());
}

public sealed record CasesPage(IReadOnlyList<ListedCase> Cases, Instant Now);

/// <param name="MayWithdraw">Whether the reader can take it out of use.</param>
public sealed record CasePage(CaseInFull About, bool MayWithdraw, Instant Now)
{
    /// <summary>What went wrong; null when nothing did.</summary>
    public AnswerCaseOutcome? Problem { get; init; }

    /// <summary>As typed.</summary>
    public string? Note { get; init; }

    /// <summary>The answer as typed.</summary>
    public string? Text { get; init; }
}
