using Booking.Rules.Admission;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.NoShows;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Profile;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Permissions;

namespace Booking.Web.Tests.Features.NoShows;

/// <summary>What is noted of who does not come, what a rule makes of it, and what they say to it.</summary>
public sealed class NoShowsTests : PermissionHandlers
{
    private static readonly LocalDate FirstDay = new(2026, 12, 1);

    private ReadNoShows Read => new(Source, Catalogue, Clock);

    private ContestNoShow Contest => new(Source, new ReadBooking(Source, Catalogue, Clock), Read, Clock);

    private AnswerContest AnswerContest => new(Source, new ReadBooking(Source, Catalogue, Clock), Clock);

    private Task<CatalogueResource> HouseAsync(params Condition[] rules) => ResourceAsync(new TestResource { ReleaseAfterMinutes = 20, Rules = rules });

    /// <summary>Booked the day before, and nobody checks in.</summary>
    private async Task<Guid> MissedAsync(CatalogueResource house, SignedInPerson person, int day)
    {
        var period = At(FirstDay.PlusDays(day), 17, 21);
        Clock.Reset(period.Start - Duration.FromDays(1));
        var id = await PlacedAsync(house, period, person);
        Clock.Reset(period.Start + Duration.FromMinutes(20));
        (await Release.HandleAsync(id, default)).Should().BeTrue();
        return id;
    }

    private async Task<int> CountAsync(Guid booking, CatalogueResource house) => (await Read.AtAsync(await ReadAsync(booking), house, default)).Count;

    [Fact]
    public async Task Count_IsOfTheirOwnAtOneOwner_FallsAwayAfterSixMonths_AndLeavesOutWhatWasNotReconfirmedAndWhatTheyCameTo()
    {
        var (house, elsewhere) = (await HouseAsync(), await ResourceAsync(new TestResource { Owner = "kogeklubben", ReleaseAfterMinutes = 20 }));
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        var first = await MissedAsync(house, anna, 0);
        await MissedAsync(elsewhere, anna, 1);
        await MissedAsync(house, bo, 2);
        var asked = await MissedAsync(house, anna, 3);
        await ExecuteAsync("update booking set ended_at = lower(period) - interval '1 day' where id = @asked", new { asked });
        var came = At(FirstDay.PlusDays(4), 17, 21);
        Clock.Reset(came.Start);
        var used = await PlacedAsync(house, came, anna);
        await CheckIn.HandleAsync(used, anna, default);
        (await Release.HandleAsync(used, default)).Should().BeFalse();
        var second = await MissedAsync(house, anna, 40);

        (await CountAsync(first, house)).Should().Be(2);
        (await Read.OfPersonAsync(anna.Id, default)).Select(owner => owner.NoShows.Count(one => one.Counts(Clock.GetCurrentInstant())))
            .Should().BeEquivalentTo([2, 1]);

        Clock.Reset(At(new LocalDate(2027, 5, 31), 12, 24).End - Duration.FromMinutes(1));
        (await CountAsync(first, house)).Should().Be(2);
        Clock.Reset(At(new LocalDate(2027, 5, 31), 12, 24).End);
        (await CountAsync(first, house)).Should().Be(1, "six months are over");
        (await Read.OfPersonAsync(anna.Id, default)).SelectMany(owner => owner.NoShows).Select(one => one.BookingId).Should().NotContain(first).And.Contain(second);
        (await Contest.HandleAsync(first, "Jeg var der.", anna, default)).Should().Be(ContestOutcome.TooLate);
    }

    [Fact]
    public async Task Rule_RefusesOverTheMost_UntilTheySayTheyWereThere_AndWhatTheOwnerAnswersCounts()
    {
        var house = await HouseAsync(new NoShowLimit(1, AfterNoShows.Refuse));
        var (anna, bo, pedel) = (await PersonAsync("Anna"), await PersonAsync("Bo"), await CaretakerAsync());
        var first = await MissedAsync(house, anna, 0);
        var second = await MissedAsync(house, anna, 3);
        var (coming, hour) = (At(FirstDay.PlusDays(10), 17, 21), 0);
        Task<PlaceBookingOutcome> TryAsync(SignedInPerson who) => PlaceAsync(house, At(FirstDay.PlusDays(10), 8 + hour, 9 + hour++), who);

        (await TryAsync(anna)).Should().BeOfType<PlaceBookingOutcome.Refused>().Which.Reasons.Should().Equal(
            new NotComeTooOften(2, new LocalDate(2027, 6, 1), new LocalDate(2027, 6, 1)) { Rule = house.Terms.Person.NoShows!.Rule });
        (await TryAsync(bo)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        (await Place.HandleAsync(new PlaceBookingRequest(house, coming, 4, "", bo, "for", For: new BookedFor("Anna", anna.Email)), default))
            .Should().BeOfType<PlaceBookingOutcome.NotForThem>("a neighbour is not told");

        (await Contest.HandleAsync(second, "", bo, default)).Should().Be(ContestOutcome.NotFound);
        (await Contest.HandleAsync(second, new string('x', 1001), anna, default)).Should().Be(ContestOutcome.TooLong);
        (await Contest.HandleAsync(second, "Koden virkede ikke.", anna, default)).Should().Be(ContestOutcome.Sent);
        (await Contest.HandleAsync(second, "Igen.", anna, default)).Should().Be(ContestOutcome.Sent, "pressed twice is said once");
        (await MailsAsync(MailKind.NoShowContested)).Should().Be(1);
        (await QueryAsync<string>("select words from no_show_contest")).Should().Be("Koden virkede ikke.");
        (await AuditedAsync(ContestNoShow.Action)).Should().Be(1);
        (await TryAsync(anna)).Should().BeOfType<PlaceBookingOutcome.Placed>("it does not count while it waits");
        (await Read.ToAnswerAsync(pedel, default)).Should().ContainSingle().Which.BookingId.Should().Be(second);
        (await Read.ToAnswerAsync(bo, default)).Should().BeEmpty();

        (await AnswerContest.HandleAsync(second, upheld: true, "Ja.", anna, default)).Should().Be(AnswerContestOutcome.NotFound, "nobody answers what is their own");
        (await AnswerContest.HandleAsync(second, upheld: false, " ", pedel, default)).Should().Be(AnswerContestOutcome.ReasonMissing);
        (await AnswerContest.HandleAsync(first, upheld: false, "Nej.", pedel, default)).Should().Be(AnswerContestOutcome.NotFound);
        var answers = await AtOnceAsync(4, number => AnswerContest.HandleAsync(second, upheld: false, $"Der var mørkt {number}.", pedel, default));
        answers.Count(answer => answer == AnswerContestOutcome.Answered).Should().Be(1);
        answers.Count(answer => answer == AnswerContestOutcome.AnsweredBefore).Should().Be(3);
        (await MailsAsync(MailKind.NoShowAnswered)).Should().Be(1);
        (await TryAsync(anna)).Should().BeOfType<PlaceBookingOutcome.Refused>("the owner said no");
        (await Contest.HandleAsync(second, "Jo!", anna, default)).Should().Be(ContestOutcome.Sent);
        (await TryAsync(anna)).Should().BeOfType<PlaceBookingOutcome.Refused>("it is said once");

        await Contest.HandleAsync(first, "", anna, default);
        (await AnswerContest.HandleAsync(first, upheld: true, "Vi så jer.", pedel, default)).Should().Be(AnswerContestOutcome.Answered);
        (await TryAsync(anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        (await CountAsync(first, house)).Should().Be(1);
        (await QueryAsync<string>("select string_agg(action, ' ' order by id) from audit where action like 'booking.contest%' and owner_id = @Id", house.Owner))
            .Should().Be("booking.contested booking.contest-declined booking.contested booking.contest-upheld");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Rule_MayAskTheOwner_AndDeletingThemselvesTakesTheWords()
    {
        var house = await HouseAsync(new NoShowLimit(0, AfterNoShows.AskOwner));
        var (anna, bo) = (await PersonAsync("Anna"), await PersonAsync("Bo"));
        await CaretakerAsync();
        var missed = await MissedAsync(house, anna, 0);

        (await PlaceAsync(house, At(FirstDay.PlusDays(5), 17, 21), anna)).Should().BeOfType<PlaceBookingOutcome.Asked>();
        (await Requests.OfBookingAsync(await QueryAsync<Guid>("select id from booking where status = 'held'"), default))!.Permission.Objections
            .Should().Equal(new Objection(nameof(ApprovalCause.NotComeBefore), house.Terms.Person.NoShows!.Rule));
        (await Place.HandleAsync(
            new PlaceBookingRequest(house, At(FirstDay.PlusDays(6), 17, 21), 4, "", bo, "for", For: new BookedFor("Anna", anna.Email)), default))
            .Should().BeOfType<PlaceBookingOutcome.NotForThem>("that the owner is asked would tell a neighbour");
        (await PlaceAsync(house, At(FirstDay.PlusDays(7), 17, 21), bo)).Should().BeOfType<PlaceBookingOutcome.Placed>();

        await Contest.HandleAsync(missed, "Jeg sad i haven.", anna, default);
        (await new ExportPerson(Source).HandleAsync(anna.Id)).WasThere.Should().ContainSingle().Which.Words.Should().Be("Jeg sad i haven.");
        (await new DeletePerson(Source, Clock).HandleAsync(anna.Id)).Should().BeTrue();
        (await QueryAsync<long>("select count(*) from no_show_contest")).Should().Be(0);
        (await QueryAsync<long>("select count(*) from outbox where content::text like '%haven%'")).Should().Be(0);

        var old = await MissedAsync(house, bo, 12);
        await Contest.HandleAsync(old, "Jeg var der.", bo, default);
        Clock.Advance(Duration.FromDays(364));
        await new TidyUpJob(Source, Clock).RunAsync(default);
        (await QueryAsync<long>("select count(*) from no_show_contest")).Should().Be(1);
        Clock.Advance(Duration.FromDays(2));
        await new TidyUpJob(Source, Clock).RunAsync(default);
        (await QueryAsync<long>("select count(*) from no_show_contest")).Should().Be(0);
    }
}
