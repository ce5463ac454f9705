using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Without a password, and with every slip on the way.</summary>
public sealed class SignInTests
{
    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_WhoMistypes_IsToldAndComesInAtLast(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.GoAsync("/bookings");
        await resident.MeetsAsync<SignInTexts>("SignInTitle");
        await resident.LooksRightAsync();

        resident.Expects(422);
        await resident.FillAsync<SignInTexts>("Email", "beboer");
        await resident.PressAsync<SignInTexts>("SendCode");
        await resident.ReadsAsync<SignInTexts>("NotAnAddress");
        await Expect(resident.Field<SignInTexts>("Email")).ToHaveValueAsync("beboer");
        await resident.LooksRightAsync();
        await resident.FillAsync<SignInTexts>("Email", DemoData.Resident);
        await resident.PressAsync<SignInTexts>("SendCode");

        await site.DoWhatIsDueAsync();
        var code = await site.Mail.CodeForAsync(DemoData.Resident);
        await resident.FillAsync<SignInTexts>("Code", code == "000000" ? "000001" : "000000");
        await resident.Main.GetByRole(AriaRole.Button, new() { Name = resident.Say<SignInTexts>("SignInTitle") }).ClickAsync();
        await resident.ReadsAsync<SignInTexts>("WrongCode", 4);
        await resident.LooksRightAsync();
        await resident.EnterCodeAsync(DemoData.Resident);
        await resident.MeetsAsync<Web.Features.Bookings.BookingsTexts>("MyTitle");
        await resident.PressAsync<SharedTexts>("SignOut");
        await Expect(resident.Link<SharedTexts>("SignIn")).ToBeVisibleAsync();
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_FollowsTheLinkInTheMail(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.GoByMenuAsync("SignIn");
        await resident.FillAsync<SignInTexts>("Email", DemoData.Resident);
        await resident.PressAsync<SignInTexts>("SendCode");
        await resident.MeetsAsync<SignInTexts>("CodeTitle");
        await site.DoWhatIsDueAsync();
        var link = Mailbox.LinkIn(site.Mail.To(DemoData.Resident)[^1], "/sign-in/link/");

        var thief = await site.VisitAsync(way);
        await thief.GoAsync(link);
        await thief.MeetsAsync<SignInTexts>("OtherBrowserTitle");
        await thief.LooksRightAsync();

        await resident.GoAsync(link);
        await resident.LooksRightAsync();
        await resident.TapAsync(resident.Main.GetByRole(AriaRole.Button, new() { Name = resident.Say<SignInTexts>("SignInTitle") }));
        await Expect(resident.Button<SharedTexts>("SignOut")).ToBeVisibleAsync();
    });

    [SkippableTheory, MemberData(nameof(Way.Languages), MemberType = typeof(Way))]
    public Task Code_ThatIsTooOld_IsReplaced(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.GoByMenuAsync("SignIn");
        await resident.FillAsync<SignInTexts>("Email", DemoData.Resident);
        await resident.PressAsync<SignInTexts>("SendCode");
        await resident.MeetsAsync<SignInTexts>("CodeTitle");

        site.Clock.AdvanceMinutes(11);
        await resident.Page.ReloadAsync();
        await resident.MeetsAsync<SignInTexts>("DeadCodeTitle");
        await resident.LooksRightAsync();
        await resident.PressAsync<SignInTexts>("SendNewCode");
        await resident.EnterCodeAsync(DemoData.Resident);
        await Expect(resident.Button<SharedTexts>("SignOut")).ToBeVisibleAsync();
    });
}
