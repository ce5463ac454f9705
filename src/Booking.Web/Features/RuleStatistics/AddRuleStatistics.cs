namespace Booking.Web.Features.RuleStatistics;

public static class RuleStatisticsFeature
{
    /// <summary>Which rules stop people.</summary>
    public static IServiceCollection AddRuleStatistics(this IServiceCollection services) => services
        .AddSingleton<ReadRuleStatistics>();
}
