namespace Booking.Web.Features.Today;

public static class TodayFeature
{
    /// <summary>Who is coming, for those who open the doors.</summary>
    public static IServiceCollection AddToday(this IServiceCollection services) => services
        .AddSingleton<ListDay>()
        .AddSingleton<FindAtDoor>();
}
