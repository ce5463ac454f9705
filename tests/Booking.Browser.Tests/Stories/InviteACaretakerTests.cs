using Booking.Web.Features.Owners;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>A school's leader gets help: invites, is answered, and reads what has changed.</summary>
public sealed class InviteACaretakerTests
{
    private const string Leader = "leder@example.dk", Helper = "ny.pedel@example.dk", School = "/owners/noerrevang-skole";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Leader_InvitesACaretaker_WhoSaysYes(Way way) => Site.TellAsync(async site =>
    {
        var leader = await site.VisitAsync(way);
        await leader.SignInAsync(Leader);
        await leader.GoByMenuAsync("MyPlaces");
        await leader.MeetsAsync<OwnersTexts>("OwnTitle");
        await leader.LooksRightAsync();
        await leader.GoAsync($"{School}/people");
        await leader.LooksRightAsync();
        await leader.FillAsync<OwnersTexts>("Email", Helper);
        await leader.TickAsync<OwnersTexts>("RoleCaretaker");
        await leader.PressAsync<OwnersTexts>("InviteButton");
        await leader.ReadsAsync<OwnersTexts>("DoneInvited");
        await leader.LooksRightAsync();

        await site.DoWhatIsDueAsync();
        var mail = await site.Mail.ArrivesAsync(Helper, one => one.TextBody!.Contains("/invitations/", StringComparison.Ordinal));
        var helper = await site.VisitAsync(way);
        await helper.SignInAsync(Helper);
        await helper.GoAsync(new Uri(Mailbox.LinkIn(mail, "/invitations/")).AbsolutePath);
        await helper.ReadsAsync<OwnersTexts>("InvitationText");
        await helper.LooksRightAsync();
        await helper.PressAsync<OwnersTexts>("AcceptButton");
        await helper.ReadsAsync<OwnersTexts>("DoorsHeading");
        await helper.LooksRightAsync();

        await leader.GoAsync($"{School}/log");
        await Expect(leader.Main.Locator(".log > li").First).ToContainTextAsync(leader.Say<OwnersTexts>("RoleCaretaker"));
        await leader.LooksRightAsync();
    });
}
