using Booking.Web.Features.Bookings;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using MimeKit;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>A house asks some days before whether people still come.</summary>
public sealed class StillComingTests
{
    private const string House = "syrenhaven-festkoekken";
    private const string HouseInDanish = "Fælleshuset i Syrenhaven";

    // The party is on Saturday the twelfth at five: asked four days before, due two days before.
    private static readonly Instant Asked = Instant.FromUtc(2026, 12, 8, 16, 0);
    private static readonly Instant Reminded = Instant.FromUtc(2026, 12, 9, 16, 0);
    private static readonly Instant Due = Instant.FromUtc(2026, 12, 10, 16, 0);

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_WhoIsAsked_SaysYesByTheMail_AndKeepsTheHouse(Way way) => Site.TellAsync(async site =>
    {
        var resident = await BookHouseAsync(site, way);
        var booking = resident.Place;
        await resident.ReadsAsync<BookingsTexts>("ReconfirmFact");
        await resident.LooksRightAsync();

        site.Clock.Reset(Asked);
        await site.DoWhatIsDueAsync();
        await resident.GoAsync("/bookings");
        await resident.TapAsync(resident.Main.Locator(".booking-due"));
        await Expect(resident.Main.Locator("#reconfirm")).ToBeVisibleAsync();

        var question = site.Mail.To(DemoData.Resident).Should().ContainSingle(mail => IsAbout(mail, "Kommer du stadig?")).Subject;
        var reader = await site.VisitAsync(way);
        await reader.GoAsync(Mailbox.LinkIn(question, "/bookings/"));
        await reader.FillAsync<SignInTexts>("Email", DemoData.Resident);
        await reader.PressAsync<SignInTexts>("SendCode");
        await reader.EnterCodeAsync(DemoData.Resident);
        await Expect(reader.Main.Locator("#reconfirm")).ToBeVisibleAsync();
        await reader.LooksRightAsync();
        await reader.PressAsync<BookingsTexts>("ReconfirmYes");
        await reader.ReadsAsync<BookingsTexts>("ReconfirmDone");
        await reader.LooksRightAsync();

        foreach (var moment in (Instant[])[Reminded, Due])
        {
            site.Clock.Reset(moment);
            await site.DoWhatIsDueAsync();
        }

        await resident.GoAsync(booking);
        await resident.SeesStateAsync("StateConfirmed");
        site.Mail.To(DemoData.Resident).Should().NotContain(mail => IsAbout(mail, "Husk at svare") || IsAbout(mail, "Vi gav din tid videre"));
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task House_ThatNobodyAnswersFor_IsRemindedOf_ThenFreeForOthers_AndTheMailSaysWhy(Way way) => Site.TellAsync(async site =>
    {
        var resident = await BookHouseAsync(site, way);
        var booking = resident.Place;

        foreach (var moment in (Instant[])[Asked, Reminded, Due])
        {
            site.Clock.Reset(moment);
            await site.DoWhatIsDueAsync();
        }

        site.Mail.To(DemoData.Resident).Should().ContainSingle(mail => IsAbout(mail, "Husk at svare"));
        var told = site.Mail.To(DemoData.Resident).Should().ContainSingle(mail => IsAbout(mail, "Vi gav din tid videre")).Subject;
        told.TextBody.Should().Contain("fik ikke svar i tide").And.NotContain("tjekket ind");
        await resident.GoAsync(Mailbox.LinkIn(told, "/bookings/"));
        resident.Place.Should().Be(booking);
        await resident.SeesStateAsync("StateReleased");
        await Expect(resident.Main).Not.ToContainTextAsync(resident.Say<BookingsTexts>("ReleasedWhy"));
        await resident.LooksRightAsync();
        await resident.FollowAsync<BookingsTexts>("BookAgain");
        await resident.ReadsAsync<RulesTexts>("Reconfirmation", Days(way, 4), Days(way, 2));
        await resident.LooksRightAsync();
    });

    private static string Days(Way way, int number) => way.Language == "da" ? $"{number} dage" : $"{number} days";

    private static async Task<Visitor> BookHouseAsync(Site site, Way way)
    {
        await using (var connection = await site.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("delete from occupancy where period && tstzrange('2026-12-12', '2026-12-13')");
        }

        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.GoAsync($"/resources/{House}/book?start=2026-12-12T17:00&end=2026-12-12T22:00");
        await resident.FillAsync<BookingsTexts>("PeopleLabel", "30");
        await resident.TickAsync<BookingsTexts>("AcceptRulesLabel");
        await resident.PressAsync<BookingsTexts>("BookButton");
        await Expect(resident.Main.Locator(".tag").GetByText(resident.Say<BookingsTexts>("StateConfirmed"), new() { Exact = true })).ToBeVisibleAsync();
        return resident;
    }

    private static bool IsAbout(MimeMessage mail, string subject) =>
        mail.Subject!.StartsWith(subject, StringComparison.Ordinal) && mail.Subject.Contains(HouseInDanish, StringComparison.Ordinal);
}
