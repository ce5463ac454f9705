using Booking.Web.Features.Demo;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Features.Resources;
using Booking.Web.Tests.Features.Bookings;
using Dapper;
using Microsoft.AspNetCore.DataProtection;

namespace Booking.Web.Tests.Features.Demo;

public sealed class SeedDemoTests : BookingHandlers
{
    private readonly List<string> said = [];

    private Task<int> SeedAsync(bool silentWhenDone = false) => SeedDemo.HandleAsync(
        Source, Clock, new ProtectedText(new EphemeralDataProtectionProvider()), Sentences, silentWhenDone, said.Add);

    private Task<string> EverythingAsync() => QueryAsync<string>(
        """
        select string_agg(r.slug || b.period::text || b.people || b.purpose || b.status || p.email, ' ' order by r.slug, b.period, b.created_at)
        from booking b join resource r on r.id = b.resource_id join person p on p.id = b.person_id
        """);

    [Fact]
    public async Task Seed_OfAnEmptyDatabase_MakesACityThatCouldBeReal()
    {
        (await SeedAsync()).Should().Be(0);

        said.Should().HaveCount(3);
        await ShouldBeConsistentAsync();
        (await CountAsync("resource")).Should().BeGreaterThanOrEqualTo(40);
        (await CountAsync("booking")).Should().BeGreaterThan(5000);
        (await CountAsync("outbox where kind not in ('own-use-question', 'series-placed')")).Should().Be(0);
        (await CountAsync("own_time where asked_at is not null")).Should().BeGreaterThan(0);
        (await CountAsync("listing_case where status = 'open'")).Should().Be(1);
        (await CountAsync("sign_in_code")).Should().Be(0);
        (await QueryAsync<long>("select count(*) from booking where status = 'confirmed' and release_at <= @Start", new { Start })).Should().Be(0);
        (await QueryAsync<long>(
            "select count(*) from booking b where (select count(*) from audit a where a.subject = b.id) <> 1 + (checked_in_at is not null)::int + (ended_at is not null)::int + (exists (select from permission m where m.booking_id = b.id))::int"))
            .Should().Be(0);
    }

    [Fact]
    public async Task Seed_GivesEveryDemoAccountSomethingToLookAt()
    {
        await SeedAsync();

        var coming = "select count(*) from booking b join person p on p.id = b.person_id where p.email = 'beboer@example.dk' and status = 'confirmed' and lower(period) > @Start";
        (await QueryAsync<long>(coming, new { Start })).Should().Be(3);
        var past = "select string_agg(status, ' ' order by period) from booking b join person p on p.id = b.person_id where p.email = 'beboer@example.dk' and lower(period) < @Start";
        (await QueryAsync<string>(past, new { Start })).Should().Be("confirmed confirmed cancelled released confirmed");
        (await QueryAsync<string>(
            """
            select string_agg(distinct o.slug, ' ' order by o.slug) from owner_role r join owner o on o.id = r.owner_id
            join person p on p.id = r.person_id where p.email = 'pedel@example.dk'
            """)).Should().Be("havnens-bibliotek madvaerket noerrevang-skole");
        (await QueryAsync<long>(
            """
            select count(*) from booking b join resource r on r.id = b.resource_id
            join owner_role o on o.owner_id = r.owner_id and o.role = 'caretaker'
            where b.status = 'confirmed' and b.period && tstzrange(@From, @To)
            """, new { From = At(new LocalDate(2026, 11, 25), 0, 24).Start, To = At(new LocalDate(2026, 11, 25), 0, 24).End }))
            .Should().BeGreaterThan(8);
        (await QueryAsync<bool>("select is_administrator from person where email = 'admin@example.dk'")).Should().BeTrue();
    }

    [Theory]
    [InlineData("2026-11-25T18:00:00Z")]
    [InlineData("2026-12-01T00:10:00Z")]
    [InlineData("2027-07-09T21:30:00Z")]
    public async Task Seed_OnAnyDay_LeavesAPastToOwnersAndMunicipality(string now)
    {
        Clock.Reset(NodaTime.Text.InstantPattern.ExtendedIso.Parse(now).Value);
        await SeedAsync();

        var parameters = new { Now = Clock.GetCurrentInstant() };
        (await QueryAsync<string>(
            """
            select string_agg(concat_ws(' ', coalesce(answer, case when answer_due_at <= @Now then 'overdue' else 'open' end),
                                        coalesce(c.supporters, (select count(*) from challenge_support s where s.challenge_id = c.id)),
                                        new_rule_id is not null), ', ' order by created_at)
            from challenge c
            """, parameters)).Should().Be("change 4 t, keep 2 f, overdue 1 f, open 3 f");
        (await QueryAsync<string>(
            """
            select concat_ws(' ', old.parameters ->> 'minutes', new.parameters ->> 'minutes', old.valid_until = new.valid_from, new.replaces = old.id)
            from challenge c join rule old on old.id = c.rule_id join rule new on new.id = c.new_rule_id
            """)).Should().Be("60 120 t t");
        (await QueryAsync<string>(
            """
            select string_agg(concat_ws(' ', m.kind, r.kind), ', ' order by m.kind)
            from permission m
            join booking b on b.id = m.booking_id and b.status = 'held' and b.hold_expires_at > @Now and b.hold_expires_at = m.answer_by
            join rule r on r.id = (m.against -> 0 ->> 'rule')::uuid
            """, parameters)).Should().Be("approval Approval, approval Approval, approval Approval, exception MaximumDuration");
        (await QueryAsync<string>(
            """
            select string_agg(distinct concat_ws(' ', r.slug, b.period::text), ', ') || ' ' || count(*)
            from permission m join booking b on b.id = m.booking_id join resource r on r.id = b.resource_id
            where not m.holds and not exists (select from occupancy o where o.booking_id = b.id)
            """)).Should().MatchRegex("^engkanten-drivhus \\S+ \\S+ \\S+ 2$", "two want the same time");
        (await QueryAsync<string>(
            """
            select concat_ws(' ', count(*) filter (where b.status = 'confirmed') >= 4,
                             count(*) filter (where upper(b.period) - lower(b.period) < s.minutes * interval '1 minute'),
                             (select count(*) from series_skip k where k.series_id = s.id) >= 1)
            from series s join booking b on b.series_id = s.id
            group by s.id
            """)).Should().Be("t 1 t", "most of the choir's dates are booked, one is shorter, one is missing");
        (await QueryAsync<string>(
            """
            select concat_ws(' ', count(*), count(b.id), max((select count(*) from waitlist_time t join waitlist_time o using (resource_id, period) where t.entry_id = e.id)))
            from waitlist_entry e
            join person p on p.id = e.person_id and p.email = 'beboer@example.dk'
            left join offer f on f.entry_id = e.id
            left join booking b on b.id = f.booking_id and b.status = 'held' and b.hold_expires_at > @Now
            """, parameters)).Should().Be("2 1 4", "the resident has an offer to answer, and waits with three others for an evening");
        (await QueryAsync<long>("select count(*) from refusal where at >= @Now", parameters)).Should().Be(0);
        (await QueryAsync<long>("select count(*) from refusal where (rule_id is null) <> (code = 'SlotTaken')")).Should().Be(0);
        (await QueryAsync<long>("select count(distinct date_trunc('week', at)) from refusal")).Should().BeInRange(13, 15);
        (await QueryAsync<long>("select count(distinct rule_id) from refusal")).Should().Be(14);
        (await QueryAsync<long>("select count(*) from refusal_key")).Should().Be(1);
        (await CountAsync("refusal")).Should().BeInRange(300, 700);
        await ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("2026-11-25T18:00:00Z")]
    [InlineData("2027-01-01T09:00:00Z")]
    [InlineData("2027-03-26T06:00:00Z")]
    [InlineData("2027-07-09T21:30:00Z")]
    public async Task Seed_OnAnyDay_LeavesTheKitchenInGellerupFreeOnThreeOfFourFridays(string now)
    {
        Clock.Reset(NodaTime.Text.InstantPattern.ExtendedIso.Parse(now).Value);
        await SeedAsync();

        var kitchen = (await Catalogue.ReadAsync(default)).Find("gellerup-faelleskoekken")!;
        var nextFriday = Clock.GetCurrentInstant().InZone(Zone).Date.Next(IsoDayOfWeek.Friday);
        var free = 0;
        foreach (var week in Enumerable.Range(0, 4))
        {
            var evening = At(nextFriday.PlusWeeks(week), 17, 21);
            free += (await Occupancies.OfAsync([kitchen], kitchen.Terms.Buffer.Around(evening), default)).Count == 0 ? 1 : 0;
        }

        free.Should().BeGreaterThanOrEqualTo(3);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Seed_ASecondTime_SaysSoAndChangesNothing()
    {
        await SeedAsync();
        var before = await EverythingAsync();
        said.Clear();

        (await SeedAsync()).Should().Be(0);
        said.Should().ContainSingle().Which.Should().Contain("nothing was changed");
        said.Clear();
        await SeedAsync(silentWhenDone: true);

        said.Should().BeEmpty();
        (await EverythingAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Seed_ByTwoAtOnce_IsDoneOnce()
    {
        await Task.WhenAll(SeedAsync(), SeedAsync());

        (await QueryAsync<long>("select count(*) from person where email = 'beboer@example.dk'")).Should().Be(1);
        said.Should().ContainSingle(line => line.Contains("nothing was changed"));
    }

    [Fact]
    public async Task Seed_OnTheSameDay_MakesTheSameBookings()
    {
        await SeedAsync();
        var first = await EverythingAsync();
        await using (var connection = await Source.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("truncate resource, owner, person, unit, district cascade");
        }

        await SeedAsync();

        (await EverythingAsync()).Should().Be(first);
    }

    [Fact]
    public async Task Seed_WhenSomethingFails_LeavesNothing()
    {
        await ExecuteAsync("""
            create function fail() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
            create trigger fails after insert on audit for each row execute function fail();
            """);

        await FluentActions.Awaiting(() => SeedAsync()).Should().ThrowAsync<Npgsql.PostgresException>();

        (await CountAsync("resource")).Should().Be(0);
        (await CountAsync("person")).Should().Be(0);
    }
}
