using Booking.Web.Features.Bookings;
using Booking.Web.Features.Cases;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Features.Handover;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>Somebody lets herself in with a code, leaves the kitchen as she would like to find it, and says that the oven is cold.</summary>
public sealed class HandOverTests
{
    private const string Neighbour = "karen.mikkelsen@example.dk";
    private const string Broken = "Ovnen bliver ikke varm";

    private static readonly Instant QuarterToFive = Instant.FromUtc(2026, 11, 27, 15, 45);
    private static readonly Instant AtSeven = Instant.FromUtc(2026, 11, 27, 18, 0);

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_LetsHerselfIn_AndHandsOver_WithSomethingBroken(Way way) => Site.TellAsync(async site =>
    {
        var caretaker = await site.VisitAsync(way);
        await caretaker.SignInAsync(DemoData.Caretaker);
        await caretaker.GoAsync($"/access/{DemoData.Kitchen}");
        await caretaker.TickAsync<DoorCodesTexts>("Source_fixed");
        await caretaker.PressAsync<DoorCodesTexts>("Save");
        await caretaker.FillAsync<DoorCodesTexts>("CodeLabel", "4711");
        await caretaker.PressAsync<DoorCodesTexts>("SaveCode");
        await caretaker.ReadsAsync<DoorCodesTexts>("FixedThere");
        await caretaker.LooksRightAsync();
        await caretaker.GoAsync($"/handover/{DemoData.Kitchen}");
        await caretaker.PressAsync<HandoverTexts>("AddUsual");
        await caretaker.LooksRightAsync();

        var neighbour = await site.VisitAsync(way);
        await neighbour.SignInAsync(Neighbour);
        await neighbour.BookKitchenAsync("19:30", "21:00");
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.BookKitchenAsync("17:00", "19:00");
        await resident.ReadsAsync<DoorCodesTexts>("BookerHeading");
        await Expect(resident.Button<DoorCodesTexts>("ShowCode")).ToBeHiddenAsync();

        site.Clock.Reset(QuarterToFive);
        await resident.Page.ReloadAsync();
        await resident.LooksRightAsync();
        await resident.PressAsync<DoorCodesTexts>("ShowCode");
        await resident.ReadsAsync("4711");
        await resident.LooksRightAsync();
        await resident.FollowAsync<DoorCodesTexts>("BackToBooking");
        await resident.PressAsync<BookingsTexts>("CheckInButton");
        await Expect(resident.Button<BookingsTexts>("CheckInButton")).ToBeHiddenAsync();

        site.Clock.Reset(AtSeven);
        await resident.Page.ReloadAsync();
        await resident.FollowAsync<HandoverTexts>("HandOverLink");
        await resident.LooksRightAsync();
        await resident.TapAsync(resident.Main.Locator("input[name=Done]").First);
        await resident.FillAsync<HandoverTexts>("WhatLabel", Broken);
        await resident.PressAsync<HandoverTexts>("Send");
        await resident.ReadsAsync<HandoverTexts>("FilledText");
        await resident.LooksRightAsync();
        await resident.TapAsync(resident.Main.Locator("#thanks button").First);
        await resident.ReadsAsync<HandoverTexts>("Thanked");

        await neighbour.Page.ReloadAsync();
        await neighbour.ReadsAsync(Broken);
        await neighbour.LooksRightAsync();

        await site.DoWhatIsDueAsync();
        var told = site.Mail.To(DemoData.Caretaker).Should().ContainSingle(mail => mail.TextBody!.Contains(Broken)).Subject;
        told.ToString().Should().NotContain(DemoData.Resident).And.NotContain("Bente");
        await caretaker.GoAsync(Mailbox.LinkIn(told, "/cases/"));
        await caretaker.MeetsAsync(Broken);
        await caretaker.LooksRightAsync();
        await caretaker.FillAsync<CasesTexts>("AnswerLabel", "Vi har skiftet sikringen.");
        await caretaker.PressAsync<CasesTexts>("Close");
        await Expect(caretaker.Button<CasesTexts>("Close")).ToBeHiddenAsync();
        await caretaker.LooksRightAsync();
        await neighbour.Page.ReloadAsync();
        await Expect(neighbour.Main.Locator("#broken")).ToHaveCountAsync(0);
    });
}
