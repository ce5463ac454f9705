using System.Globalization;
using System.Text;
using Booking.Web.Features.Admin;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.RuleStatistics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>The municipality looks at what its rules do.</summary>
public sealed class FiguresTests
{
    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Administrator_SeesTheRefusalThatHasJustBeenCounted_AndTakesTheFiguresHome(Way way) => Site.TellAsync(async site =>
    {
        var administrator = await site.VisitAsync(way);
        await administrator.SignInAsync(DemoData.Administrator);
        await administrator.GoByMenuAsync("Administration");
        await administrator.FollowAsync<AdminTexts>("RulesLink");
        await administrator.MeetsAsync<RuleStatisticsTexts>("Title");
        await administrator.LooksRightAsync();
        var before = await TimesAsync(administrator);

        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.GoAsync($"/resources/{DemoData.Kitchen}/book?start=2026-12-05T10:00&end=2026-12-05T20:00");
        await resident.FillAsync<BookingsTexts>("PeopleLabel", "12");
        await resident.TickAsync<BookingsTexts>("AcceptRulesLabel");
        resident.Expects(422);
        await resident.PressAsync<BookingsTexts>("BookButton");
        await Expect(resident.Main.Locator("[data-refusal=TooLong]")).ToBeVisibleAsync();

        await administrator.Page.ReloadAsync();
        (await TimesAsync(administrator)).Should().Be(before + 1);
        var plot = administrator.Main.GetByRole(AriaRole.Img);
        await Expect(plot).ToHaveAccessibleNameAsync(administrator.Say<RuleStatisticsTexts>("WeeksLabel"));
        await administrator.TapAsync(administrator.Main.GetByText(administrator.Say<RuleStatisticsTexts>("WeeksAsTable"), new() { Exact = true }));
        await Expect(administrator.Main.Locator("details[open] tbody tr")).ToHaveCountAsync(13);
        await administrator.LooksRightAsync();

        var file = await administrator.Page.RunAndWaitForDownloadAsync(() => administrator.FollowAsync<RuleStatisticsTexts>("Download"));
        file.SuggestedFilename.Should().Be("regler.csv");
        var lines = await File.ReadAllLinesAsync(await file.PathAsync(), Encoding.UTF8);
        lines[0].Should().StartWith(administrator.Say<RuleStatisticsTexts>("ColumnRule") + ";");
        lines.Should().Contain(line => line.StartsWith(Rule(administrator), StringComparison.Ordinal) && line.Contains(administrator.Kitchen, StringComparison.Ordinal)
            && line.Contains($";{before + 1};", StringComparison.Ordinal));
    });

    private static string Rule(Visitor visitor) => visitor.Way.Language == "da" ? "Højst 7 timer ad gangen" : "At most 7 hours at a time";

    /// <summary>How often the longest booking of the kitchen has stopped somebody.</summary>
    private static async Task<int> TimesAsync(Visitor visitor)
    {
        var row = visitor.Main.GetByRole(AriaRole.Row).Filter(new() { HasText = Rule(visitor) }).Filter(new() { HasText = visitor.Kitchen });
        return int.Parse(await row.Locator("td").First.InnerTextAsync(), CultureInfo.InvariantCulture);
    }
}
