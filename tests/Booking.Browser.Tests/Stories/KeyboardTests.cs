using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>The whole story without a pointer.</summary>
public sealed class KeyboardTests
{
    private const string Anna = "anna@example.dk";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Kitchen_IsFoundBookedAndCancelled_WithTheKeyboardAlone(Way way) => Site.TellAsync(async site =>
    {
        // Narrow, where the days are a strip: on a wide screen all the week's slots lie on the way.
        var anna = await site.VisitAsync(way with { Device = Way.Phone });
        var keys = new Keys(anna);

        await anna.GoAsync("/");
        await keys.PressAsync(anna.Link<SharedTexts>("SkipToContent"));
        await Expect(anna.Main).ToBeFocusedAsync();
        await keys.TypeAsync(anna.Field<ResourcesTexts>("WhatLabel"), anna.Kitchen);
        await anna.Page.Keyboard.PressAsync("Enter");
        await anna.MeetsAsync<ResourcesTexts>("SearchHeading");
        await keys.PressAsync(anna.LinkNamed(anna.Kitchen));
        await anna.MeetsAsync(anna.Kitchen);
        await keys.PressAsync(anna.Main.Locator(".day-strip a[href*='day=2026-11-27']"));
        await Expect(anna.Slot(DemoData.Friday, new LocalTime(17, 0))).ToBeVisibleAsync();
        // Where scripts fetch the week alone, one goes on from the day that was pressed.
        if (way.Scripts)
        {
            await Expect(anna.Main.Locator(".day-strip [aria-current=date]")).ToBeFocusedAsync();
        }

        await keys.PressAsync(anna.Slot(DemoData.Friday, new LocalTime(17, 0)));
        await anna.MeetsAsync<BookingsTexts>("BookTitle", anna.Kitchen);

        // Up in the hour, which comes first in every language.
        await keys.TabToAsync(anna.Field<BookingsTexts>("ToLabel"));
        await Expect(anna.Field<BookingsTexts>("ToLabel")).ToHaveValueAsync("18:00");
        for (var hour = 18; hour < 21; hour++)
        {
            await anna.Page.Keyboard.PressAsync("ArrowUp");
        }

        await Expect(anna.Field<BookingsTexts>("ToLabel")).ToHaveValueAsync("21:00");
        await keys.TypeAsync(anna.Field<BookingsTexts>("PeopleLabel"), "12");
        await keys.TypeAsync(anna.Field<BookingsTexts>("EmailLabel"), Anna);
        await keys.PressAsync(anna.Field<BookingsTexts>("AcceptRulesLabel"), "Space");
        anna.Expects(400);
        await keys.PressAsync(anna.Button<BookingsTexts>("HoldButton"));

        await anna.ReadsAsync<BookingsTexts>("ProblemsHeading");
        await Expect(anna.Main.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        await anna.LooksRightAsync();
        await keys.PressAsync(anna.Link<BookingsTexts>("NameMissing"));
        await Expect(anna.Field<BookingsTexts>("NameLabel")).ToBeFocusedAsync();
        await anna.Page.Keyboard.TypeAsync("Anna Holm");
        await keys.PressAsync(anna.Button<BookingsTexts>("HoldButton"));

        await anna.MeetsAsync<SignInTexts>("CodeTitle");
        await Expect(anna.Field<SignInTexts>("Code")).ToBeFocusedAsync();
        await site.DoWhatIsDueAsync();
        await anna.Page.Keyboard.TypeAsync(await site.Mail.CodeForAsync(Anna));
        await anna.Page.Keyboard.PressAsync("Enter");
        await anna.MeetsAsync<BookingsTexts>("YouHave", anna.Kitchen);

        await keys.PressAsync(anna.Link<BookingsTexts>("CancelLink"));
        await anna.MeetsAsync<BookingsTexts>("CancelTitle");
        await keys.PressAsync(anna.Button<BookingsTexts>("CancelButton"), "Space");
        await anna.SeesStateAsync("StateCancelled");
    });
}
