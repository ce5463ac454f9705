namespace Booking.Web.Features.NoShows;

public static class NoShowsFeature
{
    /// <summary>Bookings that nobody came to: what is noted of it, and what their persons say to that.</summary>
    public static IServiceCollection AddNoShows(this IServiceCollection services) => services
        .AddSingleton<ReadNoShows>()
        .AddSingleton<ContestNoShow>()
        .AddSingleton<AnswerContest>();
}
