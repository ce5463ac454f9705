using Booking.Rules.Lifecycle;
using Booking.Web.Features.Challenges;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What waits for an answer, and the answer, for those who stand behind the rules; and moderation.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/challenges"), Tags("Challenges")]
public sealed class ChallengeAnswersApi(
    Catalogue catalogue, ListWaiting list, ReadShownChallenge read, AnswerChallenge answer, HideChallenge hide, RuleSentences sentences,
    RuleStanding standing, PublicUrl address, IStringLocalizer<ChallengesTexts> texts, Problems problems, IClock clock) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "listWaitingChallenges")]
    [MaySomewhere(OwnerRight.SetRules)]
    [EndpointSummary("List the challenges that wait for an answer")]
    [EndpointDescription("To the rules that one stands behind.")]
    [ProducesResponseType<WaitingChallengesAnswer>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> List(CancellationToken cancellation)
    {
        var (snapshot, now) = (await catalogue.ReadAsync(cancellation), clock.GetCurrentInstant());
        var waiting = await list.HandleAsync(Person, snapshot, cancellation);
        return Ok(new WaitingChallengesAnswer([.. waiting.Own.Select(Of)], [.. waiting.Others.Select(Of)]));

        WaitingChallengeAnswer Of(WaitingChallenge one) => this.Of(one.Challenge, one.Rule, snapshot, now);
    }

    [HttpGet("{id:guid}/answer", Name = "readChallengeToAnswer")]
    [EndpointSummary("Read a challenge to answer it")]
    [EndpointDescription("With the answers it can get. For those who stand behind the rule.")]
    [ProducesResponseType<AnswerableChallengeAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status403Forbidden, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ToAnswerAsync(id, async shown =>
    {
        if (!shown.Challenge.IsOpen)
        {
            return problems.Of(Status409Conflict, "ChallengeAnswered");
        }

        var page = shown.Page;
        return Ok(new AnswerableChallengeAnswer(
            Of(shown.Challenge, page.Rule, page.Catalogue, page.Now), AnswerChoices.Of(page),
            page.Newer is { } newer ? sentences.Of(newer.Condition, page.Resource?.Kind) : null, await answer.NotedReasonAsync(id, cancellation)));
    }, cancellation);

    [HttpPost("{id:guid}/answer", Name = "answerChallenge")]
    [EndpointSummary("Answer a challenge")]
    [EndpointDescription("""
        Once and for good (ChallengeAnswered); those who asked and supported get it by mail. With drop the rule ends at once, and whatever waits
        about it gets the same answer. With change, when the rule has not been changed yet, the reason is noted (202): the answer is given when the
        rule is changed with PUT at Location, where challenge is the id of this one. AnswerNotOffered when it is none of choices.
        """)]
    [ProducesResponseType<ShownChallengeAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<ShownChallengeAnswer>(Status202Accepted, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status403Forbidden, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Answer(Guid id, AnswerChallengeBody body, CancellationToken cancellation) => ToAnswerAsync(id, async shown =>
    {
        if (shown.Challenge.IsOpen && !AnswerChoices.Of(shown.Page).Contains(body.Choice!.Value))
        {
            return NotOffered();
        }

        return await answer.HandleAsync(id, body.Choice!.Value, TypedText.Read(body.Reason), Person, cancellation) switch
        {
            AnswerOutcome.Answered => await ShowAsync(id, Ok, cancellation),
            AnswerOutcome.ContinueInEditor => await ShowAsync(id, noted => Accepted($"/api/v1/rules/{noted.Rule}", noted), cancellation),
            AnswerOutcome.ReasonMissing => Invalid("AnswerReasonMissing"),
            AnswerOutcome.ReasonTooLong => Invalid("TextTooLong", AnswerChallenge.LongestReason),
            AnswerOutcome.AlreadyAnswered => problems.Of(Status409Conflict, "ChallengeAnswered"),
            AnswerOutcome.NothingToKeep => NotOffered(),
            AnswerOutcome.NotTheirs => Forbid(),
            _ => Unknown(),
        };
    }, cancellation);

    [HttpPost("{id:guid}/hiding", Name = "hideChallenge")]
    [Authorize(Access.Administrator)]
    [EndpointSummary("Hide a challenge")]
    [EndpointDescription("For good. That it is hidden, and why, can be read by all; whoever wrote it gets a mail. Again changes nothing and answers the same.")]
    [ProducesResponseType<ShownChallengeAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Hide(Guid id, HideChallengeBody body, CancellationToken cancellation) => problems.WithAsync(
        read.HandleAsync(id, Person, cancellation), "UnknownChallenge",
        async _ => await hide.HandleAsync(id, TypedText.Read(body.Reason), Person, cancellation) switch
        {
            HideOutcome.Hidden or HideOutcome.Already => await ShowAsync(id, Ok, cancellation),
            HideOutcome.ReasonMissing => Invalid("HideReasonMissing"),
            HideOutcome.ReasonTooLong => Invalid("TextTooLong", HideChallenge.LongestReason),
            _ => Unknown(),
        });

    /// <summary>What is hidden is there for nobody to answer; what others stand behind is not theirs.</summary>
    private async Task<IActionResult> ToAnswerAsync(Guid id, Func<ShownChallenge, Task<IActionResult>> act, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is not { Challenge.HiddenAt: null } shown ? Unknown()
        : shown.Page.StandsBehind ? await act(shown)
        : Forbid();

    private Task<IActionResult> ShowAsync(Guid id, Func<ShownChallengeAnswer, IActionResult> with, CancellationToken cancellation) =>
        problems.WithAsync(
            read.HandleAsync(id, Person, cancellation), "UnknownChallenge", shown => Task.FromResult(with(ShownChallengeAnswer.Of(shown))));

    private WaitingChallengeAnswer Of(ChallengeRecord challenge, CatalogueRule rule, CatalogueSnapshot snapshot, Instant now) => new(
        challenge.Id,
        new AskedRuleAnswer(sentences.Of(rule.Condition), rule.Reason.ToString(), address.Of($"/rules/{rule.Rule.Id}")),
        standing.WhereOf(rule, snapshot), challenge.Prevents, challenge.Better, challenge.Supporters,
        ApiDay.Of(AnswerDeadline.LastDay(challenge.AnswerDueAt, HomeZone.Zone)), challenge.IsOverdue(now));

    private ObjectResult Unknown() => problems.Of(Status404NotFound, "UnknownChallenge");

    private ObjectResult NotOffered() => problems.Of(Status409Conflict, "AnswerNotOffered");

    private ObjectResult Invalid(string text, int limit = 0) => problems.Invalid([("reason", texts[text, limit].Value)]);
}
