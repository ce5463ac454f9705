using Booking.Rules;
using Booking.Rules.Admission;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.GivingBack;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Waitlist;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using NodaTime.Testing;
using Npgsql;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>What pages, API and jobs call, on a database of their own and with a clock that only the test moves.</summary>
public abstract class BookingHandlers : IAsyncLifetime
{
    protected static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];

    /// <summary>Wednesday evening at seven in Aarhus.</summary>
    protected static readonly Instant Start = BookingApplication.Start;

    protected TestDatabase Database { get; private set; } = null!;

    protected FakeClock Clock { get; } = new(Start);

    protected NpgsqlDataSource Source => Database.DataSource;

    protected Catalogue Catalogue { get; private set; } = null!;

    protected PlaceBooking Place => new(Source, Ask, Clock);

    protected MoveBooking Move => new(Source, Catalogue, Clock);

    protected CancelBooking Cancel => new(Source, Catalogue, Clock);

    protected GiveBack GiveBack => new(Source, Catalogue, Clock);

    protected CheckOut CheckOut => new(Source, Catalogue, Clock);

    protected ReleaseBooking Release => new(Source, Catalogue, Clock);

    protected ReconfirmBooking Reconfirm => new(Source, Catalogue, Clock);

    protected CheckInBooking CheckIn => new(Source, Catalogue, Clock);

    protected static readonly IServiceProvider Texts = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();

    protected RefusalSentences Sentences => new(Texts.GetRequiredService<IStringLocalizer<RefusalTexts>>(), Clock);

    protected static RuleSentences RuleSentences { get; } = new(Texts.GetRequiredService<IStringLocalizer<RulesTexts>>());

    protected static AskOwner Ask { get; } = new(RuleSentences);

    protected ConfirmHold Confirm => new(Source, Catalogue, Sentences, Ask, Clock);

    protected FindAlternatives Alternatives => new(Source, Catalogue, Occupancies, Clock);

    protected ReadRequest Requests => new(Source, Catalogue, Clock);

    protected AnswerRequest Answer => new(Source, Requests, Alternatives, RuleSentences, Clock);

    protected LeaveUnanswered Leave => new(Source, Requests, Alternatives, RuleSentences, Clock);

    protected RemindOwner RemindOwner => new(Source, Requests, RuleSentences, Clock);

    protected ExpireHold Expire => new(Source, Clock);

    protected ExpireOffer ExpireOffer => new(Source, Catalogue, Clock);

    protected ReadOccupancies Occupancies => new(Source);

    public virtual async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Catalogue = new Catalogue(Source, Clock);
    }

    public virtual async Task DisposeAsync()
    {
        Catalogue.Dispose();
        await Database.DisposeAsync();
    }

    /// <summary>A period on the wall clock of Aarhus; an end not after the start is the next day's.</summary>
    protected static Interval At(LocalDate date, int fromHour, int toHour) => At(date + new LocalTime(fromHour % 24, 0), toHour > fromHour
        ? date.PlusDays(toHour / 24) + new LocalTime(toHour % 24, 0)
        : date.PlusDays(1) + new LocalTime(toHour, 0));

    protected static Interval At(LocalDateTime start, LocalDateTime end) =>
        new(WallClock.ToInstant(start, Zone)!.Value, WallClock.ToInstant(end, Zone)!.Value);

    protected static readonly LocalDate Friday = new(2026, 11, 27);

    protected static async Task<T[]> AtOnceAsync<T>(int times, Func<int, Task<T>> act)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Enumerable.Range(0, times).Select(number => Task.Run(async () =>
        {
            await go.Task;
            return await act(number);
        })).ToArray();
        go.SetResult();
        return await Task.WhenAll(running);
    }

    /// <summary>Friday evening from five to nine: what the resident of the story wants.</summary>
    protected static readonly Interval FridayEvening = At(new LocalDate(2026, 11, 27), 17, 21);

    protected Task<SignedInPerson> PersonAsync(string name = "Anna", string language = "da") => TestPerson.InsertAsync(Source, name, language);

    protected async Task<CatalogueResource> ResourceAsync(TestResource? resource = null)
    {
        resource = await (resource ?? new TestResource()).InsertAsync(Source);
        return (await Catalogue.ReadAsync(default)).Get(resource.Id);
    }

    protected Task<PlaceBookingOutcome> PlaceAsync(
        CatalogueResource resource, Interval period, SignedInPerson person, string? key = null, int people = 4, string purpose = "Fællesspisning") =>
        Place.HandleAsync(new PlaceBookingRequest(resource, period, people, purpose, person, key ?? Guid.NewGuid().ToString()), default);

    /// <summary>The id of a booking that had to succeed.</summary>
    protected async Task<Guid> PlacedAsync(CatalogueResource resource, Interval period, SignedInPerson person) =>
        (await PlaceAsync(resource, period, person)).Should().BeOfType<PlaceBookingOutcome.Placed>().Subject.Id;

    /// <summary>The id of a hold on that period, for an hour.</summary>
    protected async Task<Guid> HeldAsync(CatalogueResource resource, Interval period, SignedInPerson person)
    {
        var now = Clock.GetCurrentInstant();
        var hold = new NewBooking(
            Guid.CreateVersion7(), BookingReference.New(), resource.Id, person.Id, period, 4, "Fællesspisning", Guid.NewGuid().ToString(), [],
            HoldExpiresAt: now + NodaTime.Duration.FromHours(1), RemindAt: null, ReleaseAt: null, Reconfirm: null);
        await using var connection = await Source.OpenConnectionAsync();
        (await TakeTime.TryAsync(connection, hold, resource.Units, resource.Terms, mail: null, now)).Should().BeTrue();
        return hold.Id;
    }

    protected Task<MoveBookingOutcome> MoveAsync(Guid id, SignedInPerson person, Interval period, int people = 4) =>
        Move.HandleAsync(id, person, period, people, "Fællesspisning", default);

    protected async Task<BookingRecord> ReadAsync(Guid id)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await BookingRecord.FindAsync(connection, id, default))!;
    }

    protected async Task<T> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    protected async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    protected Task<long> CountAsync(string table) => QueryAsync<long>($"select count(*) from {table}");

    /// <summary>How many mails of a kind wait or have been sent.</summary>
    protected Task<long> MailsAsync(string kind) => QueryAsync<long>("select count(*) from outbox where kind = @kind", new { kind });

    /// <summary>How often the audit names an action.</summary>
    protected Task<long> AuditedAsync(string action) => QueryAsync<long>("select count(*) from audit where action = @action", new { action });

    /// <summary>The deadlocks PostgreSQL has had to break in this database.</summary>
    protected async Task<long> DeadlocksAsync()
    {
        // A connection tells what it counted when it ends, if not before.
        Source.Clear();
        await Task.Delay(100);
        return await QueryAsync<long>("select deadlocks from pg_stat_database where datname = current_database()");
    }

    /// <summary>What may never be otherwise, whatever has happened.</summary>
    protected async Task ShouldBeConsistentAsync()
    {
        (await QueryAsync<long>(
            """
            select count(*) from occupancy a join occupancy b on a.unit_id = b.unit_id and a.id < b.id and a.period && b.period
            """)).Should().Be(0, "two occupancies of one unit never overlap");
        (await QueryAsync<long>(
            """
            select count(*)
            from booking b
            join resource r on r.id = b.resource_id
            left join permission asked on asked.booking_id = b.id
            left join rule buffer on buffer.resource_id = r.id and buffer.kind = 'BufferTime'
            full join (select booking_id, count(*) as units, (array_agg(period))[1] as period, count(distinct period) as periods
                       from occupancy where booking_id is not null group by booking_id) o on o.booking_id = b.id
            where (b.status = 'confirmed' or (b.status = 'held' and coalesce(asked.holds, true))) is distinct from (o.booking_id is not null)
               or o.periods > 1
               or o.units <> case r.unit_use when 'all' then (select count(*) from resource_unit u where u.resource_id = r.id) else 1 end
               or o.period <> tstzrange(lower(b.period) - make_interval(mins => coalesce((buffer.parameters ->> 'beforeMinutes')::int, 0)),
                                        upper(b.period) + make_interval(mins => coalesce((buffer.parameters ->> 'afterMinutes')::int, 0)))
            """)).Should().Be(0, "active bookings that hold their time, and only they, have all their units for the period with its buffers");
        (await QueryAsync<long>("select count(*) from occupancy where unit_id not in (select unit_id from resource_unit)"))
            .Should().Be(0);
        (await QueryAsync<long>(
            """
            select count(*) from occupancy o join booking b on b.id = o.booking_id
            where o.kind <> case b.status when 'held' then 'hold' else 'booking' end
            """)).Should().Be(0, "a hold is marked as one");
    }

    protected static bool IsTaken(PlaceBookingOutcome outcome) =>
        outcome is PlaceBookingOutcome.Refused { Reasons: [SlotTaken] };
}
