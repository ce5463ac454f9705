using Booking.Web.Http;
using NodaTime;

namespace Booking.Web.Features.CalendarFeeds;

public static class CalendarFeedsFeature
{
    public static IServiceCollection AddCalendarFeeds(this IServiceCollection services) => services
        .AddSingleton<WrittenFeeds>()
        .AddSingleton<PersonalFeed>()
        .AddSingleton<ResourceFeed>()
        .AddSingleton<BookingCalendar>()
        .AddSingleton<ListFeedAddresses>()
        .AddSingleton<CreateFeedAddress>()
        .AddSingleton<RenewFeedAddress>()
        .AddSingleton<StopFeedAddress>();

    /// <summary>What calendars fetch. They sign in nowhere and keep no cookies: the address is all they have.</summary>
    public static void MapCalendarFeeds(this IEndpointRouteBuilder endpoints)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        endpoints.MapMethods("/calendar/{token}.ics", methods, PersonalAsync).ForEverybody();
        endpoints.MapMethods("/resources/{slug}/calendar.ics", methods, PublicAsync).ForEverybody();
    }

    private static async Task<IResult> PersonalAsync(string token, PersonalFeed feed, IClock clock, HttpContext http)
    {
        if (await feed.ReadAsync(token, http.RequestAborted) is not { } found)
        {
            return Results.NotFound();
        }

        // It may be fetched by anyone who has the address, search engines included, but is not to be listed.
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        await FeedAnswer.WriteAsync(http, found, "private, no-cache", clock.GetCurrentInstant());
        return Results.Empty;
    }

    // Danish or, when the address says so, English: not by the headers, which calendars send as they like.
    private static async Task<IResult> PublicAsync(string slug, string? language, ResourceFeed feed, IClock clock, HttpContext http)
    {
        if (await feed.ReadAsync(slug, language == LanguageChoice.English ? LanguageChoice.English : LanguageChoice.Danish, http.RequestAborted)
            is not { } found)
        {
            return Results.NotFound();
        }

        await FeedAnswer.WriteAsync(http, found, "public, no-cache", clock.GetCurrentInstant());
        return Results.Empty;
    }
}
