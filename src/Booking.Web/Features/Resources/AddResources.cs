namespace Booking.Web.Features.Resources;

public static class ResourcesFeature
{
    /// <summary>What there is to share, and when it is free.</summary>
    public static IServiceCollection AddResources(this IServiceCollection services) => services
        .AddSingleton<Catalogue>()
        .AddSingleton<ReadOccupancies>()
        .AddSingleton<ReadSharedUnits>()
        .AddSingleton<SearchResources>()
        .AddSingleton<ShowWeek>()
        .AddSingleton<ShowMonth>();
}
