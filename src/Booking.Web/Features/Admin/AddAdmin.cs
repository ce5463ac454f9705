namespace Booking.Web.Features.Admin;

public static class AdminFeature
{
    /// <summary>Whether the machinery runs.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services
        .AddSingleton<ReadMachinery>()
        .AddSingleton<SendAgain>();
}
