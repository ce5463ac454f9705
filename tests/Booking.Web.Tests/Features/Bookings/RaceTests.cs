using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>
/// Many at the same time. A deadlock would show itself: the one whom PostgreSQL chooses to lose gets an exception, and no
/// handler catches that one.
/// </summary>
public sealed class RaceTests : BookingHandlers
{
    [Fact]
    public async Task FiftyIdenticalRequests_UnderOneKey_AreTheSameBooking()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();

        var outcomes = await AtOnceAsync(50, _ => PlaceAsync(kitchen, FridayEvening, anna, "key"));

        var placed = outcomes.Should().AllBeOfType<PlaceBookingOutcome.Placed>().Subject.ToList();
        placed.Select(one => one.Id).Distinct().Should().ContainSingle();
        placed.Should().ContainSingle(one => !one.Again);
        (await CountAsync("booking")).Should().Be(1);
        (await MailsAsync(MailKind.BookingConfirmed)).Should().Be(1);
        (await AuditedAsync("booking.placed")).Should().Be(1);
    }

    [Fact]
    public async Task FiftyIdenticalRequests_UnderKeysOfTheirOwn_AreOneBookingAndFortyNineRefusals()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();

        var outcomes = await AtOnceAsync(50, _ => PlaceAsync(kitchen, FridayEvening, anna));

        outcomes.OfType<PlaceBookingOutcome.Placed>().Should().ContainSingle();
        outcomes.Count(IsTaken).Should().Be(49);
        (await MailsAsync(MailKind.BookingConfirmed)).Should().Be(1);
        (await DeadlocksAsync()).Should().Be(0);
    }

    [Fact]
    public async Task DifferentRequests_UnderOneKey_AreOneBookingAndTheOthersAreTold()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var hall = await ResourceAsync();

        var outcomes = await AtOnceAsync(20, number => PlaceAsync(number % 2 == 0 ? kitchen : hall, At(Friday, number, number + 1), anna, "key"));

        outcomes.OfType<PlaceBookingOutcome.Placed>().Should().ContainSingle();
        outcomes.OfType<PlaceBookingOutcome.KeyUsed>().Should().HaveCount(19);
        (await CountAsync("occupancy")).Should().Be(1);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task ThirtyTwoClients_RacingForEachOfAHundredSlots_ByBookingAndByMoving_AreOneWinnerEach()
    {
        var hall = await ResourceAsync(new TestResource { MaximumMinutes = 15 });
        var people = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => PersonAsync()));
        var quarters = Enumerable.Range(0, 132).Select(number => Start.Plus(NodaTime.Duration.FromMinutes(15 * (4 + number))))
            .Select(start => new Interval(start, start + NodaTime.Duration.FromMinutes(15))).ToList();
        // Every second client has a booking to move, which stands behind the hundred slots.
        var own = new Dictionary<int, Guid>();
        foreach (var client in Enumerable.Range(0, 32).Where(client => client % 2 == 1))
        {
            own[client] = await PlacedAsync(hall, quarters[100 + client], people[client]);
        }

        for (var slot = 0; slot < 100; slot++)
        {
            var wanted = quarters[slot];
            var won = await AtOnceAsync(32, async client => own.TryGetValue(client, out var booking)
                ? await MoveAsync(booking, people[client], wanted) is MoveBookingOutcome.Moved
                : await PlaceAsync(hall, wanted, people[client]) is PlaceBookingOutcome.Placed);

            won.Count(one => one).Should().Be(1, $"slot {slot} has one winner");
        }

        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task TheWholeHall_AgainstItsHalves_IsWonByTheWholeOrByHalves()
    {
        var north = await ResourceAsync(new TestResource { Units = ["north"], BufferAfterMinutes = 15 });
        var south = await ResourceAsync(new TestResource { Units = ["south"] });
        var whole = await ResourceAsync(new TestResource { Units = ["south", "north"] });
        var anna = await PersonAsync();

        for (var hour = 0; hour < 20; hour++)
        {
            var period = At(Friday.PlusDays(hour), 17, 21);
            var outcomes = await AtOnceAsync(12, number => PlaceAsync(number % 3 == 0 ? whole : number % 3 == 1 ? north : south, period, anna));

            var won = Enumerable.Range(0, 12).Where(number => outcomes[number] is PlaceBookingOutcome.Placed).Select(number => number % 3).Order();
            won.Should().Match(kinds => kinds.SequenceEqual(new[] { 0 }) || kinds.SequenceEqual(new[] { 1, 2 }), "the hall is had whole or by halves");
            outcomes.Should().OnlyContain(outcome => outcome is PlaceBookingOutcome.Placed || IsTaken(outcome));
        }

        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData(6, 6)]
    [InlineData(6, 7)]
    [InlineData(6, 30)]
    public async Task APoolOfSix_AskedForAtOnce_IsNeverShortAndNeverExceeded(int size, int requests)
    {
        var anna = await PersonAsync();
        var bench = await ResourceAsync(new TestResource { Use = UnitUse.AnyOne, Units = [.. Enumerable.Range(1, size).Select(number => $"bench {number}")] });

        var outcomes = await AtOnceAsync(requests, _ => PlaceAsync(bench, FridayEvening, anna));

        outcomes.OfType<PlaceBookingOutcome.Placed>().Should().HaveCount(size);
        outcomes.Count(IsTaken).Should().Be(requests - size);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task AChosenOneOfSeveral_AgainstAnyThatIsFree_IsWonOnce_AndNoneStaysEmpty()
    {
        var anna = await PersonAsync();
        var inserted = await new TestResource { Use = UnitUse.AnyOne, Units = ["bench one", "bench two", "bench three"] }.InsertAsync(Source);
        await ExecuteAsync("update unit set label = name");
        var benches = (await Catalogue.ReadAsync(default)).Get(inserted.Id);
        var chosen = benches.Only(benches.Units[0])!;

        for (var hour = 0; hour < 10; hour++)
        {
            var period = At(Friday.PlusDays(hour), 17, 21);
            var outcomes = await AtOnceAsync(12, number => PlaceAsync(number % 2 == 0 ? chosen : benches, period, anna));

            outcomes.OfType<PlaceBookingOutcome.Placed>().Should().HaveCount(3);
            Enumerable.Range(0, 12).Count(number => number % 2 == 0 && outcomes[number] is PlaceBookingOutcome.Placed).Should().BeLessThanOrEqualTo(1);
            outcomes.Should().OnlyContain(outcome => outcome is PlaceBookingOutcome.Placed || IsTaken(outcome));
        }

        (await QueryAsync<long>("select count(*) from booking b where unit_id is not null and not exists (select from occupancy o where o.booking_id = b.id and o.unit_id = b.unit_id)"))
            .Should().Be(0, "who chose one has that one");
        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();

        // It stays the chosen one when it is moved, though others are free.
        var mine = (await PlaceAsync(chosen, At(Friday.PlusDays(20), 10, 12), anna)).Should().BeOfType<PlaceBookingOutcome.Placed>().Subject.Id;
        (await MoveAsync(mine, anna, At(Friday.PlusDays(21), 10, 12))).Should().BeOfType<MoveBookingOutcome.Moved>();
        (await ReadAsync(mine)).UnitLabel.Should().Be(benches.UnitLabels[0]);
        await PlacedAsync(chosen, At(Friday.PlusDays(22), 10, 12), anna);
        (await MoveAsync(mine, anna, At(Friday.PlusDays(22), 10, 12))).Should().BeOfType<MoveBookingOutcome.Refused>();
    }

    [Fact]
    public async Task AHallThatBecomesAWhole_WhileItAndItsHalvesAreBooked_IsNeverHadWithoutAHalf()
    {
        var anna = await PersonAsync();
        var half = await ResourceAsync(new TestResource { Units = ["half"] });
        for (var round = 0; round < 8; round++)
        {
            var hall = await ResourceAsync(new TestResource { Units = [$"hall {round}"] });
            var period = At(Friday.PlusDays(round), 17, 21);
            var setup = await SetupOfAsync(hall);

            // Six ask for the hall as it was read, six for the half, while the hall is made to contain the half.
            var outcomes = await AtOnceAsync(13, async number =>
            {
                if (number == 12)
                {
                    await using var connection = await Source.OpenConnectionAsync();
                    await using var transaction = await connection.BeginTransactionAsync();
                    await SaveUse.WriteAsync(connection, transaction, setup, UseAnswer.Of(setup) with { Parts = [half.Id] }, Clock.GetCurrentInstant());
                    await transaction.CommitAsync();
                    return null;
                }

                return await PlaceAsync(number % 2 == 0 ? hall : half, period, anna);
            });

            var placed = outcomes.OfType<PlaceBookingOutcome.Placed>().Select(one => one.Id).ToList();
            placed.Should().HaveCountLessThanOrEqualTo(2, "one of each at most");
            (await QueryAsync<long>(
                """
                select count(*) from booking b
                where b.resource_id = @Id and b.status = 'confirmed' and not exists (
                    select from occupancy o join occupancy other on other.unit_id = any(@Half) and other.period && o.period
                    where o.booking_id = b.id)
                """,
                new { hall.Id, Half = half.Units.ToArray() })).Should().Be(0, "while the hall is had, somebody has the half");
        }

        (await DeadlocksAsync()).Should().Be(0);
    }

    private async Task<SetupRecord> SetupOfAsync(CatalogueResource resource)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await SetupRecord.FindAsync(connection, resource.Slug, default))!;
    }

    [Fact]
    public async Task TwoCancellations_AtOnce_FreeTheTimeOnceAndSendOneMail()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var id = await PlacedAsync(kitchen, FridayEvening, anna);

        var outcomes = await AtOnceAsync(8, _ => Cancel.HandleAsync(id, anna, null, default));

        outcomes.Should().ContainSingle(outcome => outcome == CancelOutcome.Cancelled);
        outcomes.Count(outcome => outcome == CancelOutcome.AlreadyEnded).Should().Be(7);
        (await MailsAsync(MailKind.BookingCancelled)).Should().Be(1);
        (await AuditedAsync("booking.cancelled")).Should().Be(1);
        (await ReadAsync(id)).Sequence.Should().Be(1);
        (await CountAsync("occupancy")).Should().Be(0);
    }

    [Fact]
    public async Task ACancellation_AgainstAMove_LeavesNoTimeTakenAndTellsCalendarsLast()
    {
        var kitchen = await ResourceAsync();
        for (var round = 0; round < 20; round++)
        {
            var anna = await PersonAsync();
            var id = await PlacedAsync(kitchen, FridayEvening, anna);

            var done = await AtOnceAsync(2, async number => number == 0
                ? await Cancel.HandleAsync(id, anna, null, default) == CancelOutcome.Cancelled
                : await MoveAsync(id, anna, At(Friday.PlusDays(1), 17, 21)) is MoveBookingOutcome.Moved);

            done[0].Should().BeTrue("a coming booking can always be cancelled");
            var booking = await ReadAsync(id);
            booking.Status.Should().Be(BookingStatus.Cancelled);
            booking.Sequence.Should().Be(done[1] ? 2 : 1);
            var mail = MailJson.Read<BookingMail>(await QueryAsync<string>(
                "select content from outbox where kind = @kind and recipient = @Email", new { kind = MailKind.BookingCancelled, anna.Email }));
            mail.Sequence.Should().Be(booking.Sequence, "a calendar follows only what comes after what it knows");
            mail.Start.Should().Be(booking.Period.Start, "what is withdrawn is what the calendar shows");
            (await CountAsync("occupancy")).Should().Be(0);
        }
    }

    [Fact]
    public async Task ACheckIn_AgainstTheRelease_IsOneOfThem()
    {
        var kitchen = await ResourceAsync(new TestResource { ReleaseAfterMinutes = 20 });
        for (var round = 0; round < 20; round++)
        {
            Clock.Reset(Start);
            var anna = await PersonAsync();
            var evening = At(Friday.PlusDays(round), 17, 21);
            var id = await PlacedAsync(kitchen, evening, anna);
            Clock.Reset(evening.Start + NodaTime.Duration.FromMinutes(20));

            var done = await AtOnceAsync(2, async number => number == 0
                ? await CheckIn.HandleAsync(id, anna, default) == CheckInOutcome.CheckedIn
                : await Release.HandleAsync(id, default));

            done.Should().ContainSingle(one => one);
            var booking = await ReadAsync(id);
            (booking.CheckedInAt is not null).Should().Be(done[0]);
            booking.Status.Should().Be(done[0] ? BookingStatus.Confirmed : BookingStatus.Released);
            (await QueryAsync<long>("select count(*) from outbox where kind = @kind and recipient = @Email", new { kind = MailKind.BookingReleased, anna.Email }))
                .Should().Be(done[0] ? 0 : 1);
        }

        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task TwoCheckIns_AtOnce_AreOneAndAnAlready()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        Clock.Reset(FridayEvening.Start);

        var outcomes = await AtOnceAsync(8, _ => CheckIn.HandleAsync(id, anna, default));

        outcomes.Should().ContainSingle(outcome => outcome == CheckInOutcome.CheckedIn);
        outcomes.Count(outcome => outcome == CheckInOutcome.Already).Should().Be(7);
        (await AuditedAsync("booking.checked-in")).Should().Be(1);
    }

    [Fact]
    public async Task CrossingMoves_EndWithoutADeadlock()
    {
        var kitchen = await ResourceAsync();
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        var (friday, saturday) = (At(Friday, 17, 21), At(Friday.PlusDays(1), 17, 21));
        var annas = await PlacedAsync(kitchen, friday, anna);
        var bos = await PlacedAsync(kitchen, saturday, bo);

        for (var round = 0; round < 20; round++)
        {
            var outcomes = await AtOnceAsync(2, number => number == 0 ? MoveAsync(annas, anna, saturday) : MoveAsync(bos, bo, friday));

            outcomes.Should().AllBeOfType<MoveBookingOutcome.Refused>("each has what the other wants");
        }

        (await DeadlocksAsync()).Should().Be(0);
        (await ReadAsync(annas)).Period.Should().Be(friday);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task CrossingMoves_OfSharedUnits_EndWithoutADeadlock()
    {
        var whole = await ResourceAsync(new TestResource { Units = ["b", "a"] });
        var half = await ResourceAsync(new TestResource { Units = ["a"] });
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        var annas = await PlacedAsync(whole, At(Friday, 8, 10), anna);
        var bos = await PlacedAsync(half, At(Friday, 10, 12), bo);

        for (var round = 0; round < 40; round++)
        {
            // Each moves back and forth through the middle of the day.
            var hour = 8 + (round % 5);
            await AtOnceAsync(2, number => number == 0
                ? MoveAsync(annas, anna, At(Friday, hour, hour + 2))
                : MoveAsync(bos, bo, At(Friday, 20 - hour, 22 - hour)));
        }

        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task TheSameMove_SentTwice_IsOneChange()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        var id = await PlacedAsync(kitchen, FridayEvening, anna);

        var outcomes = await AtOnceAsync(4, _ => MoveAsync(id, anna, At(Friday, 16, 20)));

        outcomes.Should().AllBeOfType<MoveBookingOutcome.Moved>();
        (await ReadAsync(id)).Sequence.Should().Be(1);
        (await MailsAsync(MailKind.BookingMoved)).Should().Be(1);
    }

    [Fact]
    public async Task AHold_ConfirmedAndExpiredAtOnce_IsOneOfThem()
    {
        var kitchen = await ResourceAsync();
        for (var round = 0; round < 10; round++)
        {
            Clock.Reset(Start);
            var anna = await PersonAsync();
            var id = await HeldAsync(kitchen, At(Friday.PlusDays(round), 17, 21), anna);
            Clock.Advance(NodaTime.Duration.FromMinutes(round % 2 == 0 ? 59 : 60));

            var done = await AtOnceAsync(4, async number => number % 2 == 0
                ? await Confirm.HandleAsync(id, anna.Id, default) == ConfirmHoldOutcome.Confirmed
                : await Expire.HandleAsync(id, default));

            done.Should().ContainSingle(one => one);
            (await ReadAsync(id)).Status.Should().Be(round % 2 == 0 ? BookingStatus.Confirmed : BookingStatus.Expired);
        }

        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task AHold_ConfirmedAndCancelledAtOnce_IsToldOfWhenItWasEverABooking()
    {
        var kitchen = await ResourceAsync();
        for (var round = 0; round < 20; round++)
        {
            var anna = await PersonAsync();
            var id = await HeldAsync(kitchen, FridayEvening, anna);

            var done = await AtOnceAsync(2, async number => number == 0
                ? await Cancel.HandleAsync(id, anna, null, default) == CancelOutcome.Cancelled
                : await Confirm.HandleAsync(id, anna.Id, default) == ConfirmHoldOutcome.Confirmed);

            done[0].Should().BeTrue("a coming booking can always be cancelled");
            (await QueryAsync<string?>("select string_agg(kind, ' ' order by kind desc) from outbox where recipient = @Email", new { anna.Email }) ?? "")
                .Should().Be(done[1] ? $"{MailKind.BookingConfirmed} {MailKind.BookingCancelled}" : "");
        }

        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task EveryHandler_NeedsNoMoreThanOneConnectionAtATime()
    {
        // With a second one taken while the first is held, as many requests as there are connections wait for ever.
        await using var narrow = Web.Database.BookingDataSource.Create(Database.ConnectionString + ";Maximum Pool Size=1;Timeout=2");
        using var catalogue = new Catalogue(narrow, Clock);
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { ReleaseAfterMinutes = 20 });
        var pedel = await (await PersonAsync("Pedel")).MakeCaretakerAsync(Source, "beboerhuset");
        var ids = new List<Guid>();
        foreach (var day in Enumerable.Range(0, 4))
        {
            ids.Add(await PlacedAsync(kitchen, At(Friday.PlusDays(day), 17, 21), anna));
        }

        (await new MoveBooking(narrow, catalogue, Clock).HandleAsync(ids[0], anna, At(Friday, 16, 20), 4, "", default))
            .Should().BeOfType<MoveBookingOutcome.Moved>();
        (await new CancelBooking(narrow, catalogue, Clock).HandleAsync(ids[1], pedel, "Vandskade", default)).Should().Be(CancelOutcome.Cancelled);
        var hold = await HeldAsync(kitchen, At(Friday.PlusDays(5), 17, 21), anna);
        (await new ConfirmHold(narrow, catalogue, Sentences, Ask, Clock).HandleAsync(hold, anna.Id, default)).Should().Be(ConfirmHoldOutcome.Confirmed);
        Clock.Reset((await ReadAsync(ids[0])).Period.Start);
        (await new CheckInBooking(narrow, catalogue, Clock).HandleAsync(ids[0], pedel, default)).Should().Be(CheckInOutcome.CheckedIn);
        Clock.Reset((await ReadAsync(ids[2])).Period.Start + NodaTime.Duration.FromMinutes(20));
        (await new ReleaseBooking(narrow, catalogue, Clock).HandleAsync(ids[2], default)).Should().BeTrue();
        Clock.Reset((await ReadAsync(ids[3])).Period.Start - NodaTime.Duration.FromHours(24));
        (await new SendReminder(narrow, catalogue, Clock).HandleAsync(ids[3], default)).Should().BeTrue();
    }
}
