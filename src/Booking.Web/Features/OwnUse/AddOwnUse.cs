namespace Booking.Web.Features.OwnUse;

public static class OwnUseFeature
{
    /// <summary>What an owner uses itself comes first, and what it does not use goes to others.</summary>
    public static IServiceCollection AddOwnUse(this IServiceCollection services) => services
        .AddScoped<OwnPlaces>()
        .AddSingleton<ListOwnPlaces>()
        .AddSingleton<ReadOwnUse>()
        .AddSingleton<WriteOwnUse>()
        .AddSingleton<ChangeOwnTime>()
        .AddSingleton<ExtendOwnUse>()
        .AddSingleton<DecideClash>()
        .AddSingleton<AskAboutOwnUse>()
        .AddSingleton<KeepOwnTime>()
        .AddSingleton<ReleaseOwnTime>();
}
