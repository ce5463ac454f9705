using System.ComponentModel;
using Booking.Web.Features.Challenges;

namespace Booking.Web.Features.Api;

public sealed record WaitingChallengesAnswer(
    [property: Description("Those that one answers for; the oldest first.")] IReadOnlyList<WaitingChallengeAnswer> Own,
    [property: Description("For administrators of the municipality: those that an owner's people answer for; the oldest first.")]
    IReadOnlyList<WaitingChallengeAnswer> Others);

/// <summary>A challenge that waits for an answer. Nobody is told who wrote it.</summary>
public sealed record WaitingChallengeAnswer(
    Guid Id, AskedRuleAnswer Rule,
    [property: Description("Where the rule holds.")] string Where,
    [property: Description("What the rule stands in the way of.")] string Prevents,
    [property: Description("What would be better.")] string Better,
    [property: Description("How many support it.")] int Supporters,
    [property: Description("The last day for an answer.")] string AnswerBy,
    [property: Description("Whether that day has passed.")] bool IsOverdue);

/// <summary>A challenge for whoever is about to answer it.</summary>
public sealed record AnswerableChallengeAnswer(
    WaitingChallengeAnswer Challenge,
    [property: Description("The answers that it can get, as its rule stands now: keep, change, drop.")] IReadOnlyList<ChallengeAnswer> Choices,
    [property: Description("What the rule has been changed to, which change then stands for; null when it has not been.")] string? ChangedTo,
    [property: Description("The reason that was written when change was chosen, while the changed rule is not saved; null when there is none.")]
    string? NotedReason);
