namespace Booking.Web.Features.CalendarImports;

public static class CalendarImportsFeature
{
    /// <summary>Calendars kept elsewhere that say when an owner uses a place itself.</summary>
    public static IServiceCollection AddCalendarImports(this IServiceCollection services) => services
        .AddSingleton(provider => FetchLimits.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()))
        .AddSingleton<FetchCalendar>()
        .AddSingleton<ListCalendarImports>()
        .AddSingleton<AddCalendarImport>()
        .AddSingleton<RemoveCalendarImport>()
        .AddSingleton<ReadCalendarImport>();
}
