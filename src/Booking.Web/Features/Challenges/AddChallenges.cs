namespace Booking.Web.Features.Challenges;

public static class ChallengesFeature
{
    /// <summary>Asking why a rule has to be so, and answering.</summary>
    public static IServiceCollection AddChallenges(this IServiceCollection services) => services
        .AddSingleton<ChallengeMails>()
        .AddSingleton<ReadChallenge>()
        .AddSingleton<ReadShownChallenge>()
        .AddSingleton<ChallengeRule>()
        .AddSingleton<SupportChallenge>()
        .AddSingleton<AnswerChallenge>()
        .AddSingleton<HideChallenge>()
        .AddSingleton<RemindOfChallenge>()
        .AddSingleton<ListWaiting>();
}
