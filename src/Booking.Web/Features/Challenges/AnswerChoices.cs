using Booking.Web.Features.Rules;

namespace Booking.Web.Features.Challenges;

/// <summary>The answers that a challenge can get, as its rule stands now.</summary>
public static class AnswerChoices
{
    /// <summary>A rule that does not hold any longer has been changed, or is gone: there is nothing left to choose.</summary>
    public static IReadOnlyList<ChallengeAnswer> Of(RulePage rule) => rule switch
    {
        { HasEnded: false } => [ChallengeAnswer.Keep, ChallengeAnswer.Change, ChallengeAnswer.Drop],
        { Newer: null } => [ChallengeAnswer.Drop],
        _ => [ChallengeAnswer.Change],
    };
}
