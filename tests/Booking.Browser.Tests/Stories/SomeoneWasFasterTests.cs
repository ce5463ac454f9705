using Booking.Web.Features.Bookings;
using Dapper;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Two people want the same Friday evening, and one of them is still typing.</summary>
public sealed class SomeoneWasFasterTests
{
    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Kitchen_ThatSomeoneElseBookedMeanwhile_KeepsWhatWasTypedAndOffersAnotherTime(Way way) => Site.TellAsync(async site =>
    {
        var slow = await site.VisitAsync(way);
        await slow.GoAsync($"/resources/{DemoData.Kitchen}/book?start=2026-11-27T17:00&end=2026-11-27T19:00");
        await slow.FillAsync<BookingsTexts>("PeopleLabel", "12");
        await slow.FillAsync<BookingsTexts>("PurposeLabel", "Suppe til opgangen");
        await slow.FillAsync<BookingsTexts>("NameLabel", "Søren Sen");
        await slow.FillAsync<BookingsTexts>("EmailLabel", "soren@example.dk");
        await slow.TickAsync<BookingsTexts>("AcceptRulesLabel");

        var fast = await site.VisitAsync(Way.OnDesktop);
        await fast.SignInAsync(DemoData.Resident);
        await fast.BookKitchenAsync();

        slow.Expects(409);
        await slow.PressAsync<BookingsTexts>("HoldButton");
        await slow.ReadsAsync<BookingsTexts>("TakenHeading");
        await Expect(slow.Main.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await Expect(slow.Field<BookingsTexts>("PurposeLabel")).ToHaveValueAsync("Suppe til opgangen");
        await Expect(slow.Field<BookingsTexts>("EmailLabel")).ToHaveValueAsync("soren@example.dk");
        await slow.LooksRightAsync();

        var alternative = slow.Main.Locator("button[name=use]").First;
        var offered = (await alternative.GetAttributeAsync("value"))!.Split('/');
        await slow.TapAsync(alternative);
        await slow.EnterCodeAsync("soren@example.dk");
        await slow.MeetsAsync<BookingsTexts>("YouHave", slow.Kitchen);
        offered.Should().NotContain("2026-11-27T17:00");
        await slow.ReadsAsync("Suppe til opgangen");
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Kitchen_ThatSomeoneElseBookedMeanwhile_IsBookedAtAnotherTimeInOnePress(Way way) => Site.TellAsync(async site =>
    {
        var slow = await site.VisitAsync(way);
        await slow.SignInAsync(DemoData.Caretaker);
        await slow.GoAsync($"/resources/{DemoData.Kitchen}/book?start=2026-11-27T17:00&end=2026-11-27T19:00&people=12");
        await slow.TickAsync<BookingsTexts>("AcceptRulesLabel");

        var fast = await site.VisitAsync(Way.OnDesktop);
        await fast.SignInAsync(DemoData.Resident);
        await fast.BookKitchenAsync();

        slow.Expects(409);
        await slow.PressAsync<BookingsTexts>("BookButton");
        await slow.ReadsAsync<BookingsTexts>("TakenHeading");
        await slow.TapAsync(slow.Main.Locator("button[name=use]").First);
        await slow.MeetsAsync<BookingsTexts>("YouHave", slow.Kitchen);
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Kitchen_AtATimeThatIsTaken_TakesWhatWasTypedAlongToAnotherPlace(Way way) => Site.TellAsync(async site =>
    {
        await using (var connection = await site.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("delete from occupancy where period && tstzrange('2026-11-27', '2026-11-28')");
        }

        var fast = await site.VisitAsync(Way.OnDesktop);
        await fast.SignInAsync(DemoData.Resident);
        await fast.BookKitchenAsync();

        var slow = await site.VisitAsync(way);
        await slow.GoAsync($"/resources/{DemoData.Kitchen}/book?start=2026-11-27T17:00&end=2026-11-27T19:00&people=12");
        await slow.ReadsAsync<BookingsTexts>("TakenHeading");
        await slow.LooksRightAsync();
        await slow.FillAsync<BookingsTexts>("PurposeLabel", "Suppe til opgangen");

        await slow.TapAsync(slow.Main.Locator("button[name=bring]").First);
        await Expect(slow.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToContainTextAsync(slow.Kitchen);
        await Expect(slow.Field<BookingsTexts>("PurposeLabel")).ToHaveValueAsync("Suppe til opgangen");
        await Expect(slow.Field<BookingsTexts>("FromLabel")).ToHaveValueAsync("17:00");
        await Expect(slow.Field<BookingsTexts>("AcceptRulesLabel")).Not.ToBeCheckedAsync();
    });
}
