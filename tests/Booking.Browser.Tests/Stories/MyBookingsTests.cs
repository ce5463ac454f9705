using Booking.Web.Features.Bookings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Plans change: another hour, and then not at all.</summary>
public sealed class MyBookingsTests
{
    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Booking_IsMovedAndThenCancelled(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.BookKitchenAsync();

        await resident.GoByMenuAsync("MyBookings");
        await resident.MeetsAsync<BookingsTexts>("MyTitle");
        await resident.LooksRightAsync();
        await resident.TapAsync(LinkOf(resident, "ChangeLink"));
        await resident.MeetsAsync<BookingsTexts>("ChangeTitle", resident.Kitchen);
        await resident.LooksRightAsync();

        resident.Expects(422);
        await resident.FillAsync<BookingsTexts>("ToLabel", "23:30");
        await resident.PressAsync<BookingsTexts>("ChangeButton");
        await resident.ReadsAsync<BookingsTexts>("RefusedHeading");
        await Expect(resident.Field<BookingsTexts>("ToLabel")).ToHaveValueAsync("23:30");
        await resident.LooksRightAsync();
        await resident.FillAsync<BookingsTexts>("FromLabel", "18:00");
        await resident.FillAsync<BookingsTexts>("ToLabel", "22:00");
        await resident.PressAsync<BookingsTexts>("ChangeButton");
        await resident.MeetsAsync<BookingsTexts>("YouHave", resident.Kitchen);
        await Expect(resident.Main.Locator(".lead")).ToContainTextAsync(way.Language == "da" ? "18.00–22.00" : "18:00–22:00");

        await resident.FollowAsync<BookingsTexts>("CancelLink");
        await resident.MeetsAsync<BookingsTexts>("CancelTitle");
        await resident.LooksRightAsync();
        await resident.FillAsync<BookingsTexts>("CancelReasonOwn", "Vi spiser hjemme");
        await resident.PressAsync<BookingsTexts>("CancelButton");
        await resident.SeesStateAsync("StateCancelled");
        await resident.LooksRightAsync();

        await resident.GoByMenuAsync("MyBookings");
        await Expect(LinkOf(resident, "ChangeLink")).ToBeHiddenAsync();

        await site.DoWhatIsDueAsync();
        site.Mail.To(DemoData.Resident).Select(mail => mail.BodyParts.FirstOrDefault(part => part.ContentType.MimeType == "text/calendar")?.ContentType.Parameters["method"])
            .Should().Equal(null, "REQUEST", "REQUEST", "CANCEL");
    });

    // Each says in its name what it changes: the place and the time.
    private static ILocator LinkOf(Visitor visitor, string key) => visitor.Main
        .GetByRole(AriaRole.Link, new() { NameRegex = Visitor.StartingWith($"{visitor.Say<BookingsTexts>(key)} {visitor.Kitchen}") });
}
