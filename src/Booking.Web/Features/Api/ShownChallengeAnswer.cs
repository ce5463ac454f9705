using System.ComponentModel;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Challenges;
using Booking.Web.Features.Shared;

namespace Booking.Web.Features.Api;

/// <summary>A challenge as it stands on its rule's page.</summary>
public sealed record ShownChallengeAnswer
{
    public required Guid Id { get; init; }

    [Description("The rule's id.")]
    public required Guid Rule { get; init; }

    [Description("Whether the token's person wrote it.")]
    public required bool IsOwn { get; init; }

    [Description("Who wrote it; null unless they wanted that shown.")]
    public required string? Name { get; init; }

    [Description("A date, as 2026-12-01.")]
    public required string AskedOn { get; init; }

    [Description("Whether the municipality has hidden what it said.")]
    public required bool IsHidden { get; init; }

    [Description("Why it is hidden; null when it is not.")]
    public required string? HiddenReason { get; init; }

    [Description("What the rule stands in the way of; empty when that is hidden.")]
    public required string Prevents { get; init; }

    [Description("What would be better; empty when that is hidden.")]
    public required string Better { get; init; }

    [Description("How many support it; 0 when it is hidden.")]
    public required int Supporters { get; init; }

    [Description("Whether the token's person supports it.")]
    public required bool IsSupported { get; init; }

    [Description("The last day for an answer; null when it waits for none.")]
    public required string? AnswerBy { get; init; }

    [Description("Whether that day has passed without one.")]
    public required bool IsOverdue { get; init; }

    [Description("Whether the token's person may answer it now.")]
    public required bool MayAnswer { get; init; }

    [Description("What became of the rule: keep, change or drop; null while it waits.")]
    public required ChallengeAnswer? Answer { get; init; }

    [Description("Why, in the words of those who answered; null while it waits.")]
    public required string? Reason { get; init; }

    [Description("Who stands behind the rule and answered; null while it waits.")]
    public required string? AnsweredBy { get; init; }

    [Description("A date; null while it waits.")]
    public required string? AnsweredOn { get; init; }

    [Description("The id of the rule it was changed to; null unless it was.")]
    public required Guid? NewRule { get; init; }

    internal static ShownChallengeAnswer Of(ShownChallenge shown)
    {
        var (challenge, hidden) = (shown.Challenge, shown.Challenge.HiddenAt is not null);
        return new ShownChallengeAnswer
        {
            Id = challenge.Id,
            Rule = challenge.RuleId,
            IsOwn = shown.IsOwn,
            Name = challenge.WriterName.Length > 0 && !hidden ? challenge.WriterName : null,
            AskedOn = ApiDay.Of(challenge.CreatedAt),
            IsHidden = hidden,
            HiddenReason = challenge.HiddenReason,
            Prevents = challenge.Prevents,
            Better = challenge.Better,
            Supporters = hidden ? 0 : challenge.Supporters,
            IsSupported = challenge.Supported,
            AnswerBy = challenge.IsOpen ? ApiDay.Of(AnswerDeadline.LastDay(challenge.AnswerDueAt, HomeZone.Zone)) : null,
            IsOverdue = challenge.IsOverdue(shown.Page.Now),
            MayAnswer = shown.MayAnswer,
            Answer = challenge.Answer,
            Reason = challenge.AnswerReason,
            AnsweredBy = challenge.Answer is null ? null : shown.Who,
            AnsweredOn = ApiDay.Of(challenge.AnsweredAt),
            NewRule = challenge.NewRuleId,
        };
    }
}
