namespace Booking.Web.Features.FreeNow;

public static class FreeNowFeature
{
    /// <summary>What has just come free and can be booked at once.</summary>
    public static IServiceCollection AddFreeNow(this IServiceCollection services) => services.AddSingleton<ReadFreeNow>();
}
