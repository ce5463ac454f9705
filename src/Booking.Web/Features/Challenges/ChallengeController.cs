using System.Diagnostics;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Challenges;

/// <summary>Challenging a rule, and supporting those who do.</summary>
[Authorize(Access.SignedIn)]
public sealed class ChallengeController(ReadRulePage readRule, ReadChallenge read, ChallengeRule challenge, SupportChallenge support) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet("/rules/{id:guid}/challenge")]
    public async Task<IActionResult> Challenge(Guid id, CancellationToken cancellation)
    {
        if (await readRule.HandleAsync(id, Person, cancellation) is not { } page)
        {
            return NotFound();
        }

        return page.OwnOpen is { } open ? Redirect(open.Address)
            : page.HasEnded ? Redirect($"/rules/{id}")
            : View(new ChallengePage(page, new ChallengeForm()));
    }

    [HttpPost("/rules/{id:guid}/challenge")]
    public async Task<IActionResult> Challenge(Guid id, ChallengeForm form, CancellationToken cancellation)
    {
        if (await readRule.HandleAsync(id, Person, cancellation) is not { } rule)
        {
            return NotFound();
        }

        ModelState.Clear();
        var page = new ChallengePage(rule, form);
        if (form.Parse(out var problems) is not { } text)
        {
            return Again(page with { Problems = problems }, StatusCodes.Status422UnprocessableEntity);
        }

        switch (await challenge.HandleAsync(id, text, Person, cancellation))
        {
            case ChallengeOutcome.Made made:
                return Redirect(ChallengeRecord.AddressOf(id, made.Id));
            case ChallengeOutcome.AlreadyOpen { Same: true } open:
                return Redirect(ChallengeRecord.AddressOf(id, open.Id));
            case ChallengeOutcome.AlreadyOpen open:
                return Again(page with { Problem = nameof(ChallengeOutcome.AlreadyOpen), Open = open.Id }, StatusCodes.Status409Conflict);
            case ChallengeOutcome.RuleEnded:
                return Again(page with { Problem = nameof(ChallengeOutcome.RuleEnded) }, StatusCodes.Status409Conflict);
            case ChallengeOutcome.TooMany:
                return Again(page with { Problem = nameof(ChallengeOutcome.TooMany) }, StatusCodes.Status429TooManyRequests);
            case ChallengeOutcome.NoSuchRule:
                return NotFound();
            case ChallengeOutcome.PersonGone:
                return base.Challenge();
            default:
                throw new UnreachableException();
        }
    }

    [HttpPost("/challenges/{id:guid}/support")]
    public Task<IActionResult> Support(Guid id, CancellationToken cancellation) => AfterAsync(support.HandleAsync, id, cancellation);

    [HttpPost("/challenges/{id:guid}/withdraw")]
    public Task<IActionResult> Withdraw(Guid id, CancellationToken cancellation) => AfterAsync(support.WithdrawAsync, id, cancellation);

    private async Task<IActionResult> AfterAsync(
        Func<Guid, SignedInPerson, CancellationToken, Task<SupportOutcome>> act, Guid id, CancellationToken cancellation)
    {
        if (await read.HandleAsync(id, Person.Id, cancellation) is not { } found)
        {
            return NotFound();
        }

        return await act(id, Person, cancellation) switch
        {
            SupportOutcome.Done => Redirect(found.Address),
            SupportOutcome.NotFound => NotFound(),
            var outcome => this.RuleConflictPage(await readRule.HandleAsync(found.RuleId, Person, cancellation), $"Support{outcome}"),
        };
    }

    private ViewResult Again(ChallengePage page, int status)
    {
        Response.StatusCode = status;
        return View("Challenge", page);
    }
}

/// <param name="Form">As typed.</param>
public sealed record ChallengePage(RulePage Rule, ChallengeForm Form)
{
    /// <summary>Key of the text that says what is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>Key of the text that says why it was not sent; null when that is a field's fault, or nothing's.</summary>
    public string? Problem { get; init; }

    /// <summary>The reader's challenge that waits already; null when that is not what is wrong.</summary>
    public Guid? Open { get; init; }
}
