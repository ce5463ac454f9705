using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>A choir practises on Friday: one books, another makes it later.</summary>
public sealed class AChoirBooksTests
{
    private const string Choir = "Fredagskoret";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task SecondBooker_ChangesWhatTheFirstBooked(Way way) => Site.TellAsync(async site =>
    {
        var first = await site.VisitAsync(way);
        await first.SignInAsync(DemoData.Resident);
        await first.GoByMenuAsync("MyBookings");
        await first.FollowAsync<BookingsTexts>("GroupsLink");
        await first.MeetsAsync<GroupsTexts>("Title");
        await first.LooksRightAsync();
        first.Expects(422);
        await first.FillAsync<GroupsTexts>("NameLabel", Choir);
        await first.FillAsync<GroupsTexts>("CvrLabel", "12345678");
        await first.PressAsync<GroupsTexts>("MakeButton");
        await first.ReadsAsync<GroupsTexts>("CvrWrong");
        await first.LooksRightAsync();
        await first.FillAsync<GroupsTexts>("CvrLabel", "");
        await first.PressAsync<GroupsTexts>("MakeButton");
        await first.TapAsync(first.LinkNamed(Choir));
        await first.LooksRightAsync();
        await first.FillAsync<GroupsTexts>("EmailLabel", DemoData.Caretaker);
        await first.PressAsync<GroupsTexts>("InviteButton");
        await first.ReadsAsync<GroupsTexts>("Waits");
        await first.LooksRightAsync();

        await site.DoWhatIsDueAsync();
        var mail = await site.Mail.ArrivesAsync(DemoData.Caretaker, one => one.TextBody!.Contains(Choir, StringComparison.Ordinal));
        var second = await site.VisitAsync(way);
        await second.SignInAsync(DemoData.Caretaker);
        await second.GoAsync(new Uri(Mailbox.LinkIn(mail, "/groups")).AbsolutePath);
        await second.ReadsAsync<GroupsTexts>("InvitedHeading", Choir);
        await second.LooksRightAsync();
        await second.TapAsync(second.ButtonNamed($"{second.Say<GroupsTexts>("Join")} {Choir}"));
        await second.MeetsAsync(Choir);
        await second.LooksRightAsync();

        await first.GoAsync($"/resources/{DemoData.Kitchen}/book?start={DemoData.Friday:uuuu-MM-dd}T17:00&end={DemoData.Friday:uuuu-MM-dd}T21:00");
        await first.ChooseAsync<BookingsTexts>("GroupLegend", Choir);
        await first.FillAsync<BookingsTexts>("PeopleLabel", "12");
        await first.TickAsync<BookingsTexts>("AcceptRulesLabel");
        await first.LooksRightAsync();
        await first.PressAsync<BookingsTexts>("BookButton");
        await first.MeetsAsync<BookingsTexts>("YouHave", first.Kitchen);
        await first.ReadsAsync(Choir);
        await first.LooksRightAsync();

        await second.GoByMenuAsync("MyBookings");
        await second.ReadsAsync<BookingsTexts>("GroupTag", Choir);
        await second.LooksRightAsync();
        await second.TapAsync(second.LinkNamed(second.Kitchen));
        await second.LooksRightAsync();
        await second.FollowAsync<BookingsTexts>("ChangeLink");
        await second.FillAsync<BookingsTexts>("PeopleLabel", "14");
        await second.PressAsync<BookingsTexts>("ChangeButton");
        await Expect(second.Main.Locator("dl.facts")).ToContainTextAsync("14");

        await first.Page.ReloadAsync();
        await Expect(first.Main.Locator("dl.facts")).ToContainTextAsync("14");
    });
}
