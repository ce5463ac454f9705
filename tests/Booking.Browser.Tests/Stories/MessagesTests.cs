using Booking.Web.Features.Messages;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>There is something to agree on before Friday.</summary>
public sealed class MessagesTests
{
    private const string Question = "Må vi tage egne gryder med?\nVi er tolv.";
    private const string Answer = "Ja, der er plads på hylden <ved vasken>.";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Booker_AsksTheCaretaker_WhoAnswers(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.BookKitchenAsync();
        await resident.TapAsync(resident.Main.Locator("a[href$='/messages']"));
        await resident.LooksRightAsync();

        resident.Expects(422);
        await resident.PressAsync<MessagesTexts>("Send");
        await resident.ReadsAsync<MessagesTexts>("TextMissing");
        await resident.LooksRightAsync();
        await resident.Main.Locator("#text").FillAsync(Question);
        await resident.PressAsync<MessagesTexts>("Send");
        await Expect(resident.Main.Locator(".messages li")).ToHaveCountAsync(1);
        await resident.LooksRightAsync();

        await site.DoWhatIsDueAsync();
        var told = site.Mail.To(DemoData.Caretaker).Should().ContainSingle(mail => mail.TextBody!.Contains("egne gryder")).Subject;
        told.ToString().Should().NotContain(DemoData.Resident);
        var caretaker = await site.VisitAsync(way);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoAsync(Mailbox.LinkIn(told, "/bookings/"));
        await caretaker.ReadsAsync("Vi er tolv.");
        await caretaker.Main.Locator("#text").FillAsync(Answer);
        await caretaker.PressAsync<MessagesTexts>("Send");
        await Expect(caretaker.Main.Locator(".messages li")).ToHaveCountAsync(2);
        await caretaker.LooksRightAsync();

        await site.DoWhatIsDueAsync();
        var answered = site.Mail.To(DemoData.Resident).Should().ContainSingle(mail => mail.TextBody!.Contains("ved vasken")).Subject;
        answered.ToString().Should().NotContain(DemoData.Caretaker);
        await resident.GoAsync(Mailbox.LinkIn(answered, "/bookings/"));
        await resident.ReadsAsync(Answer);
        await resident.FollowAsync<MessagesTexts>("BackToBooking");
        await resident.ReadsAsync<MessagesTexts>("SeeMessages", 2);
        await resident.LooksRightAsync();
    });
}
