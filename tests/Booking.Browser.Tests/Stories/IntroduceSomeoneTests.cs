using Booking.Web.Features.Bookings;
using Booking.Web.Features.Introductions;
using Booking.Web.Features.Today;
using Dapper;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Somebody may not use a machine, is shown how, and may.</summary>
public sealed class IntroduceSomeoneTests
{
    private const string Laser = "aabent-vaerksted-laserskaerer";
    private const string Thursday = $"/resources/{Laser}/book?start=2026-11-26T16:00&end=2026-11-26T17:00";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_WithoutAnIntroduction_GetsOne_AndBooks(Way way) => Site.TellAsync(async site =>
    {
        await LookAfterTheLaserAsync(site);
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.GoAsync(Thursday);
        var refusal = resident.Main.Locator("[data-refusal=NotIntroduced]");
        await Expect(refusal).ToContainTextAsync(resident.Say<BookingsTexts>("WhyRule"));
        await resident.LooksRightAsync();

        var caretaker = await site.VisitAsync(way);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoByMenuAsync("Today");
        await caretaker.FollowAsync<TodayTexts>("IntroductionsLink");
        await caretaker.LooksRightAsync();
        await caretaker.TapAsync(caretaker.LinkNamed(way.Language == "da" ? "Foreningen Åbent Værksted" : "Open Workshop Association"));
        await caretaker.LooksRightAsync();
        var give = caretaker.Main.Locator("#give-form");
        caretaker.Expects(422);
        await give.Locator("#email").FillAsync("beboer");
        await caretaker.PressAsync<IntroductionsTexts>("GiveButton");
        await caretaker.ReadsAsync<IntroductionsTexts>("EmailUnclear");
        await caretaker.LooksRightAsync();
        await give.Locator("#email").FillAsync(DemoData.Resident);
        await caretaker.PressAsync<IntroductionsTexts>("GiveButton");
        await caretaker.ReadsAsync<IntroductionsTexts>("DoneGiven");
        await Expect(caretaker.Main.Locator("#introductions")).ToContainTextAsync("Bente Beboer");
        await caretaker.LooksRightAsync();

        await site.DoWhatIsDueAsync();
        site.Mail.To(DemoData.Resident).Should().Contain(mail => mail.TextBody!.Contains("Åbent Værksted", StringComparison.Ordinal));
        await resident.GoAsync(Thursday);
        await Expect(refusal).ToHaveCountAsync(0);
        await resident.FillAsync<BookingsTexts>("PeopleLabel", "1");
        await resident.TickAsync<BookingsTexts>("AcceptRulesLabel");
        await resident.PressAsync<BookingsTexts>("BookButton");
        await resident.SeesStateAsync("StateConfirmed");
    });

    private static async Task LookAfterTheLaserAsync(Site site)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            delete from occupancy where period && tstzrange('2026-11-26', '2026-11-27');
            insert into owner_role (owner_id, person_id, role)
            select owner.id, person.id, unnest(array['caretaker', 'introducer']) from owner, person
            where owner.slug = 'aabent-vaerksted' and person.email = 'pedel@example.dk'
            """);
    }
}
