using Booking.Web.Features.Bookings;
using Booking.Web.Features.Profile;
using Booking.Web.Features.ReminderChoice;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Today;
using Dapper;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>The pages beside the story.</summary>
public sealed class OtherPagesTests
{
    private static readonly (string Address, int Status)[] ForEverybody =
    [
        ("/was", 200),
        ("/api", 200),
        ("/resources", 200),
        ("/resources?date=2026-11-28&feature=wifi&page=2", 200),
        ("/resources?what=ubådsværft", 200),
        ("/resources?from=17:00&people=mange&near=atlantis", 400),
        ("/resources/noerrevang-hal/week/2026-W53", 200),
        ("/resources/aabent-vaerksted-arbejdsborde", 200),
        ("/resources/delebil-solsorten/book", 200),
        ("/resources/engkanten-havelod-7/book", 200),
        ($"/resources/{DemoData.Kitchen}/book?start=i-morgen", 400),
    ];

    [SkippableTheory, MemberData(nameof(Way.Languages), MemberType = typeof(Way))]
    public Task Pages_ForEverybody(Way way) => Site.TellAsync(async site =>
    {
        var visitor = await site.VisitAsync(way);
        visitor.Expects(400);
        foreach (var (address, status) in ForEverybody)
        {
            (await visitor.GoAsync(address)).Should().Be(status, address);
            await visitor.LooksRightAsync();
        }
    });

    [SkippableFact]
    public Task Resources_FitOnTheNarrowestPhone() => Site.TellAsync(async site =>
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        var visitor = await site.VisitAsync(Way.OnPhone);
        foreach (var slug in await connection.QueryAsync<string>("select slug from resource order by slug"))
        {
            foreach (var page in (string[])["", "/book"])
            {
                await visitor.GoAsync($"/resources/{slug}{page}");
                await visitor.FitsAsync();
            }
        }
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Profile_IsFilledInAndGivenUp(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.GoAsync("/profile");
        await resident.LooksRightAsync();

        resident.Expects(422);
        await resident.FillAsync<ProfileTexts>("Name", "");
        await resident.PressAsync<ProfileTexts>("Save");
        await resident.ReadsAsync<ProfileTexts>("NameMissing");
        await resident.LooksRightAsync();
        await resident.FillAsync<ProfileTexts>("Name", "Bente B. Beboer");
        await resident.ChooseAsync<ProfileTexts>("Language", way.Language == "da" ? "Dansk" : "English");
        await resident.PressAsync<ProfileTexts>("Save");
        await resident.ReadsAsync<ProfileTexts>("Saved");

        await resident.FillAsync<ProfileTexts>("TokenName", "Foreningens kalender");
        await resident.PressAsync<ProfileTexts>("CreateToken");
        await resident.MeetsAsync<ProfileTexts>("NewTokenTitle");
        await resident.LooksRightAsync();
        await resident.FollowAsync<ProfileTexts>("BackToProfile");
        await resident.PressAsync<ProfileTexts>("RevokeOf", "Foreningens kalender");
        await resident.ReadsAsync<ProfileTexts>("TokenRevoked");

        await resident.FollowAsync<ProfileTexts>("DeleteLink");
        await resident.MeetsAsync<ProfileTexts>("DeleteTitle");
        await resident.LooksRightAsync();
        await resident.PressAsync<ProfileTexts>("DeleteButton");
        await Expect(resident.Link<Web.Features.Shared.SharedTexts>("SignIn")).ToBeVisibleAsync();
    });

    [SkippableTheory, MemberData(nameof(Way.Languages), MemberType = typeof(Way))]
    public Task Caretaker_WhoCancelsForSomeone_HasToSayWhy(Way way) => Site.TellAsync(async site =>
    {
        var caretaker = await site.VisitAsync(way);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoAsync("/today?date=2026-11-27");
        await caretaker.TapAsync(caretaker.Main.Locator(".booking-name").First);
        await caretaker.LooksRightAsync();
        await caretaker.FollowAsync<BookingsTexts>("CancelForLink");
        await caretaker.LooksRightAsync();

        caretaker.Expects(422);
        await caretaker.PressAsync<BookingsTexts>("CancelButton");
        await caretaker.ReadsAsync<BookingsTexts>("ReasonMissing");
        await caretaker.LooksRightAsync();
        await caretaker.FillAsync<BookingsTexts>("CancelReasonFor", "Vandet er lukket");
        await caretaker.PressAsync<BookingsTexts>("CancelButton");
        await caretaker.SeesStateAsync("StateCancelled");
        await caretaker.ReadsAsync("Vandet er lukket");
        await caretaker.LooksRightAsync();
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Reminders_AreTurnedOffFromTheMail(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.BookKitchenAsync();
        site.Clock.AdvanceHours(24);
        await site.DoWhatIsDueAsync();
        var reminder = site.Mail.To(DemoData.Resident).Last(mail => mail.Subject!.StartsWith("Husk", StringComparison.Ordinal));

        await resident.GoAsync(reminder.Headers["List-Unsubscribe"]!.Trim('<', '>'));
        await resident.MeetsAsync<ReminderChoiceTexts>("OffTitle");
        await resident.LooksRightAsync();
        await resident.PressAsync<ReminderChoiceTexts>("TurnOff");
        await resident.MeetsAsync<ReminderChoiceTexts>("DoneTitle");
        await resident.LooksRightAsync();
    });
}
