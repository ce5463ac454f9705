using Booking.Web.Features.Bookings;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Somebody who looks after a place changes what holds there, and the next visitor meets it.</summary>
public sealed class EditARuleTests
{
    private const string Why = "Der er kø til køkkenet hver fredag. Tre timer er nok til at spise sammen.";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Caretaker_ShortensTheLongestBooking_SeesWhatItWouldDo_AndAVisitorMeetsItWithItsReason(Way way) => Site.TellAsync(async site =>
    {
        var caretaker = await site.VisitAsync(way);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoByMyPlacesAsync("Rules");
        await caretaker.LooksRightAsync();
        await caretaker.TapAsync(caretaker.LinkNamed(caretaker.Kitchen));
        await caretaker.MeetsAsync<RuleEditorTexts>("HereTitle", caretaker.Kitchen);
        await caretaker.LooksRightAsync();

        await caretaker.TapAsync(Listed(caretaker, SevenHours(caretaker)).GetByRole(AriaRole.Link, new() { NameRegex = Visitor.StartingWith(caretaker.Say<RuleEditorTexts>("EditLink")) }));
        await caretaker.MeetsAsync<RuleEditorTexts>("EditTitle", caretaker.Say<RulesTexts>("MaximumDurationName"));
        await caretaker.FillAsync<RuleEditorTexts>("AmountLabel", "mange");
        caretaker.Expects(422);
        await caretaker.PressAsync<RuleEditorTexts>("PreviewButton");
        await caretaker.ReadsAsync<RuleEditorTexts>("ProblemsHeading");
        await caretaker.LooksRightAsync();
        await caretaker.FillAsync<RuleEditorTexts>("AmountLabel", "3");
        await caretaker.FillAsync<RuleEditorTexts>("ReasonDaLabel", Why);
        await caretaker.Field<RuleEditorTexts>("ReasonEnLabel").FillAsync("");
        await caretaker.PressAsync<RuleEditorTexts>("PreviewButton");

        await caretaker.MeetsAsync<RuleEditorTexts>("ConfirmTitle");
        await Expect(caretaker.Main.Locator("#would-refuse")).ToContainTextAsync("90");
        await caretaker.ReadsAsync<RuleEditorTexts>("ComingLeft");
        await caretaker.LooksRightAsync();
        await caretaker.PressAsync<RuleEditorTexts>("SaveButton");
        await caretaker.ReadsAsync<RuleEditorTexts>("SavedText");
        await Expect(Listed(caretaker, Why)).ToBeVisibleAsync();
        await caretaker.LooksRightAsync();

        var visitor = await site.VisitAsync(way);
        await visitor.GoAsync($"/resources/{DemoData.Kitchen}/book?start={DemoData.Friday:uuuu-MM-dd}T17:00&end={DemoData.Friday:uuuu-MM-dd}T21:00");
        var refusal = visitor.Main.Locator("[data-refusal=TooLong]");
        await Expect(refusal).ToContainTextAsync(Why);
        await visitor.TapAsync(refusal.GetByRole(AriaRole.Link, new() { Name = visitor.Say<BookingsTexts>("ReadRule"), Exact = true }));
        await visitor.ReadsAsync(Why);
        await visitor.ReadsAsync<RulePageTexts>("Replaced");
        await visitor.LooksRightAsync();
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Caretaker_DropsARule_AndRegretsIt(Way way) => Site.TellAsync(async site =>
    {
        var caretaker = await site.VisitAsync(way);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoAsync($"/rules/of/resource/{DemoData.Kitchen}");
        await caretaker.TapAsync(Listed(caretaker, SevenHours(caretaker)).GetByRole(AriaRole.Link, new() { NameRegex = Visitor.StartingWith(caretaker.Say<RuleEditorTexts>("DropLink")) }));
        await caretaker.LooksRightAsync();
        await caretaker.FillAsync<RuleEditorTexts>("DropReasonLabel", "Den hjalp ingen.");
        await caretaker.PressAsync<RuleEditorTexts>("DropButton");

        await caretaker.ReadsAsync<RuleEditorTexts>("DroppedText");
        await Expect(Listed(caretaker, SevenHours(caretaker))).ToHaveCountAsync(0);
        await caretaker.LooksRightAsync();
        await caretaker.PressAsync<RuleEditorTexts>("UndoButton");
        await Expect(Listed(caretaker, SevenHours(caretaker))).ToBeVisibleAsync();
    });

    [SkippableFact]
    public Task Caretaker_WithTheKeyboardAlone_ChangesTheOpeningHours() => Site.TellAsync(async site =>
    {
        var caretaker = await site.VisitAsync(Way.OnDesktop);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoAsync($"/rules/of/resource/{DemoData.Kitchen}");
        await caretaker.Main.Locator(".rules").First.GetByRole(AriaRole.Link).First.ClickAsync();
        var keys = new Keys(caretaker);
        foreach (var (day, hours) in new[] { (1, "9.00 til 14.00 og 15-22"), (2, "lukket"), (5, "18-02") })
        {
            var field = caretaker.Main.Locator($"#week-{day}");
            await keys.TabToAsync(field);
            await caretaker.Page.Keyboard.PressAsync("Control+A");
            await caretaker.Page.Keyboard.TypeAsync(hours);
        }

        await caretaker.Page.Keyboard.PressAsync("Enter");

        await caretaker.MeetsAsync<RuleEditorTexts>("ConfirmTitle");
        await caretaker.ReadsAsync("Fredag kl. 18.00–02.00");
        await caretaker.ReadsAsync("Lukket tirsdag");
        await keys.PressAsync(caretaker.Button<RuleEditorTexts>("SaveButton"));
        await caretaker.ReadsAsync<RuleEditorTexts>("SavedText");
    });

    private static ILocator Listed(Visitor visitor, string text) => visitor.Main.Locator("li.rule").Filter(new() { HasText = text });

    private static string SevenHours(Visitor visitor) => visitor.Way.Language == "da" ? "Højst 7 timer ad gangen" : "At most 7 hours at a time";
}
