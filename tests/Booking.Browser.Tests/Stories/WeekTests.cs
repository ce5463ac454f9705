using Booking.Web.Features.Resources;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Leafing through a resource's weeks.</summary>
public sealed class WeekTests
{
    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Weeks_AreLeafedThroughThereAndBack(Way way) => Site.TellAsync(async site =>
    {
        var visitor = await site.VisitAsync(way);
        await visitor.GoAsync($"/resources/{DemoData.Kitchen}");
        await visitor.TapAsync(visitor.Main.Locator("[rel=next]"));
        await visitor.ReadsAsync(WeekTitle(visitor, 49));
        visitor.Place.Should().StartWith($"/resources/{DemoData.Kitchen}/week/2026-W49");
        await visitor.LooksRightAsync();

        await visitor.Page.ReloadAsync();
        await visitor.ReadsAsync(WeekTitle(visitor, 49));
        await visitor.Page.GoBackAsync();
        await visitor.ReadsAsync(WeekTitle(visitor, 48));
        await Expect(visitor.Main.Locator(".week-day--today")).ToHaveCountAsync(1);
    });

    private static string WeekTitle(Visitor visitor, int number) => visitor.Say<ResourcesTexts>("WeekTitle", number, "", "").Split('·')[0].Trim();
}
