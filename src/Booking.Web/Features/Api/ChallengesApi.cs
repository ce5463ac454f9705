using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Booking.Web.Features.Challenges;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Challenging a rule, and supporting those who do.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1"), Tags("Challenges")]
public sealed class ChallengesApi(
    ReadRulePage readRule, RuleStanding standing, ReadShownChallenge read, ChallengeRule challenge, SupportChallenge support, MakeOnce once,
    IStringLocalizer<ChallengesTexts> texts, Problems problems) : ControllerBase
{
    /// <summary>Null for a program without a token, which can read and no more.</summary>
    private SignedInPerson? Reader => SignedInPerson.From(User);

    private SignedInPerson Person => Reader!;

    [HttpGet("rules/{id:guid}/challenges", Name = "listChallenges")]
    [AllowAnonymous]
    [EndpointSummary("List how a rule has been challenged")]
    [EndpointDescription("And what was answered. The newest first, a hundred at most; also of a rule that no longer holds. Open to all.")]
    [ProducesResponseType<IReadOnlyList<ShownChallengeAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> List(Guid id, CancellationToken cancellation) => WithRuleAsync(id, page =>
    {
        var who = standing.WhoOf(page.Rule, page.Catalogue);
        return Task.FromResult<IActionResult>(Ok(
            page.Challenges.Select(one => ShownChallengeAnswer.Of(new ShownChallenge(one, page, who))).ToList()));
    }, cancellation);

    [HttpPost("rules/{id:guid}/challenges", Name = "challengeRule")]
    [EndpointSummary("Challenge a rule")]
    [EndpointDescription("""
        Those who stand behind it answer within 14 days, and everybody can read the answer. One waits for an answer to one challenge of a rule at
        a time (AlreadyChallenged), and five can be made a day (TooManyChallenges). The same request under the same Idempotency-Key makes one
        within a day, however often it is sent.
        """)]
    [ProducesResponseType<ShownChallengeAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status429TooManyRequests, ApiContent.Problem)]
    public Task<IActionResult> Ask(
        Guid id, ChallengeBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each challenge, the same for every attempt to send it.")]
        string? key,
        CancellationToken cancellation) => WithRuleAsync(
            id,
            async _ => body.ToForm().Parse(out var wrong) is { } text
                ? await once.HandleAsync(HttpContext, key!, body, made => MakeAsync(made, id, text, cancellation), cancellation)
                : Invalid(wrong),
            cancellation);

    [HttpGet("challenges/{id:guid}", Name = "readChallenge")]
    [AllowAnonymous]
    [EndpointSummary("Read one challenge")]
    [EndpointDescription("And its answer. Of one that is hidden it is told why, and not what it said. Open to all.")]
    [ProducesResponseType<ShownChallengeAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    [HttpPut("challenges/{id:guid}/support", Name = "supportChallenge")]
    [EndpointSummary("Support a challenge")]
    [EndpointDescription("Somebody else's, while it waits for its answer. Again changes nothing and answers the same. Whoever supports it gets the answer by mail.")]
    [ProducesResponseType<ShownChallengeAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Support(Guid id, CancellationToken cancellation) => AfterAsync(support.HandleAsync, id, cancellation);

    [HttpDelete("challenges/{id:guid}/support", Name = "withdrawSupport")]
    [EndpointSummary("Take one's support back")]
    [EndpointDescription("While it waits for its answer. Again changes nothing and answers the same.")]
    [ProducesResponseType<ShownChallengeAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Withdraw(Guid id, CancellationToken cancellation) => AfterAsync(support.WithdrawAsync, id, cancellation);

    private async Task<IActionResult> MakeAsync(Guid made, Guid rule, ChallengeText text, CancellationToken cancellation) =>
        await challenge.HandleAsync(made, rule, text, Person, cancellation) switch
        {
            ChallengeOutcome.Made one => await CreatedAsync(one.Id, cancellation),
            ChallengeOutcome.AlreadyOpen { Same: true } open => await CreatedAsync(open.Id, cancellation),
            ChallengeOutcome.AlreadyOpen => problems.Of(Status409Conflict, "AlreadyChallenged"),
            ChallengeOutcome.RuleEnded => problems.Of(Status409Conflict, "RuleEnded"),
            ChallengeOutcome.TooMany => problems.Of(Status429TooManyRequests, "TooManyChallenges"),
            ChallengeOutcome.NoSuchRule => problems.Of(Status404NotFound, "UnknownRule"),
            ChallengeOutcome.PersonGone => Challenge(),
            _ => throw new UnreachableException(),
        };

    private Task<IActionResult> AfterAsync(
        Func<Guid, SignedInPerson, CancellationToken, Task<SupportOutcome>> act, Guid id, CancellationToken cancellation) => WithAsync(
            id,
            async _ => await act(id, Person, cancellation) switch
            {
                SupportOutcome.Done => await ShowAsync(id, cancellation),
                SupportOutcome.Own => problems.Of(Status409Conflict, "OwnChallenge"),
                SupportOutcome.Answered => problems.Of(Status409Conflict, "ChallengeAnswered"),
                _ => problems.Of(Status404NotFound, "UnknownChallenge"),
            },
            cancellation);

    private Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation) =>
        WithAsync(id, shown => Task.FromResult<IActionResult>(Ok(ShownChallengeAnswer.Of(shown))), cancellation);

    private Task<IActionResult> CreatedAsync(Guid id, CancellationToken cancellation) => WithAsync(
        id, shown => Task.FromResult<IActionResult>(Created($"/api/v1/challenges/{id}", ShownChallengeAnswer.Of(shown))), cancellation);

    private Task<IActionResult> WithRuleAsync(Guid id, Func<RulePage, Task<IActionResult>> act, CancellationToken cancellation) =>
        problems.WithAsync(readRule.HandleAsync(id, Reader, cancellation), "UnknownRule", act);

    private Task<IActionResult> WithAsync(Guid id, Func<ShownChallenge, Task<IActionResult>> act, CancellationToken cancellation) =>
        problems.WithAsync(read.HandleAsync(id, Reader, cancellation), "UnknownChallenge", act);

    private ObjectResult Invalid(IReadOnlyDictionary<string, string> wrong) => problems.Invalid(
        wrong.Select(one => (char.ToLowerInvariant(one.Key[0]) + one.Key[1..], texts[one.Value, ChallengeForm.LongestText].Value)));
}
