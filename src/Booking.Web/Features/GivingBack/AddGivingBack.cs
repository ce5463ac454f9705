namespace Booking.Web.Features.GivingBack;

public static class GivingBackFeature
{
    /// <summary>Letting others have a part of what one has booked.</summary>
    public static IServiceCollection AddGivingBack(this IServiceCollection services) => services
        .AddSingleton<GiveBack>()
        .AddSingleton<CheckOut>()
        .AddSingleton<HandOver>();
}
