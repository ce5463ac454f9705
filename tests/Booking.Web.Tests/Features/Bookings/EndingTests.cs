using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Mail;
using Npgsql;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>Cancelled, released, expired: taken time that becomes free, once.</summary>
public sealed class EndingTests : BookingHandlers
{
    [Fact]
    public async Task CancelBooking_WhenComing_FreesTheTimeAndTellsThePersonAndTheCalendars()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        Clock.Advance(NodaTime.Duration.FromHours(1));

        (await Cancel.HandleAsync(id, anna, null, default)).Should().Be(CancelOutcome.Cancelled);

        var now = Clock.GetCurrentInstant();
        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Cancelled, Sequence = 1, EndedAt = (Instant?)now, ReleaseAt = (Instant?)null });
        (await CountAsync("occupancy")).Should().Be(0);
        (await QueryAsync<Instant>("select revised_at from person where id = @Id", new { anna.Id })).Should().Be(now);
        (await QueryAsync<Instant>("select revised_at from unit where id = @Id", new { Id = kitchen.Units[0] })).Should().Be(now);
        MailJson.Read<BookingMail>(await QueryAsync<string>("select content from outbox where kind = @kind", new { kind = MailKind.BookingCancelled }))
            .Should().BeEquivalentTo(new { BookingId = id, Sequence = 1, FridayEvening.Start });
    }

    [Fact]
    public async Task ConfirmHold_ShowsInThePublicCalendarFromThen()
    {
        var anna = await PersonAsync();
        var hall = await ResourceAsync(new TestResource { Units = ["north", "south"] });
        var id = await HeldAsync(hall, FridayEvening, anna);
        Clock.Advance(NodaTime.Duration.FromMinutes(5));

        (await Confirm.HandleAsync(id, anna.Id, default)).Should().Be(ConfirmHoldOutcome.Confirmed);

        (await QueryAsync<long>("select count(*) from unit where revised_at = @now", new { now = Clock.GetCurrentInstant() })).Should().Be(2);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task CancelledBooking_BlocksNothing_AndThePersonMayBookAgain()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        await Cancel.HandleAsync(id, anna, null, default);

        var again = await PlaceAsync(kitchen, FridayEvening, anna);

        again.Should().BeOfType<PlaceBookingOutcome.Placed>().Which.Id.Should().NotBe(id);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task CancelBooking_ASecondTime_ChangesNothing()
    {
        var anna = await PersonAsync();
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, anna);
        await Cancel.HandleAsync(id, anna, null, default);

        (await Cancel.HandleAsync(id, anna, null, default)).Should().Be(CancelOutcome.AlreadyEnded);

        (await ReadAsync(id)).Sequence.Should().Be(1);
        (await MailsAsync(MailKind.BookingCancelled)).Should().Be(1);
        (await AuditedAsync("booking.cancelled")).Should().Be(1);
    }

    [Fact]
    public async Task CancelBooking_OfSomeoneElse_IsNotFound()
    {
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, await PersonAsync("Anna"));

        (await Cancel.HandleAsync(id, await PersonAsync("Bo"), "fordi", default)).Should().Be(CancelOutcome.NotFound);
        (await Cancel.HandleAsync(Guid.NewGuid(), await PersonAsync("Bo"), "fordi", default)).Should().Be(CancelOutcome.NotFound);
    }

    [Fact]
    public async Task CancelBooking_ByTheCaretaker_NeedsAReasonWhichReachesThePersonInTheirLanguage()
    {
        var anna = await PersonAsync("Anna", "en");
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, anna);
        var pedel = await (await PersonAsync("Pedel")).MakeCaretakerAsync(Source, "beboerhuset");

        (await Cancel.HandleAsync(id, pedel, " ", default)).Should().Be(CancelOutcome.ReasonMissing);
        (await Cancel.HandleAsync(id, pedel, "Vandskade", default)).Should().Be(CancelOutcome.Cancelled);

        (await ReadAsync(id)).EndReason.Should().Be("Vandskade");
        (await QueryAsync<string>("select recipient || ' ' || language || ' ' || (content ->> 'reason') from outbox where kind = @kind", new { kind = MailKind.BookingCancelled }))
            .Should().Be($"{anna.Email} en Vandskade");
    }

    [Fact]
    public async Task CancelBooking_ByTheCaretakerOfAnotherOwner_IsNotFound()
    {
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, await PersonAsync());
        await ResourceAsync(new TestResource { Owner = "skolen" });
        var other = await (await PersonAsync("Pedel")).MakeCaretakerAsync(Source, "skolen");

        (await Cancel.HandleAsync(id, other, "fordi", default)).Should().Be(CancelOutcome.NotFound);
    }

    [Theory]
    [InlineData(-1, CancelOutcome.Cancelled)]
    [InlineData(0, CancelOutcome.TooLate)]
    public async Task CancelBooking_AtItsEnd_IsTooLate(int secondsAfterTheEnd, CancelOutcome expected)
    {
        var anna = await PersonAsync();
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, anna);
        Clock.Reset(FridayEvening.End + NodaTime.Duration.FromSeconds(secondsAfterTheEnd));

        (await Cancel.HandleAsync(id, anna, null, default)).Should().Be(expected);
    }

    [Fact]
    public async Task CancelBooking_InUse_IsTooLate()
    {
        var anna = await PersonAsync();
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, anna);
        Clock.Reset(FridayEvening.Start);
        await CheckIn.HandleAsync(id, anna, default);

        (await Cancel.HandleAsync(id, anna, null, default)).Should().Be(CancelOutcome.TooLate);
    }

    [Fact]
    public async Task CancelBooking_WhenTheMailCannotBeWritten_ChangesNothing()
    {
        var anna = await PersonAsync();
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, anna);
        await ExecuteAsync("""
            create function fail() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
            create trigger fails before insert on outbox for each row execute function fail();
            """);

        await FluentActions.Awaiting(() => Cancel.HandleAsync(id, anna, null, default)).Should().ThrowAsync<PostgresException>();

        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Confirmed, Sequence = 0 });
        (await AuditedAsync("booking.cancelled")).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public async Task ReleaseBooking_WithoutACheckIn_FreesTheRestWhenItsGraceIsOver(int minutesAfterStart, bool expected)
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { ReleaseAfterMinutes = 20 });
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        Clock.Reset(FridayEvening.Start + NodaTime.Duration.FromMinutes(minutesAfterStart));

        (await Release.HandleAsync(id, default)).Should().Be(expected);

        var rest = new Interval(FridayEvening.Start + NodaTime.Duration.FromMinutes(30), FridayEvening.End);
        (await PlaceAsync(kitchen, rest, await PersonAsync("Bo")) is PlaceBookingOutcome.Placed).Should().Be(expected);
        (await MailsAsync(MailKind.BookingReleased)).Should().Be(expected ? 1 : 0);
        (await Release.HandleAsync(id, default)).Should().BeFalse("it is done once");
    }

    [Fact]
    public async Task ReleaseBooking_AfterDowntimeWhenItIsOver_TellsNobody()
    {
        var id = await PlacedAsync(await ResourceAsync(new TestResource { ReleaseAfterMinutes = 20 }), FridayEvening, await PersonAsync());
        Clock.Reset(FridayEvening.End);

        (await Release.HandleAsync(id, default)).Should().BeFalse();

        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Confirmed, ReleaseAt = (Instant?)null });
        (await MailsAsync(MailKind.BookingReleased)).Should().Be(0);
    }

    [Fact]
    public async Task ReleaseBooking_WhenCheckedIn_DoesNothing()
    {
        var anna = await PersonAsync();
        var id = await PlacedAsync(await ResourceAsync(new TestResource { ReleaseAfterMinutes = 20 }), FridayEvening, anna);
        Clock.Reset(FridayEvening.Start - NodaTime.Duration.FromMinutes(30));
        (await CheckIn.HandleAsync(id, anna, default)).Should().Be(CheckInOutcome.CheckedIn);
        Clock.Reset(FridayEvening.Start + NodaTime.Duration.FromHours(1));

        (await Release.HandleAsync(id, default)).Should().BeFalse();
    }

    [Fact]
    public async Task ConfirmHold_InTime_MakesItABookingWithItsInvitation()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { ReleaseAfterMinutes = 20 });
        var id = await HeldAsync(kitchen, FridayEvening, anna);
        IsTaken(await PlaceAsync(kitchen, FridayEvening, await PersonAsync("Bo"))).Should().BeTrue("a hold takes the time");

        (await Confirm.HandleAsync(id, anna.Id, default)).Should().Be(ConfirmHoldOutcome.Confirmed);

        (await ReadAsync(id)).Should().BeEquivalentTo(new
        {
            Status = BookingStatus.Confirmed, HoldExpiresAt = (Instant?)null, Sequence = 0,
            ReleaseAt = FridayEvening.Start + NodaTime.Duration.FromMinutes(20)
        });
        (await MailsAsync(MailKind.BookingConfirmed)).Should().Be(1);
        (await Confirm.HandleAsync(id, anna.Id, default)).Should().Be(ConfirmHoldOutcome.Already);
        (await MailsAsync(MailKind.BookingConfirmed)).Should().Be(1);
        await ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ConfirmHold_WhenItHasRunOut_IsGoneWithoutATrace(bool someoneElseHasTheTime)
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var id = await HeldAsync(kitchen, FridayEvening, anna);
        Clock.Advance(NodaTime.Duration.FromHours(1));
        if (someoneElseHasTheTime)
        {
            (await Expire.HandleAsync(id, default)).Should().BeTrue();
            await PlacedAsync(kitchen, FridayEvening, await PersonAsync("Bo"));
        }

        (await Confirm.HandleAsync(id, anna.Id, default)).Should().Be(ConfirmHoldOutcome.Gone);

        (await QueryAsync<long>("select count(*) from outbox where recipient = @Email", new { anna.Email })).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task ConfirmHold_OfSomeoneElse_IsNotFound()
    {
        var id = await HeldAsync(await ResourceAsync(), FridayEvening, await PersonAsync("Anna"));

        (await Confirm.HandleAsync(id, (await PersonAsync("Bo")).Id, default)).Should().Be(ConfirmHoldOutcome.NotFound);
    }

    [Fact]
    public async Task ExpireHold_BeforeItsTime_DoesNothing()
    {
        var id = await HeldAsync(await ResourceAsync(), FridayEvening, await PersonAsync());
        Clock.Advance(NodaTime.Duration.FromMinutes(59));

        (await Expire.HandleAsync(id, default)).Should().BeFalse();

        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Held);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task ExpireHold_WhenItHasRunOut_FreesTheTimeAndSendsNothing()
    {
        var id = await HeldAsync(await ResourceAsync(), FridayEvening, await PersonAsync());
        Clock.Advance(NodaTime.Duration.FromHours(1));

        (await Expire.HandleAsync(id, default)).Should().BeTrue();
        (await Expire.HandleAsync(id, default)).Should().BeFalse();

        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Expired);
        (await CountAsync("occupancy")).Should().Be(0);
        (await CountAsync("outbox")).Should().Be(0);
    }
}
