using Booking.Web.Features.OwnUse;
using Dapper;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>A school enters when it needs its hall itself, and meets what others have booked.</summary>
public sealed class OwnUseTests
{
    private const string Hall = "noerrevang-hal-a";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Secretary_EntersWeeklyUse_AndDecidesOnTheBookingsItMeets(Way way) => Site.TellAsync(async site =>
    {
        await ClearFridaysAsync(site);
        var secretary = await site.VisitAsync(way);
        await secretary.SignInAsync(DemoData.Caretaker);
        await secretary.GoByMenuAsync("Today");
        await secretary.GoAsync($"/own-use/{Hall}");
        await secretary.LooksRightAsync();
        if (await secretary.Main.Locator("#add[open]").CountAsync() == 0)
        {
            await secretary.TapAsync(secretary.Main.Locator("#add summary"));
        }

        await secretary.FillAsync<OwnUseTexts>("TitleLabel", "Volley 9. klasse");
        await secretary.TapAsync(secretary.Main.Locator("label[for=day-5]"));
        await secretary.FillAsync<OwnUseTexts>("FromLabel", "17:00");
        await secretary.FillAsync<OwnUseTexts>("UntilLabel", "19:00");
        await secretary.PressAsync<OwnUseTexts>("AddButton");
        await secretary.ReadsAsync<OwnUseTexts>("ClashesHeading", 2);
        await secretary.LooksRightAsync();

        var clashes = secretary.Main.Locator("#clashes form");
        await secretary.TapAsync(clashes.First.Locator("button[value=leave]"));
        await secretary.ReadsAsync<OwnUseTexts>("ClashesOne");
        secretary.Expects(422);
        await secretary.TapAsync(clashes.First.Locator("button[value=cancel]"));
        await secretary.ReadsAsync<OwnUseTexts>("ReasonMissing");
        await secretary.LooksRightAsync();
        await clashes.First.GetByRole(AriaRole.Textbox).FillAsync("Vi har kamp.");
        await secretary.TapAsync(clashes.First.Locator("button[value=cancel]"));
        await Expect(secretary.Main.Locator("#clashes")).ToHaveCountAsync(0);
        await secretary.LooksRightAsync();

        await secretary.GoAsync($"/own-use/{Hall}/calendars");
        await secretary.LooksRightAsync();
        await secretary.GoAsync($"/resources/{Hall}/week/2026-W50?day=2026-12-11");
        await secretary.ReadsAsync("Volley 9. klasse");
        await secretary.LooksRightAsync();

        var neighbour = await site.VisitAsync(way);
        await neighbour.GoAsync($"/resources/{Hall}/week/2026-W50?day=2026-12-11");
        await Expect(neighbour.Main).Not.ToContainTextAsync("Volley");
        site.Mail.To(DemoData.Resident).Should().BeEmpty("nobody else is told");
    });

    // Two Fridays on which somebody has booked, and nothing else on them.
    private static async Task ClearFridaysAsync(Site site)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            delete from own_use;
            update booking b set status = 'cancelled', ended_at = lower(b.period), remind_at = null, release_at = null
            from occupancy o
            where o.booking_id = b.id and b.status = 'confirmed' and upper(o.period) > '2026-11-26'
              and o.unit_id in (select ru.unit_id from resource_unit ru join resource r on r.id = ru.resource_id where r.slug = @Hall);
            delete from occupancy where upper(period) > '2026-11-26'
              and unit_id in (select ru.unit_id from resource_unit ru join resource r on r.id = ru.resource_id where r.slug = @Hall);
            with made as (
                insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash,
                                     created_at, confirmed_at)
                select gen_random_uuid(), 'OWN-000' || n, r.id, p.id, tstzrange(start, start + interval '1 hour'), 4, 'Badminton', 'confirmed',
                       'own ' || n, '', '2026-11-20', '2026-11-20'
                from resource r, person p, (values (1, '2026-12-04T16:00:00Z'::timestamptz), (2, '2026-12-18T16:00:00Z')) as b (n, start)
                where r.slug = @Hall and p.email = (select min(email) from person where email not in ('beboer@example.dk', 'pedel@example.dk', 'admin@example.dk'))
                returning id, resource_id, period
            )
            insert into occupancy (unit_id, period, kind, booking_id)
            select ru.unit_id, m.period, 'booking', m.id from made m join resource_unit ru on ru.resource_id = m.resource_id
            """, new { Hall });
    }
}
