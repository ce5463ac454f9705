using Booking.Rules.Admission;
using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Permissions;
using Booking.Web.Mail;
using Npgsql;

namespace Booking.Web.Tests.Features.Permissions;

/// <summary>A question to the owner, with the time held for it.</summary>
public sealed class AskOwnerTests : PermissionHandlers
{
    [Fact]
    public async Task PlaceBooking_WhereTheOwnerSaysYesFirst_HoldsTheTimeAndAsks()
    {
        var anna = await PersonAsync("Anna", "en");
        var kitchen = await AskedKitchenAsync();
        var (pedel, vicevært) = (await CaretakerAsync(), await CaretakerAsync("Vicevært", "en"));
        await (await PersonAsync("Fremmed")).MakeAsync(Source, (await ResourceAsync(new TestResource { Owner = "anden" })).Owner.Slug, OwnerRole.Approver);

        var asked = (await PlaceAsync(kitchen, FridayEvening, anna)).Should().BeOfType<PlaceBookingOutcome.Asked>().Subject;

        asked.Should().BeEquivalentTo(new { AnswerBy = Due, Again = false });
        (await ReadAsync(asked.Id)).Should().BeEquivalentTo(new
        {
            asked.Reference, Status = BookingStatus.Held, HoldExpiresAt = (Instant?)Due, RemindAt = (Instant?)null, ReleaseAt = (Instant?)null,
        });
        IsTaken(await PlaceAsync(kitchen, FridayEvening, await PersonAsync("Bo"))).Should().BeTrue("the time is held");
        var permission = await PermissionOfAsync(asked.Id);
        permission.Should().BeEquivalentTo(new { Kind = PermissionKind.Approval, Why = "", AskedAt = Start, AnswerBy = Due, Granted = (bool?)null });
        var rule = kitchen.Terms.Approval!.Rule;
        permission.Objections.Should().Equal(new Objection(nameof(ApprovalCause.Always), rule));
        (await QueryAsync<string>("select action || ' ' || (detail ->> 'kind') from audit where subject = @Id and action = 'permission.asked' and actor_id = @Anna",
            new { asked.Id, Anna = anna.Id })).Should().Be("permission.asked approval");

        (await QueryAsync<string>("select string_agg(recipient || ' ' || language, ', ' order by recipient) from outbox where kind = @kind",
            new { kind = MailKind.PermissionToAnswer })).Should().Be(string.Join(", ", new[] { $"{pedel.Email} da", $"{vicevært.Email} en" }.Order()));
        var told = await MailAsync(MailKind.PermissionAsked);
        told.Should().BeEquivalentTo(new { Reader = "Anna", AnswerBy = Due, IsException = false });
        told.Rules.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Sentence = "The owner says yes or no before your booking counts", Reason = "Holiday" }, "it is in her language");
        (await MailsAsync(MailKind.BookingConfirmed)).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task PlaceBooking_WhereNobodyTakesCare_AsksTheOwnersOwnAddress()
    {
        await AskedAsync(await AskedKitchenAsync(), FridayEvening, await PersonAsync(), why: null);

        (await QueryAsync<string>("select recipient || ' ' || language from outbox where kind = @kind", new { kind = MailKind.PermissionToAnswer }))
            .Should().Be("beboerhuset@example.dk da");
    }

    [Fact]
    public async Task PlaceBooking_WhereOnlyLongOnesAreAskedFor_AsksForThoseAlone()
    {
        var kitchen = await AskedKitchenAsync(new Approval(false, 120, null, null, false));

        (await PlaceAsync(kitchen, At(new LocalDate(2026, 11, 28), 10, 12), await PersonAsync())).Should().BeOfType<PlaceBookingOutcome.Placed>();
        (await PlaceAsync(kitchen, FridayEvening, await PersonAsync())).Should().BeOfType<PlaceBookingOutcome.Asked>();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Reason)]
    public async Task PlaceBooking_AskedTwiceUnderOneKey_AsksOnce(string? why)
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { MaximumMinutes = why is null ? 2880 : 240, Rules = why is null ? [Always] : [] });

        var first = (PlaceBookingOutcome.Asked)await AskAsync(kitchen, LongEvening, anna, why, "key");
        Clock.Advance(Duration.FromMinutes(5));

        (await AskAsync(kitchen, LongEvening, anna, why, "key")).Should().Be(first with { Again = true });
        (await CountAsync("permission")).Should().Be(1);
        (await CountAsync("booking")).Should().Be(1);
        (await CountAsync("outbox")).Should().Be(2);
    }

    [Fact]
    public async Task PlaceBooking_AskedAgainAfterTheAnswer_AnswersWithTheBooking()
    {
        var anna = await PersonAsync();
        var kitchen = await AskedKitchenAsync();
        var first = (PlaceBookingOutcome.Asked)await AskAsync(kitchen, FridayEvening, anna, null, "key");
        await AnswerAsync(first.Id, await CaretakerAsync(), yes: true);

        (await AskAsync(kitchen, FridayEvening, anna, null, "key")).Should().Be(new PlaceBookingOutcome.Placed(first.Id, first.Reference, Again: true));
    }

    [Fact]
    public async Task PlaceBooking_AskedForSomethingElseUnderTheSameKey_IsTold()
    {
        var anna = await PersonAsync();
        var kitchen = await ShortKitchenAsync();
        await AskAsync(kitchen, LongEvening, anna, key: "key");

        (await AskAsync(kitchen, LongEvening, anna, "En anden grund", "key")).Should().BeOfType<PlaceBookingOutcome.KeyUsed>();
    }

    [Fact]
    public async Task PlaceBooking_WithAReasonForAnException_HoldsTheTimeAndAsks()
    {
        var anna = await PersonAsync();
        var kitchen = await ShortKitchenAsync();
        await CaretakerAsync();

        var id = await AskedAsync(kitchen, LongEvening, anna);

        var permission = await PermissionOfAsync(id);
        permission.Should().BeEquivalentTo(new { Kind = PermissionKind.Exception, Why = Reason });
        permission.Objections.Should().Equal(new Objection(nameof(TooLong), kitchen.Terms.RuleOf<MaximumDuration>()));
        var toAnswer = await MailAsync(MailKind.PermissionToAnswer);
        toAnswer.Should().BeEquivalentTo(new { PermissionId = permission.Id, IsException = true, Why = Reason, Reader = "Pedel" });
        toAnswer.Rules.Should().ContainSingle().Which.Sentence.Should().Be("Højst 4 timer ad gangen");
        toAnswer.Booking.PersonName.Should().Be("Anna");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task PlaceBooking_WithoutAReasonForAnException_StaysRefused()
    {
        (await AskAsync(await ShortKitchenAsync(), LongEvening, await PersonAsync(), why: null))
            .Should().BeOfType<PlaceBookingOutcome.Refused>().Which.Reasons.Should().ContainSingle().Which.Should().BeOfType<TooLong>();
        (await CountAsync("booking")).Should().Be(0);
    }

    [Fact]
    public async Task PlaceBooking_WithAReasonThatIsNotNeeded_IsABooking()
    {
        (await AskAsync(await ShortKitchenAsync(), FridayEvening, await PersonAsync())).Should().BeOfType<PlaceBookingOutcome.Placed>();
        (await CountAsync("permission")).Should().Be(0);
    }

    [Fact]
    public async Task PlaceBooking_AnExceptionForTakenTime_IsRefusedAndLeavesNothing()
    {
        var kitchen = await ShortKitchenAsync();
        await PlacedAsync(kitchen, FridayEvening, await PersonAsync("Bo"));
        var mails = await CountAsync("outbox");

        IsTaken(await AskAsync(kitchen, LongEvening, await PersonAsync())).Should().BeTrue();
        (await CountAsync("permission")).Should().Be(0);
        (await CountAsync("outbox")).Should().Be(mails);
    }

    [Fact]
    public async Task PlaceBooking_AnExceptionThatNoOwnerCanMake_IsRefused()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource { MaximumMinutes = 240, Rules = [new GroupSize(10)] });

        (await AskAsync(kitchen, At(new LocalDate(2026, 11, 25), 15, 21), anna)).Should().BeOfType<PlaceBookingOutcome.Refused>("it has begun");
        (await AskAsync(kitchen, LongEvening, anna, people: 21)).Should().BeOfType<PlaceBookingOutcome.Refused>("the room holds twenty");
        (await AskAsync(kitchen, At(new LocalDateTime(2026, 11, 27, 15, 0), new LocalDateTime(2026, 12, 11, 15, 1)), anna))
            .Should().BeOfType<PlaceBookingOutcome.Refused>("it is longer than two weeks");
        (await AskAsync(kitchen, LongEvening, anna, people: 20)).Should().BeOfType<PlaceBookingOutcome.Asked>("more than the rule says, and there is room");
    }

    [Fact]
    public async Task PlaceBooking_AFourthExceptionAtATime_IsRefusedUntilOneIsAnswered()
    {
        var anna = await PersonAsync();
        var kitchen = await ShortKitchenAsync();
        var days = Enumerable.Range(0, 4).Select(day => At(new LocalDate(2026, 11, 27).PlusDays(day), 15, 21)).ToArray();
        var first = await AskedAsync(kitchen, days[0], anna);
        await AskedAsync(kitchen, days[1], anna);
        await AskedAsync(kitchen, days[2], anna);

        (await AskAsync(kitchen, days[3], anna)).Should().BeOfType<PlaceBookingOutcome.TooManyAsked>();
        (await AskAsync(kitchen, days[3], await PersonAsync("Bo"), key: "bo")).Should().BeOfType<PlaceBookingOutcome.Asked>("others have their own three");
        await Cancel.HandleAsync(first, anna, null, default);
        (await AskAsync(kitchen, days[0], anna)).Should().BeOfType<PlaceBookingOutcome.Asked>();
    }

    [Fact]
    public async Task PlaceBooking_AFourthApprovalAtATime_IsAsked()
    {
        var anna = await PersonAsync();
        var kitchen = await AskedKitchenAsync();

        for (var day = 0; day < 4; day++)
        {
            await AskedAsync(kitchen, At(new LocalDate(2026, 11, 27).PlusDays(day), 17, 21), anna, why: null);
        }
    }

    [Fact]
    public async Task PlaceBooking_TenExceptionsAtOnce_AreThree()
    {
        var anna = await PersonAsync();
        var kitchen = await ShortKitchenAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(day => Task.Run(
            () => AskAsync(kitchen, At(new LocalDate(2026, 11, 27).PlusDays(day), 15, 21), anna))));

        outcomes.OfType<PlaceBookingOutcome.Asked>().Should().HaveCount(AskOwner.MostOpen);
        outcomes.OfType<PlaceBookingOutcome.TooManyAsked>().Should().HaveCount(7);
        (await DeadlocksAsync()).Should().Be(0);
    }

    [Fact]
    public async Task PlaceBooking_TwoRequestsForTheSameTimeAtOnce_AreOneQuestion()
    {
        var kitchen = await AskedKitchenAsync();
        var people = new[] { await PersonAsync("Anna"), await PersonAsync("Bo"), await PersonAsync("Cæcilie"), await PersonAsync("Dan") };

        var outcomes = await Task.WhenAll(people.Select(person => Task.Run(() => PlaceAsync(kitchen, FridayEvening, person))));

        outcomes.OfType<PlaceBookingOutcome.Asked>().Should().ContainSingle();
        outcomes.Count(IsTaken).Should().Be(3);
        (await CountAsync("permission")).Should().Be(1);
        (await MailsAsync(MailKind.PermissionAsked)).Should().Be(1);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task PlaceBooking_AHeldRequest_CountsForTheQuota()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync(new TestResource
        {
            Rules = [Always, new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both)],
        });
        await AskedAsync(kitchen, FridayEvening, anna, why: null);

        (await AskAsync(kitchen, At(new LocalDate(2026, 11, 28), 10, 12), anna, why: null))
            .Should().BeOfType<PlaceBookingOutcome.Refused>().Which.Reasons.Should().ContainSingle().Which.Should().BeOfType<QuotaUsed>();
        (await AskAsync(kitchen, At(new LocalDate(2026, 11, 28), 10, 12), anna))
            .Should().BeOfType<PlaceBookingOutcome.Asked>("that share is the owner's to give");
    }

    [Theory]
    [InlineData("permission")]
    [InlineData("audit")]
    [InlineData("outbox")]
    public async Task PlaceBooking_WhenTheQuestionCannotBeWritten_LeavesNothing(string table)
    {
        var anna = await PersonAsync();
        var kitchen = await AskedKitchenAsync();
        await ExecuteAsync($"""
            create function fail() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
            create trigger fails after insert on {table} for each row execute function fail();
            """);

        await FluentActions.Awaiting(() => PlaceAsync(kitchen, FridayEvening, anna)).Should().ThrowAsync<PostgresException>();

        foreach (var left in (string[])["booking", "occupancy", "permission", "audit", "outbox"])
        {
            (await CountAsync(left)).Should().Be(0, $"nothing may be left in {left}");
        }
    }

    [Fact]
    public async Task ConfirmHold_OfAStrangerWhereTheOwnerSaysYesFirst_AsksInstead()
    {
        var anna = await PersonAsync();
        var kitchen = await AskedKitchenAsync();
        var id = await HeldAsync(kitchen, FridayEvening, anna);

        (await Confirm.HandleAsync(id, anna.Id, default)).Should().Be(ConfirmHoldOutcome.AsksOwner);

        (await ReadAsync(id)).Should().BeEquivalentTo(new { Status = BookingStatus.Held, HoldExpiresAt = (Instant?)Due });
        (await PermissionOfAsync(id)).Should().BeEquivalentTo(new { Kind = PermissionKind.Approval, AnswerBy = Due });
        (await MailsAsync(MailKind.PermissionAsked)).Should().Be(1);
        (await MailsAsync(MailKind.BookingConfirmed)).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task ConfirmHold_OfSomeoneFromOutside_AsksWhereTheOwnerWantsToKnow()
    {
        var (anna, bo) = (await PersonAsync(), await PersonAsync("Bo"));
        await ExecuteAsync("update person set is_resident = true where id = @Id", new { anna.Id });
        var kitchen = await AskedKitchenAsync(new Approval(false, null, null, null, FromOutside: true));

        (await Confirm.HandleAsync(await HeldAsync(kitchen, FridayEvening, anna), anna.Id, default)).Should().Be(ConfirmHoldOutcome.Confirmed);
        (await Confirm.HandleAsync(await HeldAsync(kitchen, At(new LocalDate(2026, 11, 28), 17, 21), bo), bo.Id, default))
            .Should().Be(ConfirmHoldOutcome.AsksOwner);
    }

    [Fact]
    public async Task ConfirmHold_OfAQuestionThatWaits_ConfirmsNothing()
    {
        var anna = await PersonAsync();
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, anna, why: null);

        (await Confirm.HandleAsync(id, anna.Id, default)).Should().Be(ConfirmHoldOutcome.AsksOwner);

        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Held);
    }

    [Fact]
    public async Task ConfirmHold_PressedTenTimesAtOnce_AsksOnce()
    {
        var anna = await PersonAsync();
        var id = await HeldAsync(await AskedKitchenAsync(), FridayEvening, anna);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Confirm.HandleAsync(id, anna.Id, default))));

        outcomes.Should().OnlyContain(outcome => outcome == ConfirmHoldOutcome.AsksOwner);
        (await CountAsync("permission")).Should().Be(1);
        (await MailsAsync(MailKind.PermissionAsked)).Should().Be(1);
        (await DeadlocksAsync()).Should().Be(0);
    }
}
