namespace Booking.Web.Features.Rules;

public static class RulesFeature
{
    /// <summary>What holds for booking, said in words.</summary>
    public static IServiceCollection AddRules(this IServiceCollection services) => services
        .AddSingleton<RuleSentences>()
        .AddSingleton<RuleStanding>()
        .AddSingleton<ReadRulePage>()
        .AddSingleton<CountRefusals>()
        .AddHostedService<KnowEveryRule>();
}
