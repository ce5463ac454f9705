using Booking.Web.Features.Bookings;
using Booking.Web.Features.Challenges;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Dapper;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Somebody gets a no, reads why, and does something about it.</summary>
public sealed class RefusedTests
{
    private const string TenHours = $"/resources/{DemoData.Kitchen}/book?start=2026-11-28T10:00&end=2026-11-28T20:00";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_WhoIsRefused_ReadsWhy_AsksForAnException_AndGetsAYesWithAReason(Way way) => Site.TellAsync(async site =>
    {
        await FreeSaturdayAsync(site);
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.GoAsync(TenHours);

        var refusal = resident.Main.Locator("[data-refusal=TooLong]");
        await Expect(refusal).ToContainTextAsync(resident.Say<BookingsTexts>("WhyRule"));
        await Expect(refusal.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", Visitor.StartingWith("/rules/"));
        await resident.LooksRightAsync();

        await resident.FillAsync<BookingsTexts>("PeopleLabel", "20");
        await resident.TickAsync<BookingsTexts>("AcceptRulesLabel");
        await resident.TapAsync(resident.Main.Locator(".ask-owner > summary"));
        await resident.FillAsync<PermissionsTexts>("WhyLabel", "Vi laver iftar for hele opgangen.");
        await resident.PressAsync<PermissionsTexts>("AskButton");
        await resident.ReadsAsync<PermissionsTexts>("WaitingHeading");
        await resident.LooksRightAsync();
        var booking = resident.Place;

        var caretaker = await site.VisitAsync(Way.OnPhone);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoByMenuAsync("Requests");
        await caretaker.TapAsync(caretaker.Main.Locator(".request-list a[href^='/requests/']").Filter(new() { HasText = "Bente Beboer" }));
        await caretaker.ReadsAsync("Vi laver iftar for hele opgangen.");
        await caretaker.LooksRightAsync();
        await caretaker.FillAsync<PermissionsTexts>("AnswerLabel", "Godt formål. I låser selv efter jer.");
        await caretaker.PressAsync<PermissionsTexts>("SayYes");
        await caretaker.ReadsAsync<PermissionsTexts>("StateGranted");

        await site.DoWhatIsDueAsync();
        site.Mail.To(DemoData.Resident).Should().Contain(mail => mail.TextBody!.Contains("Godt formål. I låser selv efter jer.", StringComparison.Ordinal));
        await resident.GoAsync(booking);
        await resident.SeesStateAsync("StateConfirmed");
        await resident.ReadsAsync<PermissionsTexts>("ExceptionGranted");
        await resident.ReadsAsync("Godt formål. I låser selv efter jer.");
        await resident.LooksRightAsync();
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_WhoIsRefused_ChallengesTheRule_ANeighbourSupportsIt_AndTheOwnerAnswers(Way way) => Site.TellAsync(async site =>
    {
        await FreeSaturdayAsync(site);
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.GoAsync(TenHours);
        await resident.TapAsync(resident.Main.Locator("[data-refusal=TooLong] a"));
        var rule = resident.Place;
        await resident.LooksRightAsync();

        await resident.FollowAsync<ChallengesTexts>("ChallengeButton");
        resident.Expects(422);
        await resident.PressAsync<ChallengesTexts>("SendChallenge");
        await resident.ReadsAsync<ChallengesTexts>("PreventsMissing");
        await resident.FillAsync<ChallengesTexts>("PreventsLabel", "Vi kan ikke holde iftar for opgangen.");
        await resident.FillAsync<ChallengesTexts>("BetterLabel", "Ti timer om lørdagen.");
        await resident.LooksRightAsync();
        await resident.PressAsync<ChallengesTexts>("SendChallenge");
        await resident.ReadsAsync("Vi kan ikke holde iftar for opgangen.");
        await resident.LooksRightAsync();

        var neighbour = await site.VisitAsync(way);
        await neighbour.SignInAsync("nabo@example.dk");
        await neighbour.GoAsync(rule);
        await neighbour.TapAsync(neighbour.Main.Locator("form[action$='/support'] button"));
        await neighbour.ReadsAsync<ChallengesTexts>("YouSupport");

        var caretaker = await site.VisitAsync(Way.OnPhone);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoByMyPlacesAsync("Challenges");
        await caretaker.LooksRightAsync();
        await caretaker.TapAsync(caretaker.Main.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Vi kan ikke holde iftar for opgangen." })
            .Locator("a[href$='/answer']"));
        await caretaker.TickAsync<ChallengesTexts>("KeepOption");
        await caretaker.FillAsync<ChallengesTexts>("ReasonLabel", "Andre vil også lave mad om lørdagen. Spørg os, når det er noget særligt.");
        await caretaker.PressAsync<ChallengesTexts>("AnswerButton");
        await caretaker.ReadsAsync<ChallengesTexts>("AnswerKeep");

        await neighbour.GoAsync(rule);
        await neighbour.ReadsAsync<ChallengesTexts>("AnswerKeep");
        await neighbour.ReadsAsync("Andre vil også lave mad om lørdagen.");
        await neighbour.LooksRightAsync();
        (await neighbour.Main.InnerTextAsync()).Should().NotContain("Bente Beboer");
        await site.DoWhatIsDueAsync();
        site.Mail.To(DemoData.Resident).Should().Contain(mail => mail.TextBody!.Contains("Andre vil også lave mad om lørdagen.", StringComparison.Ordinal));
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_WhoWondersAboutARule_OpensItsReasonOnThePlace(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.GoAsync($"/resources/{DemoData.Kitchen}");
        var why = resident.Main.Locator(".rule-why").First;
        await Expect(why.Locator("p").First).ToBeHiddenAsync();
        await resident.TapAsync(why.Locator("summary"));
        await Expect(why.Locator("p").First).ToBeVisibleAsync();
        await Expect(why.GetByRole(AriaRole.Link).Last).ToHaveAccessibleNameAsync(Visitor.StartingWith(resident.Say<ResourcesTexts>("ChallengeRule")));
        await resident.LooksRightAsync();
    });

    [SkippableFact]
    public Task Calendar_OnFocus_SaysWhyATimeCannotBeBooked() => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(Way.OnDesktop);
        await resident.GoAsync($"/resources/{DemoData.Kitchen}/week/2026-W48");
        var closed = resident.Main.Locator(".slot-why a").First;
        var tip = resident.Page.Locator($"#{await closed.GetAttributeAsync("aria-describedby")}");
        await Expect(tip).ToBeHiddenAsync();
        await closed.FocusAsync();
        await Expect(tip).ToBeVisibleAsync();
    });

    private static async Task FreeSaturdayAsync(Site site)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("delete from occupancy where period && tstzrange('2026-11-28', '2026-11-29')");
    }
}
