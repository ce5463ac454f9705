using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Series;
using Booking.Web.Features.Waitlist;
using Dapper;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>A choir wants a room with a piano every Tuesday from seven to nine. Two of the dates others have, and on one it is closed.</summary>
public sealed class EveryTuesdayTests
{
    private const string Room = "malling-stationsrummet";
    private const string Choir = "Tirsdagskoret";

    // Others have it on the second and on the sixth. On the fifth it is closed.
    private const string First = "2026-12-01T19:00", Second = "2026-12-08T19:00", Third = "2026-12-15T19:00", Fourth = "2026-12-22T19:00",
        Fifth = "2026-12-29T19:00", Sixth = "2027-01-05T19:00";

    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Choir_SeesEveryDate_TakesWhatItCan_AndChangesItAfterwards(Way way) => Site.TellAsync(async site =>
    {
        await ClearTuesdaysAsync(site);
        var leader = await site.VisitAsync(way);
        await leader.SignInAsync(DemoData.Resident);
        await leader.GoAsync("/groups");
        await leader.FillAsync<GroupsTexts>("NameLabel", Choir);
        await leader.PressAsync<GroupsTexts>("MakeButton");

        await leader.GoAsync($"/resources/{Room}/book?start={First}&end=2026-12-01T21:00&people=18");
        await leader.PressAsync<BookingsTexts>("SeveralLink");
        await leader.ReadsAsync<SeriesTexts>("BookLead");
        await leader.LooksRightAsync();
        await leader.ChooseAsync<BookingsTexts>("GroupLegend", Choir);
        await leader.FillAsync<SeriesTexts>("CountLabel", "6");
        await leader.TapAsync(leader.Main.Locator(".row-of-buttons").GetByRole(AriaRole.Button, new() { Name = leader.Say<SeriesTexts>("LookButton") }));
        await leader.ReadsAsync<SeriesTexts>("FreeOf", 3, 6);
        foreach (var free in (string[])[First, Third, Fourth])
        {
            await Expect(Date(leader, free).GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        }

        await Expect(Date(leader, Second)).ToContainTextAsync(leader.Say<SeriesTexts>("Taken"));
        await Expect(Date(leader, Second).GetByRole(AriaRole.Checkbox)).Not.ToBeCheckedAsync();
        await Expect(Date(leader, Fifth)).ToContainTextAsync(way.Language == "da" ? "Jul og nytår" : "Christmas and New Year");
        await Expect(Date(leader, Sixth)).ToContainTextAsync(leader.Say<SeriesTexts>("Taken"));
        await leader.LooksRightAsync();

        await leader.TapAsync(Date(leader, Second).Locator("label"));
        await leader.TickAsync<BookingsTexts>("AcceptRulesLabel");
        await leader.PressAsync<SeriesTexts>("BookTicked");
        await leader.ReadsAsync<SeriesTexts>("BookedOf", 4, 6);
        await Expect(Date(leader, Second)).ToContainTextAsync(leader.Say<SeriesTexts>("ChangedAlone"));
        await Expect(Date(leader, Fifth)).ToContainTextAsync(leader.Say<SeriesTexts>("NotBooked"));
        await leader.LooksRightAsync();
        var series = leader.Place;

        await leader.TapAsync(Date(leader, Third).GetByRole(AriaRole.Link));
        await leader.ReadsAsync<SeriesTexts>("PartOf", 3, 6);
        await leader.LooksRightAsync();
        await leader.FollowAsync<SeriesTexts>("EditFollowing");
        await leader.ReadsAsync<SeriesTexts>("DayStays");
        await leader.LooksRightAsync();
        await leader.FillAsync<BookingsTexts>("FromLabel", "18:30");
        await leader.FillAsync<BookingsTexts>("ToLabel", "20:30");
        await leader.TapAsync(leader.Main.Locator(".row-of-buttons").GetByRole(AriaRole.Button, new() { Name = leader.Say<SeriesTexts>("EditLook") }));
        await leader.ReadsAsync<SeriesTexts>("ChangesOf", 2, 2);
        await leader.LooksRightAsync();
        await leader.PressAsync<SeriesTexts>("EditSave", 2);
        await Expect(Date(leader, First)).ToContainTextAsync(Hours(way, "19.00–21.00"));
        await Expect(Date(leader, Third)).ToContainTextAsync(Hours(way, "18.30–20.30"));
        await Expect(Date(leader, Fourth)).ToContainTextAsync(Hours(way, "18.30–20.30"));

        await leader.TapAsync(Date(leader, Fourth).GetByRole(AriaRole.Link));
        await leader.FollowAsync<BookingsTexts>("CancelLink");
        await leader.PressAsync<BookingsTexts>("CancelButton");
        await leader.GoAsync(series);
        await Expect(Date(leader, Fourth)).ToContainTextAsync(leader.Say<BookingsTexts>("StateCancelled"));
        await leader.ReadsAsync<SeriesTexts>("BookedOf", 3, 6);

        leader.Expects(409);
        await leader.TapAsync(Date(leader, Fifth).GetByRole(AriaRole.Button));
        await leader.ReadsAsync<SeriesTexts>("StillNot");
        await leader.LooksRightAsync();
        await GiveUpSixthAsync(site);
        await leader.TapAsync(Date(leader, Sixth).GetByRole(AriaRole.Button));
        await leader.ReadsAsync<SeriesTexts>("RetryOffered");
        await leader.LooksRightAsync();
        await leader.TapAsync(Date(leader, Sixth).Locator("a[href^='/offers/']"));
        await leader.PressAsync<WaitlistTexts>("Yes");
        await leader.SeesStateAsync("StateConfirmed");
        await leader.GoAsync(series);
        await Expect(Date(leader, Sixth)).ToContainTextAsync(Hours(way, "18.30–20.30"));
        await leader.ReadsAsync<SeriesTexts>("BookedOf", 4, 6);
        await leader.LooksRightAsync();
    });

    private static ILocator Date(Visitor visitor, string start) => visitor.Main.Locator($"li[data-date='{start}']");

    private static string Hours(Way way, string danish) => way.Language == "da" ? danish : danish.Replace('.', ':');

    private static async Task ClearTuesdaysAsync(Site site)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            delete from waitlist_entry;
            update booking b set status = 'cancelled', ended_at = lower(b.period), remind_at = null, release_at = null
            where b.status = 'confirmed' and b.resource_id = (select id from resource where slug = @Room) and upper(b.period) > '2026-11-26';
            delete from occupancy where upper(period) > '2026-11-26' and unit_id in (
                select u.unit_id from resource_unit u join resource r on r.id = u.resource_id where r.slug = @Room);
            with made as (
                insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash,
                                     created_at, confirmed_at)
                select gen_random_uuid(), 'TUE-000' || n, r.id, p.id, tstzrange(starts, ends), 4, 'Brætspil', 'confirmed', 'tuesday ' || n, '',
                       '2026-11-20', '2026-11-20'
                from resource r, person p,
                     (values (1, '2026-12-08T17:00:00Z'::timestamptz, '2026-12-08T19:30:00Z'::timestamptz), (2, '2027-01-05T16:00:00Z', '2027-01-05T20:30:00Z'))
                     as b (n, starts, ends)
                where r.slug = @Room and p.email = (select min(email) from person where email not in ('beboer@example.dk', 'pedel@example.dk', 'admin@example.dk'))
                returning id, resource_id, period
            )
            insert into occupancy (unit_id, period, kind, booking_id)
            select u.unit_id, m.period, 'booking', m.id from made m join resource_unit u on u.resource_id = m.resource_id
            """, new { Room });
    }

    private static async Task GiveUpSixthAsync(Site site)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        var id = await connection.QuerySingleAsync<Guid>("select id from booking where reference = 'TUE-0002'");
        await EndBooking.TryAsync(
            connection, id, EndBooking.MayBeCancelled, BookingStatus.Cancelled, reason: null, actorId: null, mail: null,
            site.Clock.GetCurrentInstant(), sequence: null);
    }
}
