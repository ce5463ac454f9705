using Booking.Rules.Recurrence;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Features.OwnUse;

public sealed class WriteOwnUseTests : OwnUseHandlers
{
    [Fact]
    public async Task Weekly_TakesEveryUnit_UntilSixtyDaysBeyondTheHorizon()
    {
        await AddAsync(Fridays);

        // From the twenty-seventh of November, within 60 + 60 days of Wednesday the twenty-fifth.
        (await OwnRowsAsync()).Should().Be(2 * 17);
        (await QueryAsync<Instant>("select max(lower(period)) from occupancy")).Should().Be(Instant.FromUtc(2027, 3, 19, 7, 0));
        (await PlaceAsync(Hall, At(Friday, 9, 10), await PersonAsync())).Should().Match<PlaceBookingOutcome>(outcome => IsTaken(outcome));
        (await AuditedAsync("own-use.added")).Should().Be(1);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Weekly_OverTheSpringChange_KeepsItsHours()
    {
        await AddAsync(Fridays);
        Clock.AdvanceDays(30);
        await Extend.HandleAsync(Hall.Id, CancellationToken.None);

        (await QueryAsync<Instant>("select lower(period) from own_time where date = '2027-04-02'")).Should().Be(Instant.FromUtc(2027, 4, 2, 6, 0));
    }

    [Fact]
    public async Task Booking_ThatIsMet_KeepsItsTime_AndIsListedToDecideOn()
    {
        var anna = await PersonAsync();
        var booking = await PlacedAsync(Hall, At(Friday, 14, 16), anna);

        await AddAsync(Fridays);

        (await ReadAsync(booking)).Status.ToString().Should().Be("Confirmed");
        var clash = (await OverviewAsync()).Clashes.Should().ContainSingle().Subject;
        (clash.BookingId, clash.Wanted, clash.Period).Should().Be((booking, At(Friday, 8, 15), At(Friday, 14, 16)));
        (await QueryAsync<Interval[]>("select array_agg(distinct period) from occupancy where kind = 'own_use' and period && tstzrange('2026-11-27', '2026-11-28')"))
            .Should().Equal(At(Friday, 8, 14));
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Clash_LeftAlone_IsListedNoMore()
    {
        var booking = await PlacedAsync(Hall, At(Friday, 14, 16), await PersonAsync());
        await AddAsync(Fridays);
        var clash = (await OverviewAsync()).Clashes.Single();

        await Decide.LeaveAsync(Hall, clash.TimeId, booking, Secretary, CancellationToken.None);
        await Decide.LeaveAsync(Hall, clash.TimeId, booking, Secretary, CancellationToken.None);

        (await OverviewAsync()).ClashCount.Should().Be(0);
        (await AuditedAsync("own-use.booking-left")).Should().Be(1);
        (await ReadAsync(booking)).Status.ToString().Should().Be("Confirmed");
    }

    [Fact]
    public async Task Clash_Cancelled_TellsThePersonWhy_AndTakesTheTime()
    {
        var booking = await PlacedAsync(Hall, At(Friday, 14, 16), await PersonAsync());
        await AddAsync(Fridays);
        var clash = (await OverviewAsync()).Clashes.Single();
        Task<CancelOutcome> CancelAsync(string? reason) => Decide.CancelAsync(Hall, clash.TimeId, booking, reason, Secretary, CancellationToken.None);

        (await CancelAsync(" ")).Should().Be(CancelOutcome.ReasonMissing);
        (await CancelAsync("Vi har eksamen")).Should().Be(CancelOutcome.Cancelled);
        (await CancelAsync("Vi har eksamen")).Should().Be(CancelOutcome.AlreadyEnded);

        (await MailsAsync(MailKind.BookingCancelled)).Should().Be(1);
        (await QueryAsync<string>("select content::text from outbox where kind = 'booking-cancelled'")).Should().Contain("Vi har eksamen");
        (await OverviewAsync()).ClashCount.Should().Be(0);
        (await OwnRowsAsync("period @> '2026-11-27T13:30:00Z'::timestamptz")).Should().Be(2);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Clash_OfSomethingElse_CancelsNothing()
    {
        await AddAsync(Fridays);
        var elsewhere = await PlacedAsync(Hall, At(Friday, 18, 20), await PersonAsync());
        var time = (await OverviewAsync()).Coming[0];

        (await Decide.CancelAsync(Hall, time.Id, elsewhere, "Fordi", Secretary, CancellationToken.None)).Should().Be(CancelOutcome.AlreadyEnded);

        (await ReadAsync(elsewhere)).Status.ToString().Should().Be("Confirmed");
    }

    [Fact]
    public async Task Booking_OfHalfTheHall_IsMetByTheWhole_AndItsBufferIsNot()
    {
        var half = await AddHallAsync(new TestResource { Name = "Hal A", Units = ["hal A"], BufferAfterMinutes = 30 });
        var anna = await PersonAsync();
        await PlacedAsync(half, At(Friday, 10, 11), anna);
        await PlacedAsync(half, At(Friday.PlusDays(7), 7, 8), anna);

        await AddAsync(Fridays);

        (await OverviewAsync()).Clashes.Should().ContainSingle().Which.ResourceId.Should().Be(half.Id);
        // The other half is the school's all the time, this one after the clearing up.
        (await OwnRowsAsync("period && tstzrange('2026-11-27', '2026-11-28')")).Should().Be(3);
        (await OwnRowsAsync("lower(period) = '2026-12-04T07:30:00Z'")).Should().Be(1);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task TimeThatABookerGivesUp_IsTakenAtTheNextRun()
    {
        var anna = await PersonAsync();
        var booking = await PlacedAsync(Hall, At(Friday, 14, 16), anna);
        await AddAsync(Fridays);
        await Cancel.HandleAsync(booking, anna, null, CancellationToken.None);

        await Extend.HandleAsync(Hall.Id, CancellationToken.None);
        await Extend.HandleAsync(Hall.Id, CancellationToken.None);

        (await OwnRowsAsync("period @> '2026-11-27T13:30:00Z'::timestamptz")).Should().Be(2);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Change_MovesWhatIsToCome_AndKeepsPastAndRemovedDates()
    {
        var series = await AddAsync(new WeeklyUse([IsoDayOfWeek.Wednesday, IsoDayOfWeek.Friday], 8 * 60, 15 * 60, new LocalDate(2026, 11, 25), last: null));
        Clock.AdvanceDays(1);
        var removed = (await OverviewAsync()).Coming[1];
        await Change.RemoveAsync(Hall, removed.Id, Secretary, CancellationToken.None);

        (await Write.ChangeAsync(Hall, series, new OwnUseDraft("Idræt", Fridays10, SkipsClosed: false, null), Secretary, CancellationToken.None)).Should().BeTrue();

        var coming = (await OverviewAsync()).Coming;
        coming[0].Period.Should().Be(At(Friday, 10, 12));
        coming.Where(time => time.EndReason is null).Should().OnlyContain(time => time.Period.Start.InZone(Zone).Hour == 10);
        coming.Should().ContainSingle(time => time.EndReason == "removed").Which.Period.Should().Be(removed.Period);
        (await QueryAsync<long>("select count(*) from own_time where date = '2026-11-25' and period @> '2026-11-25T08:00:00Z'::timestamptz")).Should().Be(0, "it was over when it was entered");
        (await PlaceAsync(Hall, At(Friday, 8, 10), await PersonAsync())).Should().BeOfType<PlaceBookingOutcome.Placed>();
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Ended_GivesTheTimeBack_AndStaysInTheAudit()
    {
        var series = await AddAsync(Fridays);

        (await Write.EndAsync(Hall, series, Secretary, CancellationToken.None)).Should().BeTrue();
        (await Write.EndAsync(Hall, series, Secretary, CancellationToken.None)).Should().BeFalse();
        await Extend.HandleAsync(Hall.Id, CancellationToken.None);

        (await OwnRowsAsync()).Should().Be(0);
        (await AuditedAsync("own-use.ended")).Should().Be(1);
    }

    [Fact]
    public async Task RemovedDate_IsFree_ComesBackByHandAlone_AndOnlyWhileItIsFree()
    {
        await AddAsync(Fridays);
        var time = (await OverviewAsync()).Coming[0];

        (await Change.RemoveAsync(Hall, time.Id, Secretary, CancellationToken.None)).Should().Be(OwnTimeOutcome.Done);
        await Extend.HandleAsync(Hall.Id, CancellationToken.None);
        (await OwnRowsAsync("period && tstzrange('2026-11-27', '2026-11-28')")).Should().Be(0);
        (await Change.RestoreAsync(Hall, time.Id, Secretary, CancellationToken.None)).Should().Be(OwnTimeOutcome.Done);
        (await OwnRowsAsync("period && tstzrange('2026-11-27', '2026-11-28')")).Should().Be(2);

        await Change.RemoveAsync(Hall, time.Id, Secretary, CancellationToken.None);
        await PlacedAsync(Hall, At(Friday, 9, 10), await PersonAsync());
        (await Change.RestoreAsync(Hall, time.Id, Secretary, CancellationToken.None)).Should().Be(OwnTimeOutcome.Taken);
        (await OverviewAsync()).Coming[0].EndReason.Should().Be("removed");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task ClosedDays_HaveNone_WhenTheSeriesSaysSo()
    {
        var closed = await AddHallAsync(new TestResource { Closures = [(Friday, Friday)], HorizonDays = 10 });

        await AddAsync(Fridays, skipsClosed: true, at: closed);

        (await Read.HandleAsync(closed, CancellationToken.None)).Coming[0].Period.Should().Be(At(Friday.PlusDays(7), 8, 15));
    }

    [Fact]
    public async Task Series_ThatMeetEachOther_TakeTheTimeOnce_AndTheOneThatIsLeftGetsIt()
    {
        var first = await AddAsync(Fridays);
        await AddAsync(new WeeklyUse([IsoDayOfWeek.Friday], 13 * 60, 17 * 60, Friday, last: null));
        (await OwnRowsAsync("period && tstzrange('2026-11-27', '2026-11-28')")).Should().Be(4);

        await Write.EndAsync(Hall, first, Secretary, CancellationToken.None);

        (await QueryAsync<Interval[]>("select array_agg(distinct period) from occupancy where period && tstzrange('2026-11-27', '2026-11-28')"))
            .Should().BeEquivalentTo([At(Friday, 13, 15), At(Friday, 15, 17)]);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task OwnUseAndBookings_AtOnce_NeverOverlap_NorDeadlock()
    {
        var half = await AddHallAsync(new TestResource { Name = "Hal B", Units = ["hal B"] });
        var people = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PersonAsync()));

        await AtOnceAsync(24, async number =>
        {
            if (number % 2 == 0)
            {
                await AddAsync(new WeeklyUse([IsoDayOfWeek.Friday], (8 + (number / 4)) * 60, (10 + (number / 4)) * 60, Friday, last: null));
            }
            else
            {
                await PlaceAsync(number % 3 == 0 ? half : Hall, At(Friday, 8 + (number / 3), 9 + (number / 3)), people[number / 2]);
            }

            return number;
        });

        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    private static WeeklyUse Fridays10 => new([IsoDayOfWeek.Friday], 10 * 60, 12 * 60, Friday, last: null);
}
