using System.Net;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.CalendarFeeds;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>A resident's bookings in her own calendar.</summary>
public sealed class CalendarTests
{
    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Calendar_ThatFetchesTheAddress_HasTheBookingUntilTheAddressIsRenewed(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.BookKitchenAsync();
        var reference = await resident.ReferenceAsync();

        await resident.GoByMenuAsync("MyBookings");
        await resident.FollowAsync<BookingsTexts>("SubscribeLink");
        await resident.MeetsAsync<CalendarFeedsTexts>("Title");
        await resident.LooksRightAsync();
        await resident.PressAsync<CalendarFeedsTexts>("Create");
        await resident.ReadsAsync<CalendarFeedsTexts>("NewHeading");
        await resident.LooksRightAsync();
        await Expect(resident.Main.GetByRole(AriaRole.Img, new() { Name = resident.Say<CalendarFeedsTexts>("QrLabel") })).ToBeVisibleAsync();
        await Expect(resident.Button<CalendarFeedsTexts>("Copy")).ToBeVisibleAsync(new() { Visible = way.Scripts });

        using var calendar = site.NewProgram();
        var address = await AddressAsync(resident);
        var fetched = await calendar.GetStringAsync(address);
        fetched.Should().Contain("BEGIN:VEVENT").And.Contain("DTSTART;TZID=Europe/Copenhagen:20261127T170000").And.Contain(reference);

        await resident.PressAsync<CalendarFeedsTexts>("Renew");
        await resident.ReadsAsync<CalendarFeedsTexts>("NewHeading");
        var renewed = await AddressAsync(resident);
        (await calendar.GetAsync(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await calendar.GetStringAsync(renewed)).Should().Contain(reference);
    });

    private static async Task<Uri> AddressAsync(Visitor visitor) =>
        new(await visitor.Field<CalendarFeedsTexts>("Address").InputValueAsync());
}
