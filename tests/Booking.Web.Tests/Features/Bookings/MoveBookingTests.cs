using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Mail;
using Npgsql;

namespace Booking.Web.Tests.Features.Bookings;

public sealed class MoveBookingTests : BookingHandlers
{
    [Fact]
    public async Task MoveBooking_ToFreeTime_TakesThatAndGivesTheOldBack()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { BufferAfterMinutes = 30, ReleaseAfterMinutes = 20 });
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        var before = await ReadAsync(id);
        var saturday = At(Friday.PlusDays(1), 10, 12);

        (await MoveAsync(id, anna, saturday, people: 7)).Should().BeOfType<MoveBookingOutcome.Moved>();

        (await ReadAsync(id)).Should().BeEquivalentTo(new
        {
            before.Reference, Period = saturday, People = 7, Sequence = 1, ReleaseAt = saturday.Start + NodaTime.Duration.FromMinutes(20)
        });
        (await PlaceAsync(kitchen, FridayEvening, anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        MailJson.Read<BookingMail>(await QueryAsync<string>("select content from outbox where kind = @kind", new { kind = MailKind.BookingMoved }))
            .Should().BeEquivalentTo(new { BookingId = id, Sequence = 1, saturday.Start, saturday.End, People = 7 });
        await ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData(16, 20)]
    [InlineData(18, 22)]
    [InlineData(17, 19)]
    [InlineData(15, 23)]
    public async Task MoveBooking_ToTimeThatOverlapsItsOwn_IsNotInItsOwnWay(int from, int to)
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var id = await PlacedAsync(kitchen, FridayEvening, anna);

        (await MoveAsync(id, anna, At(Friday, from, to))).Should().BeOfType<MoveBookingOutcome.Moved>();

        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task MoveBooking_OfThePeopleAlone_IsJudgedByTheRoomAlone()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { LeadMinutes = 24 * 60, Capacity = 8 });
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        Clock.Reset(FridayEvening.Start - NodaTime.Duration.FromHours(3));

        (await MoveAsync(id, anna, FridayEvening, people: 8)).Should().BeOfType<MoveBookingOutcome.Moved>();
        (await MoveAsync(id, anna, FridayEvening, people: 9)).Should().BeOfType<MoveBookingOutcome.Refused>()
            .Which.Reasons.Should().Equal(new TooManyPeople(8));
        (await MoveAsync(id, anna, At(Friday, 18, 22))).Should().BeOfType<MoveBookingOutcome.Refused>()
            .Which.Reasons.Should().ContainSingle().Which.Should().BeOfType<TooSoon>();
    }

    [Fact]
    public async Task MoveBooking_ToTakenTime_IsRefusedAndKeepsWhatItHad()
    {
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        var kitchen = await ResourceAsync();
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        await PlacedAsync(kitchen, At(Friday.PlusDays(1), 10, 12), bo);

        var outcome = await MoveAsync(id, anna, At(Friday.PlusDays(1), 11, 13));

        outcome.Should().BeOfType<MoveBookingOutcome.Refused>().Which.Reasons.Should().Equal(new SlotTaken());
        (await ReadAsync(id)).Should().BeEquivalentTo(new { Period = FridayEvening, Sequence = 0 });
        (await MailsAsync(MailKind.BookingMoved)).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task MoveBooking_OfTheWholeHall_WhenOneHalfIsTaken_KeepsBothHalvesOfTheOldTime()
    {
        var anna = await PersonAsync();
        var whole = await ResourceAsync(new TestResource { Units = ["north", "south"] });
        var half = await ResourceAsync(new TestResource { Units = ["south"] });
        var id = await PlacedAsync(whole, FridayEvening, anna);
        await PlacedAsync(half, At(Friday.PlusDays(1), 17, 21), anna);

        (await MoveAsync(id, anna, At(Friday.PlusDays(1), 17, 21))).Should().BeOfType<MoveBookingOutcome.Refused>();

        (await QueryAsync<long>("select count(*) from occupancy where booking_id = @id", new { id })).Should().Be(2);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task MoveBooking_OfAPoolThatIsFull_MayUseItsOwnUnit()
    {
        var anna = await PersonAsync();
        var bench = await ResourceAsync(new TestResource { Units = ["bench 1", "bench 2"], Use = UnitUse.AnyOne });
        await PlacedAsync(bench, FridayEvening, anna);
        var id = await PlacedAsync(bench, FridayEvening, anna);

        (await MoveAsync(id, anna, At(Friday, 18, 22))).Should().BeOfType<MoveBookingOutcome.Moved>();

        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task MoveBooking_AgainstARule_IsRefusedWithTheReason()
    {
        var anna = await PersonAsync();
        var id = await PlacedAsync(await ResourceAsync(new TestResource { Hours = [(600, 1320)] }), FridayEvening, anna);

        (await MoveAsync(id, anna, At(Friday, 8, 10))).Should().BeOfType<MoveBookingOutcome.Refused>()
            .Which.Reasons.Should().ContainSingle().Which.Should().BeOfType<OutsideOpeningHours>();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task MoveBooking_OnceItHasBegun_IsTooLate(int secondsAfterStart, bool possible)
    {
        var anna = await PersonAsync();
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, anna);
        Clock.Reset(FridayEvening.Start + NodaTime.Duration.FromSeconds(secondsAfterStart));

        var outcome = await MoveAsync(id, anna, At(Friday.PlusDays(1), 17, 21));

        outcome.Should().BeOfType(possible ? typeof(MoveBookingOutcome.Moved) : typeof(MoveBookingOutcome.TooLate));
    }

    [Fact]
    public async Task MoveBooking_OfSomeoneElse_IsNotFound()
    {
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, await PersonAsync("Anna"));

        (await MoveAsync(id, await PersonAsync("Bo"), At(Friday.PlusDays(1), 17, 21))).Should().BeOfType<MoveBookingOutcome.NotFound>();
    }

    [Fact]
    public async Task MoveBooking_WhenTheMailCannotBeWritten_ChangesNothing()
    {
        var anna = await PersonAsync();
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, anna);
        await ExecuteAsync("""
            create function fail() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
            create trigger fails before insert on outbox for each row execute function fail();
            """);

        await FluentActions.Awaiting(() => MoveAsync(id, anna, At(Friday.PlusDays(1), 17, 21))).Should().ThrowAsync<PostgresException>();

        (await ReadAsync(id)).Should().BeEquivalentTo(new { Period = FridayEvening, Sequence = 0 });
        await ShouldBeConsistentAsync();
    }
}
