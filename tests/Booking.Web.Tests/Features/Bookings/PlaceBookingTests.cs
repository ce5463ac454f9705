using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Mail;
using Npgsql;

namespace Booking.Web.Tests.Features.Bookings;

public sealed class PlaceBookingTests : BookingHandlers
{
    [Fact]
    public async Task PlaceBooking_WhenFree_WritesBookingOccupancyAuditAndInvitationTogether()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { BufferBeforeMinutes = 15, BufferAfterMinutes = 30, ReleaseAfterMinutes = 20 });

        var outcome = await PlaceAsync(kitchen, FridayEvening, anna, people: 12);

        var placed = outcome.Should().BeOfType<PlaceBookingOutcome.Placed>().Subject;
        var booking = await ReadAsync(placed.Id);
        booking.Should().BeEquivalentTo(new
        {
            placed.Reference, ResourceId = kitchen.Id, PersonId = anna.Id, Period = FridayEvening, People = 12,
            Purpose = "Fællesspisning", Status = BookingStatus.Confirmed, Sequence = 0,
            ReleaseAt = FridayEvening.Start + NodaTime.Duration.FromMinutes(20)
        });
        (await QueryAsync<Interval>("select period from occupancy where booking_id = @Id", new { placed.Id })).Should().Be(new Interval(
            FridayEvening.Start - NodaTime.Duration.FromMinutes(15), FridayEvening.End + NodaTime.Duration.FromMinutes(30)));
        (await QueryAsync<Guid>("select actor_id from audit where subject = @Id and action = 'booking.placed'", new { placed.Id }))
            .Should().Be(anna.Id);
        var mail = MailJson.Read<BookingMail>(await QueryAsync<string>("select content from outbox where recipient = @Email", new { anna.Email }));
        mail.Should().BeEquivalentTo(new { BookingId = placed.Id, placed.Reference, Sequence = 0, People = 12, FridayEvening.Start, FridayEvening.End });
    }

    [Fact]
    public async Task PlaceBooking_ByAPersonWhoWasDeletedMeanwhile_LeavesNothing()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        await ExecuteAsync($"delete from person where id = '{anna.Id}'");

        (await PlaceAsync(kitchen, FridayEvening, anna)).Should().BeOfType<PlaceBookingOutcome.PersonGone>();

        (await QueryAsync<long>("select (select count(*) from booking) + (select count(*) from occupancy) + (select count(*) from outbox)"))
            .Should().Be(0);
    }

    [Fact]
    public async Task PlaceBooking_WhenPlaced_RaisesTheRevisionsThatFeedsAreJudgedBy()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();

        await PlacedAsync(kitchen, FridayEvening, anna);

        (await QueryAsync<Instant>("select revised_at from person where id = @Id", new { anna.Id })).Should().Be(Start);
        (await QueryAsync<Instant>("select revised_at from unit where id = @Id", new { Id = kitchen.Units[0] })).Should().Be(Start);
    }

    [Theory]
    [InlineData("booking")]
    [InlineData("occupancy")]
    [InlineData("audit")]
    [InlineData("outbox")]
    public async Task PlaceBooking_WhenOneOfItsRowsCannotBeWritten_LeavesNothingAndSendsNothing(string table)
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        await ExecuteAsync($"""
            create function fail() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
            create trigger fails after insert on {table} for each row execute function fail();
            """);

        var act = () => PlaceAsync(kitchen, FridayEvening, anna);

        (await act.Should().ThrowAsync<PostgresException>()).Which.MessageText.Should().Be("the disk is full");
        foreach (var left in (string[])["booking", "occupancy", "audit", "outbox"])
        {
            (await CountAsync(left)).Should().Be(0, $"nothing may be left in {left}");
        }
    }

    [Fact]
    public async Task PlaceBooking_WhenTaken_IsRefusedAndLeavesNothing()
    {
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        var kitchen = await ResourceAsync();
        await PlacedAsync(kitchen, FridayEvening, anna);

        var outcome = await PlaceAsync(kitchen, At(new LocalDate(2026, 11, 27), 20, 22), bo);

        IsTaken(outcome).Should().BeTrue();
        (await CountAsync("booking")).Should().Be(1);
        (await CountAsync("audit")).Should().Be(1);
        (await CountAsync("outbox")).Should().Be(1);
        (await QueryAsync<Instant>("select revised_at from person where id = @Id", new { bo.Id })).Should().BeLessThan(Start);
    }

    [Fact]
    public async Task PlaceBooking_WhenARuleSaysNo_IsRefusedWithEveryReasonAndLeavesNothing()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { Hours = [(480, 1200)], Capacity = 10 });

        var outcome = await PlaceAsync(kitchen, FridayEvening, anna, people: 12);

        outcome.Should().BeOfType<PlaceBookingOutcome.Refused>()
            .Which.Reasons.Select(reason => reason.Code).Should().Equal(nameof(OutsideOpeningHours), nameof(TooManyPeople));
        (await CountAsync("booking")).Should().Be(0);
        (await CountAsync("outbox")).Should().Be(0);
    }

    [Fact]
    public async Task PlaceBooking_SentAgain_AnswersWithTheFirstBooking()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var first = (PlaceBookingOutcome.Placed)await PlaceAsync(kitchen, FridayEvening, anna, "key");

        var again = await PlaceAsync(kitchen, FridayEvening, anna, "key");

        again.Should().Be(first with { Again = true });
        (await CountAsync("booking")).Should().Be(1);
        (await CountAsync("outbox")).Should().Be(1);
    }

    [Fact]
    public async Task PlaceBooking_SentAgainAfterTheStart_StillAnswersWithTheFirstBooking()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var first = (PlaceBookingOutcome.Placed)await PlaceAsync(kitchen, FridayEvening, anna, "key");
        Clock.Reset(FridayEvening.End);

        (await PlaceAsync(kitchen, FridayEvening, anna, "key")).Should().Be(first with { Again = true });
    }

    [Fact]
    public async Task PlaceBooking_SentAgainAfterItWasCancelled_MakesNoSecondBooking()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var first = (PlaceBookingOutcome.Placed)await PlaceAsync(kitchen, FridayEvening, anna, "key");
        await Cancel.HandleAsync(first.Id, anna, null, default);

        (await PlaceAsync(kitchen, FridayEvening, anna, "key")).Should().Be(first with { Again = true });
        (await CountAsync("occupancy")).Should().Be(0);
    }

    [Theory]
    [InlineData(21, 22, 4, "Fællesspisning")]
    [InlineData(17, 21, 5, "Fællesspisning")]
    [InlineData(17, 21, 4, "Madklub")]
    public async Task PlaceBooking_WithTheKeyOfAnotherRequest_IsTold(int from, int to, int people, string purpose)
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        await PlaceAsync(kitchen, FridayEvening, anna, "key");

        var other = await PlaceAsync(kitchen, At(new LocalDate(2026, 11, 27), from, to), anna, "key", people, purpose);

        other.Should().BeOfType<PlaceBookingOutcome.KeyUsed>();
        (await CountAsync("booking")).Should().Be(1);
        (await CountAsync("occupancy")).Should().Be(1);
    }

    [Fact]
    public async Task PlaceBooking_WithTheKeyOfAnotherPerson_IsARequestOfItsOwn()
    {
        var kitchen = await ResourceAsync();
        await PlaceAsync(kitchen, FridayEvening, await PersonAsync("Anna"), "key");

        (await PlaceAsync(kitchen, At(new LocalDate(2026, 11, 28), 17, 21), await PersonAsync("Bo"), "key"))
            .Should().BeOfType<PlaceBookingOutcome.Placed>().Which.Again.Should().BeFalse();
    }

    [Fact]
    public async Task PlaceBooking_FromTenAndFromEleven_NeverConflict()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var day = new LocalDate(2026, 11, 27);
        await PlacedAsync(kitchen, At(day, 10, 11), anna);

        (await PlaceAsync(kitchen, At(day, 11, 12), anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        (await PlaceAsync(kitchen, At(day, 9, 10), anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
    }

    [Theory]
    [InlineData(44, false)]
    [InlineData(45, true)]
    public async Task PlaceBooking_AfterAnother_NeedsRoomForCleaningUpAndSettingUp(int minutesBetween, bool possible)
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { StepMinutes = 1, BufferBeforeMinutes = 15, BufferAfterMinutes = 30 });
        await PlacedAsync(kitchen, At(new LocalDate(2026, 11, 27), 10, 11), anna);
        var next = new LocalDateTime(2026, 11, 27, 11, 0).PlusMinutes(minutesBetween);

        var outcome = await PlaceAsync(kitchen, At(next, next.PlusHours(1)), anna);

        (outcome is PlaceBookingOutcome.Placed).Should().Be(possible);
    }

    [Fact]
    public async Task PlaceBooking_OfSeveralDays_BlocksEveryHourBetween()
    {
        var anna = await PersonAsync();
        var van = await ResourceAsync(new TestResource { MaximumMinutes = 5 * 1440, Kind = "vehicle" });
        await PlacedAsync(van, At(new LocalDateTime(2026, 11, 27, 15, 0), new LocalDateTime(2026, 11, 30, 9, 0)), anna);

        for (var hour = new LocalDateTime(2026, 11, 27, 15, 0); hour < new LocalDateTime(2026, 11, 30, 9, 0); hour = hour.PlusHours(1))
        {
            IsTaken(await PlaceAsync(van, At(hour, hour.PlusHours(1)), anna)).Should().BeTrue($"it is away at {hour}");
        }

        (await PlaceAsync(van, At(new LocalDate(2026, 11, 27), 14, 15), anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        (await PlaceAsync(van, At(new LocalDate(2026, 11, 30), 9, 10), anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
    }

    [Fact]
    public async Task PlaceBooking_OverMidnight_IsStoredAndEndsAt24Exactly()
    {
        var anna = await PersonAsync();
        var hall = await ResourceAsync();
        var friday = new LocalDate(2026, 11, 27);

        var late = await PlacedAsync(hall, At(friday, 23, 25), anna);
        var evening = await PlacedAsync(hall, At(friday.PlusDays(1), 22, 24), anna);

        (await ReadAsync(late)).Period.Should().Be(new Interval(Instant.FromUtc(2026, 11, 27, 22, 0), Instant.FromUtc(2026, 11, 28, 0, 0)));
        (await ReadAsync(evening)).Period.End.Should().Be(Instant.FromUtc(2026, 11, 28, 23, 0));
    }

    public static TheoryData<LocalDateTime, LocalDateTime, string> ClockChanges => new()
    {
        { new(2027, 3, 27, 19, 0), new(2027, 3, 27, 21, 0), "[2027-03-27 18:00:00+00,2027-03-27 20:00:00+00)" },
        { new(2027, 3, 28, 19, 0), new(2027, 3, 28, 21, 0), "[2027-03-28 17:00:00+00,2027-03-28 19:00:00+00)" },
        { new(2027, 10, 30, 19, 0), new(2027, 10, 30, 21, 0), "[2027-10-30 17:00:00+00,2027-10-30 19:00:00+00)" },
        { new(2027, 10, 31, 19, 0), new(2027, 10, 31, 21, 0), "[2027-10-31 18:00:00+00,2027-10-31 20:00:00+00)" },
        // Over the change itself: from 01:00 to 04:00 is two hours in spring and four in autumn.
        { new(2027, 3, 28, 1, 0), new(2027, 3, 28, 4, 0), "[2027-03-28 00:00:00+00,2027-03-28 02:00:00+00)" },
        { new(2027, 10, 31, 1, 0), new(2027, 10, 31, 4, 0), "[2027-10-30 23:00:00+00,2027-10-31 03:00:00+00)" },
        // 02:30 in autumn is the earlier of the two.
        { new(2027, 10, 31, 2, 30), new(2027, 10, 31, 4, 0), "[2027-10-31 00:30:00+00,2027-10-31 03:00:00+00)" },
        // The day of 25 hours is one day.
        { new(2027, 10, 31, 0, 0), new(2027, 11, 1, 0, 0), "[2027-10-30 22:00:00+00,2027-10-31 23:00:00+00)" },
    };

    [Theory]
    [MemberData(nameof(ClockChanges))]
    public async Task PlaceBooking_AroundAChangeOfTheClock_StoresTheWallClocksMeaning(LocalDateTime start, LocalDateTime end, string stored)
    {
        var anna = await PersonAsync();
        var hall = await ResourceAsync(new TestResource { MaximumMinutes = 1440 });

        var id = await PlacedAsync(hall, At(start, end), anna);

        (await QueryAsync<string>("set timezone to 'UTC'; select replace(period::text, '\"', '') from booking where id = @id", new { id }))
            .Should().Be(stored);
        (await ReadAsync(id)).Period.Start.InZone(Zone).LocalDateTime.Should().Be(start);
    }

    [Fact]
    public async Task PlaceBooking_OfAPool_TakesOneUnitOnly()
    {
        var anna = await PersonAsync();
        var bench = await ResourceAsync(new TestResource { Use = UnitUse.AnyOne, Units = ["bench 1", "bench 2"], Kind = "workshop" });

        await PlacedAsync(bench, FridayEvening, anna);
        await PlacedAsync(bench, FridayEvening, anna);

        IsTaken(await PlaceAsync(bench, FridayEvening, anna)).Should().BeTrue();
        (await QueryAsync<long>("select count(distinct unit_id) from occupancy")).Should().Be(2);
        await ShouldBeConsistentAsync();
    }
}
