using Booking.Web.Features.Today;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Who comes today, for the one who opens the doors.</summary>
public sealed class CaretakersDayTests
{
    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Caretaker_SeesWhoComes_AndChecksThemIn(Way way) => Site.TellAsync(async site =>
    {
        var caretaker = await site.VisitAsync(way);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoByMenuAsync("Today");
        await caretaker.MeetsAsync<TodayTexts>("TodayHeading");
        await caretaker.LooksRightAsync();

        var coming = caretaker.Main.GetByRole(AriaRole.Listitem).Filter(new() { Has = caretaker.Page.GetByRole(AriaRole.Button) }).First;
        var reference = await coming.Locator(".booking-about").InnerTextAsync();
        await caretaker.TapAsync(coming.GetByRole(AriaRole.Button));
        await Expect(caretaker.Main.GetByRole(AriaRole.Listitem).Filter(new() { HasText = reference })
            .GetByText(caretaker.Say<TodayTexts>("StateCheckedIn"), new() { Exact = true })).ToBeVisibleAsync();
        await caretaker.LooksRightAsync();

        await caretaker.TapAsync(caretaker.Main.Locator("[rel=next]"));
        await caretaker.MeetsAsync<TodayTexts>("DayHeading");
        await caretaker.LooksRightAsync();
    });
}
