using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Xunit.Abstractions;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>Anything anyone may do, in any order and at the same time: what must always hold still holds after it.</summary>
public sealed class RandomHistoryTests(ITestOutputHelper output) : BookingHandlers
{
    private const int Actors = 12;
    private const int Rounds = 25;
    private const int ActsInARound = 4;

    private readonly List<Guid> known = [];
    private CatalogueResource[] resources = [];
    private SignedInPerson[] people = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AnyHistory_OfManyAtOnce_LeavesExactlyTheTimeOfActiveBookingsTaken(int seed)
    {
        resources =
        [
            await ResourceAsync(new TestResource { Units = ["north", "south"], BufferAfterMinutes = 30, ReleaseAfterMinutes = 20 }),
            await ResourceAsync(new TestResource { Units = ["north"], BufferBeforeMinutes = 15, ReleaseAfterMinutes = 20 }),
            await ResourceAsync(new TestResource { Units = ["south"] }),
            await ResourceAsync(new TestResource { Units = ["bench 1", "bench 2", "bench 3"], Use = UnitUse.AnyOne, BufferAfterMinutes = 15, ReleaseAfterMinutes = 15 }),
        ];
        people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PersonAsync()));
        Clock.Reset(At(Friday, 7, 8).Start);

        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Actors).Select(actor => Task.Run(() => ActAsync(new Random(HashCode(seed, round, actor))))));
            await ShouldBeConsistentAsync();
            Clock.Advance(NodaTime.Duration.FromMinutes(30));
        }

        (await DeadlocksAsync()).Should().Be(0);
        await ShouldHaveToldEveryChangeAsync();
        output.WriteLine(await QueryAsync<string>(
            "select string_agg(status || ' ' || number, ', ' order by status) from (select status, count(*) as number from booking group by status) as s"));
    }

    private static int HashCode(int seed, int round, int actor) => (((seed * 1009) + round) * 1009) + actor;

    private async Task ActAsync(Random random)
    {
        for (var act = 0; act < ActsInARound; act++)
        {
            var person = people[random.Next(people.Length)];
            switch (random.Next(10))
            {
                case < 3:
                    if (await PlaceAsync(Resource(random), Period(random), person) is PlaceBookingOutcome.Placed placed)
                    {
                        Remember(placed.Id);
                    }

                    break;
                case 3:
                    await HoldAsync(Resource(random), Period(random), person);
                    break;
                case < 6:
                    await WithOneAsync(random, (id, owner) => MoveAsync(id, owner, Period(random)));
                    break;
                case 6:
                    await WithOneAsync(random, (id, owner) => Cancel.HandleAsync(id, owner, null, default));
                    break;
                case 7:
                    await WithOneAsync(random, (id, owner) => CheckIn.HandleAsync(id, owner, default));
                    break;
                case 8:
                    await WithOneAsync(random, (id, owner) => Confirm.HandleAsync(id, owner.Id, default));
                    break;
                default:
                    foreach (var id in Known())
                    {
                        await Release.HandleAsync(id, default);
                        await Expire.HandleAsync(id, default);
                    }

                    break;
            }
        }
    }

    private CatalogueResource Resource(Random random) => resources[random.Next(resources.Length)];

    /// <summary>Within one day, so that they meet.</summary>
    private static Interval Period(Random random)
    {
        var start = Friday.At(new LocalTime(8, 0)).PlusMinutes(15 * random.Next(48));
        return At(start, start.PlusMinutes(15 * (1 + random.Next(8))));
    }

    private async Task HoldAsync(CatalogueResource resource, Interval period, SignedInPerson person)
    {
        var now = Clock.GetCurrentInstant();
        var hold = new NewBooking(
            Guid.CreateVersion7(), BookingReference.New(), resource.Id, person.Id, period, 4, "", Guid.NewGuid().ToString(), [],
            HoldExpiresAt: now + NodaTime.Duration.FromMinutes(45), RemindAt: null, ReleaseAt: null, Reconfirm: null);
        await using var connection = await Source.OpenConnectionAsync();
        if (await TakeTime.TryAsync(connection, hold, resource.Units, resource.Terms, mail: null, now))
        {
            Remember(hold.Id);
        }
    }

    private async Task WithOneAsync<T>(Random random, Func<Guid, SignedInPerson, Task<T>> act)
    {
        var all = Known();
        if (all.Length == 0)
        {
            return;
        }

        var booking = await ReadAsync(all[random.Next(all.Length)]);
        await act(booking.Id, people.Single(person => person.Id == booking.PersonId));
    }

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

    /// <summary>Each change has its one audit row, each that a calendar must follow its one mail, and the sequence counts them.</summary>
    private async Task ShouldHaveToldEveryChangeAsync()
    {
        (await CountAsync("booking")).Should().Be(known.Count, "whoever was told of a booking has it, and nobody else");
        (await QueryAsync<long>(
            """
            select count(*) from booking b
            where (select count(*) from audit a where a.subject = b.id and a.action in ('booking.placed', 'booking.held')) <> 1
               or (select count(*) from audit a where a.subject = b.id and a.action = 'booking.' || b.status)
                  <> case when b.status in ('cancelled', 'released', 'expired') then 1 else (select count(*) from audit a where a.subject = b.id and a.action = 'booking.' || b.status) end
               or (select count(*) from audit a where a.subject = b.id and a.action = 'booking.checked-in') <> (b.checked_in_at is not null)::int
               or (select count(*) from audit a where a.subject = b.id
                   and a.action in ('booking.moved', 'booking.cancelled', 'booking.released', 'booking.expired')) <> b.sequence
            """)).Should().Be(0);
        (await QueryAsync<long>(
            """
            select count(*) from booking b
            where (select coalesce(array_agg((content ->> 'sequence')::int order by (content ->> 'sequence')::int), '{}') from outbox
                   where (content ->> 'bookingId')::uuid = b.id)
                  <> case when b.confirmed_at is null then '{}' else array(select generate_series(0, b.sequence)) end
            """)).Should().Be(0, "every change but those of a hold was told, once, in order");
        (await QueryAsync<long>(
            "select count(*) from booking where status in ('cancelled', 'released', 'expired') and (ended_at is null or hold_expires_at is not null or remind_at is not null or release_at is not null)"))
            .Should().Be(0, "nothing is due any more");
        (await MailsAsync(MailKind.BookingConfirmed)).Should().Be(await QueryAsync<long>("select count(*) from booking where confirmed_at is not null"));
        (await QueryAsync<string>("select string_agg(distinct status, ' ' order by status) from booking"))
            .Should().Be(string.Join(' ', Enum.GetNames<BookingStatus>().Select(name => name.ToLowerInvariant()).Order()), "the history is worth the name");
    }
}
