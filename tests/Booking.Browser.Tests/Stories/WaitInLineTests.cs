using Booking.Web.Features.Bookings;
using Booking.Web.Features.FreeNow;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Waitlist;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Two wait for a Friday evening that a third has: one gets it, the other does not answer, and then it is free for all.</summary>
public sealed class WaitInLineTests
{
    // On the Friday itself: the offer made at ten is open until noon.
    private static readonly Instant TenOClock = Instant.FromUtc(2026, 11, 27, 9, 0);
    private static readonly Instant FiveToNoon = Instant.FromUtc(2026, 11, 27, 10, 55);
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 27, 11, 0);

    private static readonly string Evening = $"start={DemoData.Friday:uuuu-MM-dd}T17:00&end={DemoData.Friday:uuuu-MM-dd}T21:00";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Evening_ThatSomebodyHas_GoesToTheFirstInLine_ThenTheSecond_ThenToAnybody(Way way) => Site.TellAsync(async site =>
    {
        var neighbour = await site.VisitAsync(way);
        await neighbour.SignInAsync(DemoData.Caretaker);
        await neighbour.BookKitchenAsync();

        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.GoAsync($"/resources/{DemoData.Kitchen}/book?{Evening}&people=12");
        await resident.ReadsAsync<BookingsTexts>("TakenHeading");
        await resident.FollowAsync<BookingsTexts>("WaitLink");
        await resident.MeetsAsync<WaitlistTexts>("JoinTitle", resident.Kitchen);
        await Expect(resident.Field<WaitlistTexts>("PeopleLabel")).ToHaveValueAsync("12");
        await resident.ReadsAsync<WaitlistTexts>("OrderText");
        await resident.LooksRightAsync();
        await resident.PressAsync<WaitlistTexts>("JoinButton");
        await resident.MeetsAsync<WaitlistTexts>("EntryTitle");
        await resident.ReadsAsync<WaitlistTexts>("PlaceAlone");
        await resident.LooksRightAsync();
        var entry = resident.Place;

        var second = await site.VisitAsync(way);
        await second.SignInAsync(DemoData.Administrator);
        await second.GoAsync($"/resources/{DemoData.Kitchen}/wait?{Evening}&people=8");
        await second.PressAsync<WaitlistTexts>("JoinButton");
        await second.ReadsAsync<WaitlistTexts>("PlaceInLine", 2, 2);
        await second.ReadsAsync<WaitlistTexts>("OrderText");
        await second.LooksRightAsync();

        await CallOffAsync(neighbour);
        await site.DoWhatIsDueAsync();
        await TakeOfferAsync(site, resident);
        var booking = resident.Place;
        await resident.GoAsync(entry);
        await resident.ReadsAsync<WaitlistTexts>("ClosedText_had");
        await resident.LooksRightAsync();

        site.Clock.Reset(TenOClock);
        await resident.GoAsync(booking);
        await CallOffAsync(resident);
        await site.DoWhatIsDueAsync();
        await second.GoAsync("/waiting");
        await second.LooksRightAsync();
        await Expect(second.Main.Locator("a[href^='/offers/']")).ToHaveCountAsync(1);
        site.Clock.Reset(FiveToNoon);
        await site.DoWhatIsDueAsync();
        var stranger = await site.VisitAsync(way);
        await stranger.GoAsync("/free-now");
        await Expect(FreedKitchen(stranger)).ToHaveCountAsync(0);

        site.Clock.Reset(Noon);
        await site.DoWhatIsDueAsync();
        await second.GoAsync(new Uri(await OfferAsync(site, DemoData.Administrator)).AbsolutePath);
        await second.ReadsAsync<WaitlistTexts>("Over_None");
        await second.LooksRightAsync();
        await second.FollowAsync<WaitlistTexts>("SeeEntry");
        await second.ReadsAsync<WaitlistTexts>("Answer_None");
        await second.LooksRightAsync();

        await stranger.GoAsync("/free-now");
        await stranger.LooksRightAsync();
        await Expect(FreedKitchen(stranger)).ToHaveCountAsync(1);
        await stranger.ReadsAsync<FreeNowTexts>("FreedHeading");
        await stranger.GoAsync($"/resources/{DemoData.Kitchen}/week/2026-W48?day={DemoData.Friday:uuuu-MM-dd}");
        await Expect(stranger.Slot(DemoData.Friday, new LocalTime(17, 0))).ToContainTextAsync(stranger.Say<ResourcesTexts>("NewlyFree"));
        await stranger.LooksRightAsync();
    });

    private static ILocator FreedKitchen(Visitor visitor) => visitor.Main.Locator($"#freed a[href*='/resources/{DemoData.Kitchen}/book']");

    // From the page of a booking.
    private static async Task CallOffAsync(Visitor visitor)
    {
        await visitor.FollowAsync<BookingsTexts>("CancelLink");
        await visitor.PressAsync<BookingsTexts>("CancelButton");
        await visitor.SeesStateAsync("StateCancelled");
    }

    private static async Task TakeOfferAsync(Site site, Visitor visitor)
    {
        await visitor.GoAsync(await OfferAsync(site, DemoData.Resident));
        await visitor.MeetsAsync<WaitlistTexts>("OfferTitle", visitor.Kitchen);
        await visitor.ReadsAsync<WaitlistTexts>("WhyFirst");
        await visitor.LooksRightAsync();
        await visitor.PressAsync<WaitlistTexts>("Yes");
        await visitor.MeetsAsync<BookingsTexts>("YouHave", visitor.Kitchen);
        await visitor.SeesStateAsync("StateConfirmed");
        await visitor.LooksRightAsync();
    }

    private static async Task<string> OfferAsync(Site site, string email) => Mailbox.LinkIn(
        await site.Mail.ArrivesAsync(email, mail => mail.TextBody!.Contains("/offers/", StringComparison.Ordinal) && mail.Subject!.Contains(DemoData.KitchenInDanish, StringComparison.Ordinal)),
        "/offers/");
}
