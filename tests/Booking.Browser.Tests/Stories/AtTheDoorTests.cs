using Booking.Web.Features.Bookings;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Today;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Friday, a quarter to five: the resident stands at the door, where a sign says how to check in.</summary>
public sealed class AtTheDoorTests
{
    private static readonly Instant QuarterToFive = Instant.FromUtc(2026, 11, 27, 15, 45);

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_ChecksInByTheSignAtTheDoor(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.BookKitchenAsync();
        var booking = resident.Place;
        await resident.PressAsync<SharedTexts>("SignOut");

        var caretaker = await site.VisitAsync(way);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoAsync($"/resources/{DemoData.Kitchen}/door");
        await caretaker.ReadsAsync<TodayTexts>("DoorHeading");
        await caretaker.LooksRightAsync();
        var address = await caretaker.Main.Locator(".door-address").InnerTextAsync();

        site.Clock.Reset(QuarterToFive);
        await resident.GoAsync(address);
        await resident.FillAsync<SignInTexts>("Email", DemoData.Resident);
        await resident.PressAsync<SignInTexts>("SendCode");
        await resident.EnterCodeAsync(DemoData.Resident);
        await resident.MeetsAsync<TodayTexts>("DoorTitle", resident.Kitchen);
        await resident.LooksRightAsync();
        await resident.PressAsync<TodayTexts>("CheckInButton");
        await resident.ReadsAsync<TodayTexts>("DoorDone");
        await resident.LooksRightAsync();

        await resident.GoAsync(booking);
        await resident.SeesStateAsync("StateCheckedIn");
        await resident.LooksRightAsync();
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_ChecksInOnTheBookingsPage(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.BookKitchenAsync();
        await Expect(resident.Button<BookingsTexts>("CheckInButton")).ToBeHiddenAsync();

        site.Clock.Reset(QuarterToFive);
        await resident.Page.ReloadAsync();
        await resident.LooksRightAsync();
        await resident.PressAsync<BookingsTexts>("CheckInButton");
        await resident.SeesStateAsync("StateCheckedIn");
    });

    [SkippableTheory, MemberData(nameof(Way.Languages), MemberType = typeof(Way))]
    public Task Someone_WithoutABooking_IsShownWhatIsFree(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.GoAsync($"/resources/{DemoData.Kitchen}/check-in");
        await resident.ReadsAsync<TodayTexts>("DoorNothing");
        await resident.LooksRightAsync();
        await resident.FollowAsync<TodayTexts>("DoorSeeFree");
        await resident.MeetsAsync(resident.Kitchen);
    });
}
