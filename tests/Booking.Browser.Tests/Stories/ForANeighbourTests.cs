using Booking.Web.Features.Bookings;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>A volunteer books for a neighbour who is not online, and prints what is agreed.</summary>
public sealed class ForANeighbourTests
{
    private const string Neighbour = "Inger Holm";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Volunteer_BooksAndPrintsTheSlip(Way way) => Site.TellAsync(async site =>
    {
        var volunteer = await site.VisitAsync(way);
        await volunteer.SignInAsync(DemoData.Resident);
        await volunteer.GoAsync($"/resources/{DemoData.Kitchen}/book?start={DemoData.Friday:uuuu-MM-dd}T17:00&end={DemoData.Friday:uuuu-MM-dd}T21:00");
        await volunteer.FillAsync<BookingsTexts>("PeopleLabel", "8");
        await volunteer.TapAsync(volunteer.Main.GetByText(volunteer.Say<BookingsTexts>("ForSummary")));
        await volunteer.FillAsync<BookingsTexts>("ForNameLabel", Neighbour);
        await volunteer.TickAsync<BookingsTexts>("AcceptRulesLabel");
        await volunteer.LooksRightAsync();
        await volunteer.PressAsync<BookingsTexts>("BookButton");
        await volunteer.ReadsAsync<BookingsTexts>("SlipText", Neighbour);
        await volunteer.LooksRightAsync();

        await volunteer.FollowAsync<BookingsTexts>("SlipLink");
        await volunteer.MeetsAsync(volunteer.Kitchen);
        await volunteer.ReadsAsync(Neighbour);
        await volunteer.LooksRightAsync();
        await volunteer.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        await Expect(volunteer.Main.Locator(".slip")).ToBeVisibleAsync();
        await Expect(volunteer.Link<BookingsTexts>("SlipBack")).ToBeHiddenAsync();
        await volunteer.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Screen });

        await volunteer.FollowAsync<BookingsTexts>("SlipBack");
        await volunteer.GoByMenuAsync("MyBookings");
        await volunteer.ReadsAsync<BookingsTexts>("GroupTag", Neighbour);
        await volunteer.LooksRightAsync();
    });
}
