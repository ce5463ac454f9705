using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Rules.Waitlist;
using Booking.Testing;
using Booking.Web.Database;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Waitlist;
using Booking.Web.Jobs;
using Booking.Web.Tests.Features.Bookings;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit.Abstractions;

namespace Booking.Web.Tests.Features.Waitlist;

/// <summary>
/// People who book, shorten, cancel, wait and answer, servers whose jobs are cut off in the middle of anything, and a clock that goes on:
/// after any of it no hour is lost, none is offered to two, and whoever waits for what can be had has been asked.
/// </summary>
public sealed class WaitlistHistoryTests(ITestOutputHelper output) : BookingHandlers
{
    private const int Actors = 8;
    private const int Rounds = 24;
    private const int ActsInARound = 4;

    private readonly List<Guid> known = [];
    private CatalogueResource[] resources = [];
    private SignedInPerson[] people = [];
    private NpgsqlDataSource jobs = null!;

    // A server that does jobs has connections of its own, which can be cut without cutting off those who book.
    private OfferFreedTimeJob OfferJob => new(new EachDue(jobs, Clock, NullLogger<EachDue>.Instance), new OfferFreedTime(jobs, Catalogue, Clock), new CloseWishes(jobs, Clock));

    private AnswerOffer AnswerThe => new(Source, Catalogue, Confirm, new CloseWishes(Source, Clock), Sentences, Clock);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        jobs = BookingDataSource.Create(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { ApplicationName = "jobs" }.ConnectionString);
    }

    public override async Task DisposeAsync()
    {
        await jobs.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AnyHistory_LosesNoHour_OffersNoneToTwo_AndAsksWhoeverWaitsForWhatCanBeHad(int seed)
    {
        resources =
        [
            await ResourceAsync(new TestResource { Units = ["north", "south"], BufferAfterMinutes = 30, ReleaseAfterMinutes = 20 }),
            await ResourceAsync(new TestResource { Units = ["north"], BufferBeforeMinutes = 15, ReleaseAfterMinutes = 20 }),
            await ResourceAsync(new TestResource { Units = ["south"] }),
            await ResourceAsync(new TestResource { Units = ["bench 1", "bench 2"], Use = UnitUse.AnyOne, BufferAfterMinutes = 15 }),
        ];
        people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PersonAsync()));
        Clock.Reset(At(Friday, 7, 8).Start);

        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Actors).Select(actor => Task.Run(() => ActAsync(new Random((((seed * 1009) + round) * 1009) + actor)))));
            await ShouldBeConsistentAsync();
            await NobodyShouldHaveTwoAsync();
            // However often the servers were cut off: here one is started anew and does all that is due.
            if (round % 4 == 3)
            {
                jobs.Clear();
                await DoWhatIsDueAsync();
                await EverybodyShouldHaveBeenAskedAsync();
            }

            Clock.Advance(NodaTime.Duration.FromMinutes(30));
        }

        (await DeadlocksAsync()).Should().Be(0);
        var made = await CountAsync("offer");
        output.WriteLine($"{made} offers to {await CountAsync("waitlist_entry")} wishes: " + await QueryAsync<string>(
            "select string_agg(status || ' ' || number, ', ' order by status) from (select b.status, count(*) as number from offer f join booking b on b.id = f.booking_id group by 1) s"));
        made.Should().BePositive();
        (await MailsAsync("offer-made")).Should().Be(made, "each offer is told once");
        (await QueryAsync<long>("select count(distinct content ->> 'offerId') from outbox where kind = 'offer-made'")).Should().Be(made);
        (await QueryAsync<string>("select string_agg(distinct b.status, ' ' order by b.status) from offer f join booking b on b.id = f.booking_id"))
            .Should().ContainAll("cancelled", "confirmed", "expired");
    }

    private async Task ActAsync(Random random)
    {
        for (var act = 0; act < ActsInARound; act++)
        {
            var person = people[random.Next(people.Length)];
            switch (random.Next(12))
            {
                case < 3:
                    if (await PlaceAsync(Resource(random), Period(random), person) is PlaceBookingOutcome.Placed placed)
                    {
                        Remember(placed.Id);
                    }

                    break;
                case 3 or 4:
                    await WithOneAsync(random, (booking, owner) => MoveAsync(booking.Id, owner, Shortened(booking.Period)));
                    break;
                case 5:
                    await WithOneAsync(random, (booking, owner) => Cancel.HandleAsync(booking.Id, owner, null, default));
                    break;
                case 6 or 7 or 8:
                    await JoinAsync(random, person);
                    break;
                case 9:
                    await AnswerOneAsync(random);
                    break;
                case 10:
                    await UnlessCutOffAsync(DoWhatIsDueAsync);
                    break;
                default:
                    // As the kernel does to a server that uses too much: in the middle of whatever it is doing.
                    await ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'jobs'");
                    break;
            }
        }
    }

    private async Task DoWhatIsDueAsync()
    {
        foreach (var id in Known())
        {
            await new ReleaseBooking(jobs, Catalogue, Clock).HandleAsync(id, default);
        }

        await using (var connection = await jobs.OpenConnectionAsync())
        {
            foreach (var id in (await connection.QueryAsync<Guid>("select id from booking where status = 'held'")).ToList())
            {
                await new ExpireOffer(jobs, Catalogue, Clock).HandleAsync(id, default);
            }
        }

        await OfferJob.RunAsync(default);
    }

    private static async Task UnlessCutOffAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is NpgsqlException or ObjectDisposedException or IOException)
        {
            // What it had not committed did not happen.
        }
    }

    private Task<JoinOutcome> JoinAsync(Random random, SignedInPerson person)
    {
        var place = Resource(random);
        var window = Period(random);
        var minutes = (int)window.Duration.TotalMinutes;
        IReadOnlyList<CatalogueResource> places = random.Next(3) == 0 ? [place, .. resources.Where(other => other.Id != place.Id).Take(1)] : [place];
        IReadOnlyList<Interval> windows = random.Next(3) == 0 ? [window, Period(random)] : [window];
        var least = 15 * random.Next(1, 3);
        return new JoinWaitlist(Source, Clock).HandleAsync(
            new JoinRequest(person, null, places, windows, Math.Max(minutes, least), least, 4, "Fest", Guid.NewGuid().ToString()), default);
    }

    private async Task AnswerOneAsync(Random random)
    {
        await using var connection = await Source.OpenConnectionAsync();
        var open = (await connection.QueryAsync<(Guid Id, Guid PersonId)>(
            "select f.id, b.person_id from offer f join booking b on b.id = f.booking_id where b.status = 'held' order by f.id")).ToList();
        if (open.Count > 0)
        {
            var (id, person) = open[random.Next(open.Count)];
            await AnswerThe.HandleAsync(id, person, yes: random.Next(2) == 0, default);
        }
    }

    private async Task WithOneAsync<T>(Random random, Func<BookingRecord, SignedInPerson, Task<T>> act)
    {
        var all = Known();
        if (all.Length > 0)
        {
            var booking = await ReadAsync(all[random.Next(all.Length)]);
            await act(booking, people.Single(person => person.Id == booking.PersonId));
        }
    }

    private async Task NobodyShouldHaveTwoAsync() =>
        (await QueryAsync<long>(
            """
            select count(*) from (
                select f.entry_id from offer f join booking b on b.id = f.booking_id where b.status = 'held' or b.confirmed_at is not null
                group by f.entry_id having count(*) > 1) twice
            """)).Should().Be(0, "one who waits has one offer at a time, and none after their yes");

    /// <summary>By trying every quarter of an hour with what the tables say, in place of the plan.</summary>
    private async Task EverybodyShouldHaveBeenAskedAsync()
    {
        var now = Clock.GetCurrentInstant();
        await using var connection = await Source.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<long>("select count(*) from occupancy where kind = 'set_aside'")).Should().Be(0, "time that nobody took is free for all");
        var taken = (await connection.QueryAsync<(Guid Unit, Instant From, Instant Until)>("select unit_id, lower(period), upper(period) from occupancy")).ToLookup(row => row.Unit);
        var offered = (await connection.QueryAsync<(Guid Entry, Guid Resource, Instant From, Instant Until)>(
            "select f.entry_id, b.resource_id, lower(b.period), upper(b.period) from offer f join booking b on b.id = f.booking_id")).ToLookup(row => (row.Entry, row.Resource));
        var waiting = await connection.QueryAsync<(Guid Entry, Guid Resource, int Least, Instant From, Instant Until)>(
            """
            select e.id, t.resource_id, e.least_minutes, lower(t.period), upper(t.period)
            from waitlist_entry e join waitlist_time t on t.entry_id = e.id
            where e.closed_at is null and not exists (
                select from offer f join booking b on b.id = f.booking_id where f.entry_id = e.id and (b.status = 'held' or b.confirmed_at is not null))
            """);
        foreach (var wish in waiting)
        {
            var place = resources.Single(resource => resource.Id == wish.Resource);
            var least = NodaTime.Duration.FromMinutes(wish.Least);
            for (var start = wish.From; start + least <= wish.Until; start += NodaTime.Duration.FromMinutes(15))
            {
                var period = new Interval(start, start + least);
                if (start <= now || OfferDeadline.Of(now, start, Zone) is null
                    || offered[(wish.Entry, wish.Resource)].Any(earlier => earlier.From < period.End && period.Start < earlier.Until))
                {
                    continue;
                }

                var needed = place.Terms.Buffer.Around(period);
                var free = place.Units.Count(unit => !taken[unit].Any(row => row.From < needed.End && needed.Start < row.Until));
                (place.Terms.Use == UnitUse.All ? free == place.Units.Count : free > 0).Should().BeFalse($"somebody waits for {period}, which is free");
            }
        }
    }

    private CatalogueResource Resource(Random random) => resources[random.Next(resources.Length)];

    /// <summary>Within one day, so that they meet.</summary>
    private static Interval Period(Random random)
    {
        var start = Friday.At(new LocalTime(9, 0)).PlusMinutes(15 * random.Next(44));
        return At(start, start.PlusMinutes(30 + (15 * random.Next(8))));
    }

    private static Interval Shortened(Interval period) => new(period.Start, period.Start + NodaTime.Duration.FromMinutes(15));

    private void Remember(Guid id)
    {
        lock (known)
        {
            known.Add(id);
        }
    }

    private Guid[] Known()
    {
        lock (known)
        {
            return [.. known];
        }
    }
}
