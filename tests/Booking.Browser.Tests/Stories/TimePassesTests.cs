using Booking.Web.Features.Bookings;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>What happens by the clock: a reminder the day before, and a time given on when nobody came.</summary>
public sealed class TimePassesTests
{
    private static readonly Instant DayBefore = Instant.FromUtc(2026, 11, 26, 16, 0);
    private static readonly Instant TwentyPastFive = Instant.FromUtc(2026, 11, 27, 16, 20);

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Resident_IsRemindedOnceTheDayBefore(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.BookKitchenAsync();
        await site.DoWhatIsDueAsync();

        site.Clock.Reset(DayBefore);
        await site.DoWhatIsDueAsync();
        await site.DoWhatIsDueAsync();

        var reminder = site.Mail.To(DemoData.Resident).Should().ContainSingle(mail => IsReminder(mail)).Subject;
        await resident.GoAsync(Mailbox.LinkIn(reminder, "/bookings/"));
        await resident.MeetsAsync<BookingsTexts>("YouHave", resident.Kitchen);
    });

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Kitchen_ThatNobodyCameTo_IsFreeForOthersAfterTwentyMinutes(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.BookKitchenAsync();
        var booking = resident.Place;

        var neighbour = await site.VisitAsync(way);
        var week = $"/resources/{DemoData.Kitchen}/week/2026-W48?day=2026-11-27";
        await neighbour.GoAsync(week);
        await Expect(neighbour.Slot(DemoData.Friday, new LocalTime(19, 30))).ToBeHiddenAsync();

        site.Clock.Reset(TwentyPastFive);
        await site.DoWhatIsDueAsync();

        await neighbour.GoAsync(week);
        await neighbour.LooksRightAsync();
        await neighbour.PressSlotAsync(DemoData.Friday, new LocalTime(19, 30));
        await neighbour.MeetsAsync<BookingsTexts>("BookTitle", neighbour.Kitchen);
        // Other times that nobody came to are released in the same moment, in any order.
        site.Mail.To(DemoData.Resident).Should().ContainSingle(mail => IsReleased(mail));
        await resident.GoAsync(booking);
        await resident.SeesStateAsync("StateReleased");
        await resident.ReadsAsync<BookingsTexts>("ReleasedWhy");
        await resident.LooksRightAsync();
    });

    [SkippableFact]
    public Task Resident_GetsMailsThatNobodySends() => Site.TellAsync(
        async site =>
        {
            var resident = await site.VisitAsync(Way.OnPhone);
            await resident.SignInAsync(DemoData.Resident);
            await resident.BookKitchenAsync();
            await site.Mail.ArrivesAsync(DemoData.Resident, mail => mail.Subject!.Contains(DemoData.KitchenInDanish, StringComparison.Ordinal));

            site.Clock.Reset(DayBefore);
            new RecurringJobManager(site.Services.GetRequiredService<JobStorage>()).Trigger("remind");
            await site.Mail.ArrivesAsync(DemoData.Resident, IsReminder);
        },
        jobs: true);

    private static bool IsReleased(MimeMessage mail) =>
        mail.Subject!.StartsWith($"Vi gav din tid videre: {DemoData.KitchenInDanish}", StringComparison.Ordinal);

    private static bool IsReminder(MimeMessage mail) => mail.Subject!.StartsWith($"Husk {DemoData.KitchenInDanish}", StringComparison.Ordinal);
}
