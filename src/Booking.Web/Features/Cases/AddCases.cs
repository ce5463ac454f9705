namespace Booking.Web.Features.Cases;

public static class CasesFeature
{
    /// <summary>What is broken, from whoever finds it to whoever mends it.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<ReadCases>()
        .AddSingleton<AnswerCase>();
}
