using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.GivingBack;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Bookings;

namespace Booking.Web.Tests.Features.GivingBack;

public sealed class GiveBackTests : BookingHandlers
{
    private static readonly Quota FourHoursAWeek = new(4, QuotaMeasure.Hours, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both);

    [Theory]
    [InlineData(17, 19)]
    [InlineData(19, 21)]
    [InlineData(18, 20)]
    public async Task GiveBack_AtTheEnds_FreesJustThat_AndTellsCalendars(int from, int to)
    {
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        var kitchen = await ResourceAsync(new TestResource
        {
            BufferBeforeMinutes = 15, BufferAfterMinutes = 30, ReleaseAfterMinutes = 20, LeadMinutes = 7 * 24 * 60 - 1, MinimumMinutes = 180,
        });
        Clock.Reset(FridayEvening.Start - NodaTime.Duration.FromDays(8));
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        var before = await ReadAsync(id);
        Clock.Reset(FridayEvening.Start - NodaTime.Duration.FromDays(1));

        (await KeepAsync(id, anna, At(Friday, from, to))).Should().Be(new GiveBackOutcome.Given(null), "neither notice nor shortest length is asked");
        (await KeepAsync(id, anna, At(Friday, from, to))).Should().Be(new GiveBackOutcome.Given(null), "sent twice is done once");

        (await ReadAsync(id)).Should().BeEquivalentTo(new
        {
            before.Reference, Period = At(Friday, from, to), Sequence = 1, LateMinutes = 0,
            ReleaseAt = At(Friday, from, to).Start + NodaTime.Duration.FromMinutes(20),
        });
        MailJson.Read<BookingMail>(await QueryAsync<string>("select content from outbox where kind = @kind", new { kind = MailKind.BookingShortened }))
            .Should().BeEquivalentTo(new { BookingId = id, Sequence = 1, At(Friday, from, to).Start, At(Friday, from, to).End });
        (await AuditedAsync("booking.given-back")).Should().Be(1);
        (await KeepAsync(id, bo, At(Friday, from, from + 1), seen: 1)).Should().BeOfType<GiveBackOutcome.NotFound>();
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task GiveBack_WhatIsNotToBeHad_ChangesNothing()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        var held = await HeldAsync(kitchen, At(Friday, 10, 12), anna);

        (await KeepAsync(id, anna, At(Friday, 16, 20))).Should().Be(new GiveBackOutcome.Impossible(GiveBackProblem.NotTheirs));
        (await KeepAsync(id, anna, FridayEvening)).Should().Be(new GiveBackOutcome.Impossible(GiveBackProblem.NothingGiven));
        (await MiddleAsync(id, anna, FridayEvening)).Should().Be(new GiveBackOutcome.Impossible(GiveBackProblem.NothingKept));
        (await KeepAsync(held, anna, At(Friday, 10, 11))).Should().BeOfType<GiveBackOutcome.NotConfirmed>();
        (await MoveAsync(id, anna, At(Friday, 17, 20))).Should().BeOfType<MoveBookingOutcome.Moved>();
        (await KeepAsync(id, anna, At(Friday, 17, 19))).Should().BeOfType<GiveBackOutcome.ChangedSince>();

        (await ReadAsync(id)).Should().BeEquivalentTo(new { Period = At(Friday, 17, 20), Sequence = 1 });
        await ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData(UnitUse.All, 2)]
    [InlineData(UnitUse.AnyOne, 1)]
    public async Task GiveBack_TheMiddle_LeavesTwoBookings(UnitUse use, int units)
    {
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        var hall = await ResourceAsync(new TestResource { Units = ["north", "south"], Use = use, BufferAfterMinutes = 15, ReleaseAfterMinutes = 20 });
        var id = await PlacedAsync(hall, FridayEvening, anna);
        var had = await ReadAsync(id);

        var given = (await MiddleAsync(id, anna, At(Friday, 18, 20))).Should().BeOfType<GiveBackOutcome.Given>().Subject;
        (await MiddleAsync(id, anna, At(Friday, 18, 20))).Should().Be(given, "sent twice is done once");

        var (first, second) = (await ReadAsync(id), await ReadAsync(given.Second!.Value));
        first.Should().BeEquivalentTo(new { had.Reference, Period = At(Friday, 17, 18), Sequence = 1 });
        second.Should().BeEquivalentTo(new
        {
            Period = At(Friday, 20, 21), Sequence = 0, had.PersonId, had.People, had.Purpose, had.ConfirmedAt, had.UnitLabel, SplitFrom = id,
            ReleaseAt = At(Friday, 20, 21).Start + NodaTime.Duration.FromMinutes(20), Status = BookingStatus.Confirmed,
        });
        second.Reference.Should().NotBe(first.Reference);
        (await QueryAsync<long>("select count(*) from occupancy")).Should().Be(2 * units);
        MailJson.Read<BookingMail>(await QueryAsync<string>("select content from outbox where kind = @kind", new { kind = MailKind.BookingSplit }))
            .Should().BeEquivalentTo(new { BookingId = second.Id, second.Reference, Sequence = 0, second.Period.Start, second.Period.End });
        (await MailsAsync(MailKind.BookingShortened)).Should().Be(1);
        await PlacedAsync(hall, At(new LocalDateTime(2026, 11, 27, 18, 15), new LocalDateTime(2026, 11, 27, 19, 45)), bo);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task GivenBackTooLate_CountsAsUsed_WhicheverWay()
    {
        var kitchen = await ResourceAsync(new TestResource { Rules = [FourHoursAWeek, new CancellationDeadline(24 * 60)] });
        foreach (var (way, day) in new Func<Guid, SignedInPerson, Interval, Interval, Task>[]
                 {
                     (id, who, _, keeps) => KeepAsync(id, who, keeps),
                     (id, who, _, keeps) => MoveAsync(id, who, keeps),
                     (id, who, had, _) => MiddleAsync(id, who, new Interval(had.Start + NodaTime.Duration.FromHours(1), had.End - NodaTime.Duration.FromHours(2))),
                 }.Select((way, number) => (way, Friday.PlusWeeks(number))))
        {
            var anna = await PersonAsync($"Anna {day}");
            var had = At(day, 17, 21);
            Clock.Reset(had.Start - NodaTime.Duration.FromDays(3));
            var id = await PlacedAsync(kitchen, had, anna);
            Clock.Reset(had.Start - NodaTime.Duration.FromHours(3));
            await way(id, anna, had, At(day, 20, 21));

            (await QueryAsync<long>("select sum(late_minutes) from booking where person_id = @Id", new { anna.Id })).Should().BeGreaterThan(0);
            (await PlaceAsync(kitchen, At(day.PlusDays(1), 10, 11), anna)).Should().BeOfType<PlaceBookingOutcome.Refused>()
                .Which.Reasons.Should().ContainSingle().Which.Should().BeOfType<QuotaUsed>().Which.Used.Should().Be(240);
        }

        var bo = await PersonAsync("Bo");
        var far = At(Friday.PlusWeeks(9), 17, 21);
        var inTime = await PlacedAsync(kitchen, far, bo);
        await KeepAsync(inTime, bo, At(Friday.PlusWeeks(9), 17, 20));
        await PlacedAsync(kitchen, At(Friday.PlusWeeks(9), 10, 11), bo);
    }

    [Fact]
    public async Task CheckOut_FreesTheRestFromTheNextStep()
    {
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        var kitchen = await ResourceAsync(new TestResource { StepMinutes = 30, MinimumMinutes = 30, BufferAfterMinutes = 30, ReleaseAfterMinutes = 20 });
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        Clock.Reset(FridayEvening.Start + NodaTime.Duration.FromMinutes(5));
        (await CheckOut.HandleAsync(id, anna, default)).Should().Be(CheckOutOutcome.NotInUse);
        await CheckIn.HandleAsync(id, anna, default);
        Clock.Reset(At(Friday, 18, 19).Start + NodaTime.Duration.FromMinutes(40));

        (await CheckOut.HandleAsync(id, bo, default)).Should().Be(CheckOutOutcome.NotFound);
        (await AtOnceAsync(4, _ => CheckOut.HandleAsync(id, anna, default))).Should().ContainSingle(outcome => outcome == CheckOutOutcome.CheckedOut);

        (await ReadAsync(id)).Should().BeEquivalentTo(new { Period = At(Friday, 17, 19), ReleaseAt = (Instant?)null, Sequence = 1 });
        (await AuditedAsync("booking.checked-out")).Should().Be(1);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task AtOnce_WithAnother_WithAMove_AndWithACancellation_FreesOnce()
    {
        var kitchen = await ResourceAsync();
        for (var round = 0; round < 8; round++)
        {
            var anna = await PersonAsync();
            var day = Friday.PlusDays(round);
            var id = await PlacedAsync(kitchen, At(day, 17, 21), anna);
            var done = await AtOnceAsync(4, async number => number switch
            {
                0 => await KeepAsync(id, anna, At(day, 17, 19)) is GiveBackOutcome.Given,
                1 => await MiddleAsync(id, anna, At(day, 18, 20)) is GiveBackOutcome.Given,
                2 => await MoveAsync(id, anna, At(day, 16, 21)) is MoveBookingOutcome.Moved,
                _ => await Cancel.HandleAsync(id, anna, null, default) == CancelOutcome.Cancelled,
            });

            done[3].Should().BeTrue("a coming booking can always be cancelled");
            (done[0] && done[1]).Should().BeFalse("both were chosen of the booking as it was");
            (await QueryAsync<long>("select count(*) from occupancy o join booking b on b.id = o.booking_id where b.person_id = @Id", new { anna.Id }))
                .Should().Be(done[1] ? 1 : 0);
            await ShouldBeConsistentAsync();
        }

        (await DeadlocksAsync()).Should().Be(0);
    }

    private Task<GiveBackOutcome> KeepAsync(Guid id, SignedInPerson person, Interval keeps, int seen = 0) =>
        GiveBack.HandleAsync(id, new PartWish(keeps, IsMiddle: false), seen, person, default);

    private Task<GiveBackOutcome> MiddleAsync(Guid id, SignedInPerson person, Interval gives) =>
        GiveBack.HandleAsync(id, new PartWish(gives, IsMiddle: true), 0, person, default);
}
