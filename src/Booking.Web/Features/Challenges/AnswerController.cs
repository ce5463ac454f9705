using System.Diagnostics;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Challenges;

/// <summary>What waits for an answer, and the answer, for those who stand behind the rules.</summary>
[Route("/challenges")]
[Authorize(Access.SignedIn)]
public sealed class AnswerController(
    Catalogue catalogue, ReadRulePage readRule, ReadShownChallenge read, AnswerChallenge answer, ListWaiting list, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    [MaySomewhere(OwnerRight.SetRules)]
    public async Task<IActionResult> Index(CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        return View(new WaitingPage(await list.HandleAsync(Person, snapshot, cancellation), snapshot, clock.GetCurrentInstant()));
    }

    [HttpGet("{id:guid}/answer")]
    public async Task<IActionResult> Answer(Guid id, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        if (!page.Rule.StandsBehind)
        {
            return Forbid();
        }

        if (!page.Challenge.IsOpen)
        {
            return Redirect(page.Challenge.Address);
        }

        // Who went on to the new rule and came back finds what they had written.
        var noted = await answer.NotedReasonAsync(id, cancellation);
        return View(page with { Reason = noted, Answer = noted is null ? null : ChallengeAnswer.Change });
    }

    /// <param name="chosen">"keep", "change" or "drop".</param>
    [HttpPost("{id:guid}/answer")]
    public async Task<IActionResult> Answered(Guid id, [FromForm(Name = "answer")] string? chosen, string? reason, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        if (!page.Rule.StandsBehind)
        {
            return Forbid();
        }

        ModelState.Clear();
        page = page with { Reason = reason, Answer = Read(chosen) };
        if (page.Answer is not { } understood)
        {
            return Again(page with { AnswerProblem = "AnswerMissing", ReasonProblem = TypedText.Read(reason).Length == 0 ? "AnswerReasonMissing" : null });
        }

        switch (await answer.HandleAsync(id, understood, TypedText.Read(reason), Person, cancellation))
        {
            case AnswerOutcome.Answered:
                return Redirect(page.Challenge.Address);
            case AnswerOutcome.ContinueInEditor:
                return Redirect($"/rules/{page.Challenge.RuleId}/edit?challenge={id}");
            case AnswerOutcome.NotFound:
                return NotFound();
            case AnswerOutcome.NotTheirs:
                return Forbid();
            case AnswerOutcome.ReasonMissing:
                return Again(page with { ReasonProblem = "AnswerReasonMissing" });
            case AnswerOutcome.ReasonTooLong:
                return Again(page with { ReasonProblem = "TextTooLong" });
            case AnswerOutcome.NothingToKeep:
                return Again(page with { Answer = null, AnswerProblem = "NothingToKeep" });
            case AnswerOutcome.AlreadyAnswered:
                return this.RuleConflictPage(await readRule.HandleAsync(page.Challenge.RuleId, Person, cancellation), "AlreadyAnswered");
            default:
                throw new UnreachableException();
        }
    }

    private static ChallengeAnswer? Read(string? answer) => answer switch
    {
        "keep" => ChallengeAnswer.Keep,
        "change" => ChallengeAnswer.Change,
        "drop" => ChallengeAnswer.Drop,
        _ => null,
    };

    private async Task<AnswerPage?> PageOfAsync(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { Challenge: { HiddenAt: null } challenge, Page: var rule }
            ? new AnswerPage(challenge, rule)
            : null;

    private ViewResult Again(AnswerPage page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Answer", page);
    }
}

public sealed record AnswerPage(ChallengeRecord Challenge, RulePage Rule)
{
    /// <summary>Null while nothing is chosen.</summary>
    public ChallengeAnswer? Answer { get; init; }

    /// <summary>As typed.</summary>
    public string? Reason { get; init; }

    /// <summary>Key of the text that says what is wrong with the choice; null when nothing is. So for the reason.</summary>
    public string? AnswerProblem { get; init; }

    public string? ReasonProblem { get; init; }

    public IReadOnlyList<ChallengeAnswer> Choices => AnswerChoices.Of(Rule);
}

public sealed record WaitingPage(WaitingChallenges Waiting, CatalogueSnapshot Catalogue, Instant Now);
