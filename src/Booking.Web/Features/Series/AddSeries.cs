namespace Booking.Web.Features.Series;

public static class SeriesFeature
{
    /// <summary>Bookings that come again: seen before they are booked, and kept together after.</summary>
    public static IServiceCollection AddSeries(this IServiceCollection services) => services
        .AddSingleton<PreviewSeries>()
        .AddSingleton<PlaceSeries>()
        .AddSingleton<ReadSeries>()
        .AddSingleton<RetryDate>()
        .AddSingleton<EditSeries>()
        .AddSingleton<CancelSeries>()
        .AddSingleton<FollowUnused>()
        .AddSingleton<FollowEnd>()
        .AddSingleton<RenewSeries>()
        .AddSingleton<KeepSeries>()
        .AddSingleton<SeriesSentences>();
}
