using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Owners;

/// <summary>What an owner's page says to those who do something there: what goes on, and what waits for them.</summary>
public sealed class OwnerFrontTests : IAsyncLifetime
{
    private BookingApplication application = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        var kitchen = await new TestResource { Name = "Køkkenet", Owner = "huset" }.InsertAsync(application.Database.DataSource);
        var below = await new TestResource { Name = "Laden", Owner = "gaarden" }.InsertAsync(application.Database.DataSource);
        var elsewhere = await new TestResource { Name = "Hallen", Owner = "anden" }.InsertAsync(application.Database.DataSource);
        foreach (var (email, role) in new[] { ("leder@example.dk", "administrator"), ("pedel@example.dk", "caretaker"), ("ja@example.dk", "approver") })
        {
            await application.SignInAsync(email);
            await ExecuteAsync(
                "insert into owner_role (owner_id, person_id, role) select o.id, p.id, @role from owner o, person p where o.slug = 'huset' and p.email = @email",
                new { email, role });
        }

        await ExecuteAsync(FillSql, new { Kitchen = kitchen.Id, Below = below.Id, Elsewhere = elsewhere.Id, Now = BookingApplication.Start });
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Front_ForAnAdministrator_SaysWhatGoesOnHereAndBelow_AndWhatWaits()
    {
        var page = await (await application.SignInAsync("leder@example.dk")).GetAsync("/owners/huset");

        page.Document.QuerySelector("#front-today + p")!.TextContent.Trim().Should().Be("2 bookinger", "one here, one below, none of another's, none cancelled");
        page.Document.QuerySelectorAll("#front-week + ul > li").Select(day => day.TextContent.Trim()).Should().HaveCount(6).And.ContainSingle(day => day.EndsWith("1 booking"));
        page.Document.QuerySelectorAll("#front-waiting + ul > li").Select(line => line.TextContent.Trim()).Should().Equal(
            "1 ønske venter på ja eller nej", "1 spørgsmål til en regel venter på svar", "1 booking støder sammen med jeres egen brug",
            "1 af jeres egne tider går til andre, hvis ingen siger til", "1 invitation er ikke besvaret");
        page.Document.QuerySelectorAll("#front-broken + ul > li").Select(line => line.TextContent.Trim()).Should().Equal("Ovnen, Køkkenet");
        page.Document.QuerySelector("#front-own + p")!.TextContent.Trim().Should().Be("1 egen tid de næste syv dage");
    }

    [Fact]
    public async Task Front_ShowsEachOnlyWhatIsTheirs()
    {
        var caretaker = await (await application.SignInAsync("pedel@example.dk")).GetAsync("/owners/huset");
        caretaker.Text.Should().Contain("2 bookinger").And.Contain("spørgsmål til en regel").And.NotContain("invitation").And.NotContain("ja eller nej");
        var approver = await (await application.SignInAsync("ja@example.dk")).GetAsync("/owners/huset");
        approver.Text.Should().Contain("ja eller nej").And.NotContain("bookinger").And.NotContain("Ovnen");
        var resident = await (await application.SignInAsync("beboer@example.dk")).GetAsync("/owners/huset");
        resident.Text.Should().NotContain("Venter på dig").And.NotContain("Ovnen");
    }

    private async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    private const string FillSql = """
        update owner set parent_id = (select id from owner where slug = 'huset') where slug = 'gaarden';
        insert into booking (id, reference, resource_id, period, people, purpose, status, hold_expires_at, idempotency_key, request_hash, created_at)
        select gen_random_uuid(), reference, resource, tstzrange(@Now + starts, @Now + starts + interval '1 hour'), 2, '', status, expires, reference, '', @Now
        from (values
            ('AAA', @Kitchen, interval '2 hours', 'confirmed', null::timestamptz), ('BBB', @Below, interval '-3 hours', 'confirmed', null),
            ('CCC', @Kitchen, interval '3 hours', 'cancelled', null), ('DDD', @Elsewhere, interval '2 hours', 'confirmed', null),
            ('EEE', @Kitchen, interval '2 days', 'confirmed', null), ('FFF', @Kitchen, interval '8 days', 'confirmed', null),
            ('GGG', @Kitchen, interval '9 days', 'held', @Now + interval '1 day')) as b (reference, resource, starts, status, expires);
        insert into occupancy (unit_id, period, kind, booking_id)
        select u.unit_id, b.period, 'booking', b.id from booking b join resource_unit u on u.resource_id = b.resource_id where b.reference = 'EEE';
        insert into permission (id, booking_id, kind, why, against, asked_at, answer_by)
        select gen_random_uuid(), id, 'approval', '', '[]', @Now, @Now + interval '20 hours' from booking where reference = 'GGG';
        insert into challenge (id, rule_id, prevents, better, signed, created_at, answer_due_at)
        select gen_random_uuid(), id, 'Alt.', 'Bedre.', false, @Now, @Now + interval '14 days' from rule where kind = 'Horizon' and resource_id in (@Kitchen, @Elsewhere);
        insert into invitation (id, owner_id, email, roles, invited_at, expires_at)
        select gen_random_uuid(), id, 'ny@example.dk', '{caretaker}', @Now, @Now + interval '14 days' from owner where slug = 'huset';
        with planned as (
            insert into own_use (id, resource_id, title, weekdays, from_minute, until_minute, first_date, skips_closed, created_at)
            values (gen_random_uuid(), @Kitchen, 'Møde', '{5}', 0, 1440, '2026-11-27', false, @Now) returning id
        )
        insert into own_time (id, resource_id, own_use_id, date, title, period, release_at, asked_at)
        select gen_random_uuid(), @Kitchen, id, '2026-11-27', 'Møde', tstzrange(@Now + interval '2 days', @Now + interval '50 hours'), @Now + interval '1 day', @Now
        from planned;
        insert into broken_case (id, resource_id, what, opened_at, closed_at, key)
        values (gen_random_uuid(), @Kitchen, 'Ovnen', @Now, null, 'a'), (gen_random_uuid(), @Kitchen, 'Lampen', @Now, @Now, 'b'),
               (gen_random_uuid(), @Elsewhere, 'Nettet', @Now, null, 'c');
        """;
}
