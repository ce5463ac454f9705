using Booking.Web.Features.Bookings;
using Dapper;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>A resident needs the trailer for a weekend: fetched on Friday, brought back on Sunday.</summary>
public sealed class BorrowATrailerTests
{
    private const string Trailer = "syrenhaven-trailer";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_PressesFridayAndSunday_ChoosesTheTimes_AndHasTheTrailer(Way way) => Site.TellAsync(async site =>
    {
        await using (var connection = await site.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("delete from occupancy where period && tstzrange('2026-12-09', '2026-12-16')");
        }

        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.GoAsync($"/resources/{Trailer}/month/2026-12");
        await resident.LooksRightAsync();
        await resident.TapAsync(resident.Main.Locator("#day-2026-12-11"));
        await Expect(resident.Main.Locator(".month-step")).ToContainTextAsync("11");
        await resident.LooksRightAsync();
        await resident.TapAsync(resident.Main.Locator("#day-2026-12-13"));

        await resident.Main.Locator("#From").SelectOptionAsync("17:00");
        await resident.Main.Locator("#To").SelectOptionAsync("16:30");
        await resident.LooksRightAsync();
        await resident.TickAsync<BookingsTexts>("AcceptRulesLabel");
        await resident.PressAsync<BookingsTexts>("BookButton");
        await resident.SeesStateAsync("StateConfirmed");
        await Expect(resident.Main.Locator(".lead").First).ToContainTextAsync(way.Language == "da"
            ? "fredag 11. december 2026 kl. 17.00 – søndag 13. december 2026 kl. 16.30"
            : "Friday 11 December 2026 17:00 – Sunday 13 December 2026 16:30");

        await resident.GoAsync($"/resources/{Trailer}/month/2026-12");
        await Expect(resident.Main.Locator("#day-2026-12-12")).ToHaveCountAsync(0);
        await Expect(resident.Main.Locator(".month-day--mine")).ToHaveCountAsync(3);
    });
}
