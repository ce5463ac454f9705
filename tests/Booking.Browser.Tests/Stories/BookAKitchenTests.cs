using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Wednesday evening: a kitchen near Gellerup for Friday from 17 to 21, for twelve people.</summary>
public sealed class BookAKitchenTests
{
    private const string Anna = "anna@example.dk";

    [SkippableTheory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public Task Kitchen_ForSomeoneNew_IsBookedWithACodeFromTheMail(Way way) => Site.TellAsync(async site =>
    {
        var anna = await site.VisitAsync(way);
        await anna.MeetsAsync<ResourcesTexts>("HomeHeading");
        await anna.LooksRightAsync();
        await SearchAsync(anna);
        await anna.LooksRightAsync();

        await anna.TapAsync(First(anna).GetByRole(AriaRole.Heading).GetByRole(AriaRole.Link));
        await anna.MeetsAsync(anna.Kitchen);
        await anna.LooksRightAsync();
        await anna.PressSlotAsync(DemoData.Friday, new LocalTime(17, 0));
        await anna.MeetsAsync<BookingsTexts>("BookTitle", anna.Kitchen);
        await anna.LooksRightAsync();

        await Expect(anna.Field<BookingsTexts>("DateLabel")).ToHaveValueAsync("2026-11-27");
        await Expect(anna.Field<BookingsTexts>("FromLabel")).ToHaveValueAsync("17:00");
        await anna.FillAsync<BookingsTexts>("ToLabel", "21:00");
        await anna.FillAsync<BookingsTexts>("PeopleLabel", "12");
        await anna.FillAsync<BookingsTexts>("PurposeLabel", "Fællesspisning");
        await anna.FillAsync<BookingsTexts>("NameLabel", "Anna Holm");
        await anna.FillAsync<BookingsTexts>("EmailLabel", Anna);
        await anna.TickAsync<BookingsTexts>("AcceptRulesLabel");
        await anna.PressAsync<BookingsTexts>("HoldButton");
        await anna.MeetsAsync<SignInTexts>("CodeTitle");
        await anna.LooksRightAsync();

        await anna.EnterCodeAsync(Anna);
        await anna.MeetsAsync<BookingsTexts>("YouHave", anna.Kitchen);
        await anna.SeesStateAsync("StateConfirmed");
        await anna.LooksRightAsync();

        await site.DoWhatIsDueAsync();
        var mail = site.Mail.To(Anna)[^1];
        mail.Subject.Should().Contain(anna.Kitchen);
        mail.TextBody.Should().Contain(await anna.ReferenceAsync());
        mail.BodyParts.Select(part => part.ContentType.MimeType).Should().Contain("text/calendar");
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Kitchen_ForAResidentWhoIsSignedIn_IsBookedInFourTaps(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        var before = resident.Taps;

        await SearchAsync(resident);
        await resident.TapAsync(First(resident).GetByRole(AriaRole.Link, new() { NameRegex = Visitor.StartingWith(resident.Say<ResourcesTexts>("BookNow")) }));
        await Expect(resident.Field<BookingsTexts>("ToLabel")).ToHaveValueAsync("21:00");
        await Expect(resident.Field<BookingsTexts>("PeopleLabel")).ToHaveValueAsync("12");
        await resident.TickAsync<BookingsTexts>("AcceptRulesLabel");
        await resident.PressAsync<BookingsTexts>("BookButton");

        await resident.MeetsAsync<BookingsTexts>("YouHave", resident.Kitchen);
        (resident.Taps - before).Should().Be(4);
    });

    private static async Task SearchAsync(Visitor visitor)
    {
        await visitor.ChooseAsync<ResourcesTexts>("NearLabel", "Gellerup-Brabrand");
        await visitor.ChooseAsync<ResourcesTexts>("KindLabel", visitor.Say<ResourcesTexts>("Kind_kitchen"));
        await visitor.FillAsync<ResourcesTexts>("DateLabel", "2026-11-27");
        await visitor.FillAsync<ResourcesTexts>("FromLabel", "17:00");
        await visitor.FillAsync<ResourcesTexts>("ToLabel", "21:00");
        await visitor.FillAsync<ResourcesTexts>("PeopleLabel", "12");
        await visitor.PressAsync<ResourcesTexts>("SearchButton");
        await visitor.MeetsAsync<ResourcesTexts>("SearchHeading");
        await Expect(First(visitor)).ToContainTextAsync(visitor.Kitchen);
        await Expect(First(visitor)).ToContainTextAsync(visitor.Say<ResourcesTexts>("FreeThen"));
    }

    private static ILocator First(Visitor visitor) => visitor.Main.GetByRole(AriaRole.Article).First;
}
