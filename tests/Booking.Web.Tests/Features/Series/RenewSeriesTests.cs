using Booking.Rules.Admission;
using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Rules.Recurrence;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Waitlist;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Bookings;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Features.Series;

/// <summary>A series that goes on after its last date, and the time that is kept for it until then.</summary>
public sealed class RenewSeriesTests : BookingHandlers
{
    private static readonly LocalDate Tuesday = new(2026, 12, 1);
    private static readonly LocalTime Seven = new(19, 0);

    private RenewSeries Renew => new(Source, Catalogue, Sentences, Clock);

    private PreviewSeries Preview => new(Source, Catalogue, Clock);

    private ReadSeries Read => new(Source, Catalogue, Clock);

    private EditSeries Edit => new(Source, Catalogue, Clock);

    private CancelSeries CancelSeries => new(Source, Catalogue, Clock);

    private FollowEndsJob Job => new(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), new FollowEnd(Source, Catalogue, Clock));

    private static LocalDateTime On(int week) => Tuesday.PlusWeeks(week) + Seven;

    private static TakenDate[] Weeks(int from, int count) => [.. Enumerable.Range(from, count).Select(week => new TakenDate(On(week)))];

    private static Interval Evening(int week, int from = 19, int to = 21) => At(Tuesday.PlusWeeks(week), from, to);

    private async Task<Guid> PlacedAsync(CatalogueResource room, SignedInPerson person, int dates)
    {
        var wish = new SeriesWish(room, SeriesRule.Weekly([], 1, Tuesday, null, dates), Seven, 120, 4, "Korsang", "Anna", null, "key");
        return (await new PlaceSeries(Source, Catalogue, Sentences, Clock).HandleAsync(new PlaceSeriesRequest(wish, Weeks(0, dates), person), default))
            .Should().BeOfType<PlaceSeriesOutcome.Placed>().Subject.Id;
    }

    private Task<RenewSeriesOutcome> RenewAsync(Guid id, SignedInPerson person, int count, params TakenDate[] take) =>
        Renew.HandleAsync(new RenewSeriesRequest(id, null, count, take, person), default);

    private async Task<IReadOnlyList<SeriesLine>> LinesAsync(Guid id, SignedInPerson person) => (await Read.HandleAsync(id, person, default))!.Lines;

    private async Task<IReadOnlyList<Interval>> KeptAsync()
    {
        await using var connection = await Source.OpenConnectionAsync();
        var rows = await connection.QueryAsync<ReadOccupancies.Row>("select unit_id, period, booking_id from occupancy where kind = 'renewal' order by period");
        return [.. rows.Select(row => row.Period)];
    }

    [Fact]
    public async Task Renew_GoesOnInTheSameSeries_AsItsLastDatesAreMeantToBe_AndOnce()
    {
        var (anna, bo, room) = (await PersonAsync(), await PersonAsync("Bo"), await ResourceAsync());
        var id = await PlacedAsync(room, anna, 4);
        var change = new SeriesChange(room, new LocalTime(18, 0), 120, 4, "Korsang");
        await Edit.HandleAsync(id, On(2), change, EditSeries.Describe((await Edit.PreviewAsync(id, On(2), change, anna, default))!), anna, default);
        await PlacedAsync(room, Evening(5, 17, 19), bo);

        var wish = (await Renew.FindAsync(id, anna, default))!.WishOf(null, 3)!;
        var preview = await Preview.HandleAsync(wish, anna.Id, default);
        preview.Dates.Select(date => (date.Start, date.Judged.MayBeHad)).Should().Equal((On(4), true), (On(5), false), (On(6), true));
        preview.Dates[1].Instead.Should().Be(new Alternative(room, Evening(5)));

        (await RenewAsync(id, bo, 3, Weeks(4, 1))).Should().BeOfType<RenewSeriesOutcome.NotFound>();
        (await RenewAsync(id, anna, 3, [.. Weeks(4, 2)])).Should().BeEquivalentTo(new RenewSeriesOutcome.Changed([On(5)]));
        (await RenewAsync(id, anna, 3)).Should().BeOfType<RenewSeriesOutcome.Nothing>();
        TakenDate[] take = [new(On(4)), new(On(5), room.Slug, Evening(5))];
        var both = await AtOnceAsync(2, _ => RenewAsync(id, anna, 3, take));
        both.Should().BeEquivalentTo([new RenewSeriesOutcome.Renewed(false), new RenewSeriesOutcome.Renewed(true)]);

        var lines = await LinesAsync(id, anna);
        lines.Select(line => line.Occurrence).Should().Equal(Enumerable.Range(0, 7).Select(On), "a date keeps its name in calendars");
        lines[4].Should().Match<SeriesLine>(line => line.Booking!.Period == Evening(4, 18, 20) && !line.IsChangedAlone);
        lines[5].Should().Match<SeriesLine>(line => line.Booking!.Period == Evening(5) && line.IsChangedAlone);
        lines[6].Skipped!.Reasons.Should().BeEmpty("she left it out");
        (await MailsAsync(MailKind.SeriesRenewed)).Should().Be(1);
        (await AuditedAsync("series.renewed")).Should().Be(1);
        (await QueryAsync<string>("select content->>'last' from outbox where kind = 'series-renewed'")).Should().Be("2027-01-12T19:00:00");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Renew_OfAGroupWhoseBookerIsNoLongerThere_IsForThoseWhoGoOn()
    {
        var (anna, bo, room) = (await PersonAsync(), await PersonAsync("Bo"), await ResourceAsync());
        var id = await PlacedAsync(room, anna, 4);
        await ExecuteAsync(
            """
            insert into community (id, name, contact_id, created_at, revised_at) values (@id, 'Koret', @bo, @now, @now);
            insert into community_member (community_id, person_id, organiser, invited_at, joined_at) values (@id, @bo, true, @now, @now);
            update series set person_id = null, community_id = @id where id = @id;
            """, new { id, bo = bo.Id, now = Start });

        (await RenewAsync(id, bo, 2, Weeks(4, 2))).Should().Be(new RenewSeriesOutcome.Renewed(false));
        (await LinesAsync(id, bo)).Skip(4).Should().HaveCount(2).And.OnlyContain(line => line.Booking!.PersonId == bo.Id && line.Booking.GroupId == id);
        (await RenewAsync(id, anna, 1, Weeks(6, 1))).Should().BeOfType<RenewSeriesOutcome.NotFound>();
    }

    [Fact]
    public async Task Renew_BeyondWhatASeriesMayHave_IsRefused_AndGoesOnAsItsDatesPass()
    {
        var (anna, room) = (await PersonAsync(), await ResourceAsync(new TestResource { Rules = [new SeriesLimit(6, 60)] }));
        var id = await PlacedAsync(room, anna, 4);

        (await RenewAsync(id, anna, 3, Weeks(4, 3))).Should().BeOfType<RenewSeriesOutcome.Refused>()
            .Which.Reasons.Should().ContainSingle().Which.Should().BeOfType<TooManyDates>().Which.Last.Should().Be(Tuesday.PlusWeeks(5));
        (await Renew.FindAsync(id, anna, default))!.Usual.Should().Be(2);
        Clock.Reset(Evening(1).Start);
        (await Renew.FindAsync(id, anna, default)).Should().Match<Renewal>(renewal => renewal.Room == 4 && renewal.IsPossible && renewal.Next == Tuesday.PlusWeeks(4));
        (await RenewAsync(id, anna, 4, Weeks(4, 4))).Should().Be(new RenewSeriesOutcome.Renewed(false));
        (await Renew.FindAsync(id, anna, default))!.IsPossible.Should().BeFalse("it has all it may have by now");

        Clock.Reset(Evening(20).Start + Duration.FromHours(3));
        (await Renew.FindAsync(id, anna, default))!.Next.Should().Be(Tuesday.PlusWeeks(21), "what ended long ago goes on from here");
    }

    [Fact]
    public async Task WhereThePlaceSaysSo_TheTimeIsKeptFromOthers_UntilTheyRenewOrTheirTurnIsOver()
    {
        var room = await ResourceAsync(new TestResource { Rules = [new SeriesLimit(7, 365), new RenewalPriority(14)] });
        var (anna, bo) = (await PersonAsync(), await PersonAsync("Bo"));
        await PlacedAsync(room, Evening(5), bo);
        var id = await PlacedAsync(room, anna, 4);

        (await KeptAsync()).Should().Equal([Evening(4), Evening(6)], "three more are all it may have, and one of them is his");
        var kept = (await PlaceAsync(room, Evening(4), bo)).Should().BeOfType<PlaceBookingOutcome.Refused>().Subject.Reasons;
        kept.Should().Equal(new SlotTaken { Rule = room.Terms.Renewal!.Rule });
        Sentences.Of(kept[0], room).Should().StartWith("Tiden holdes for dem, der har den fast nu.");
        (await PlaceAsync(room, Evening(3), bo)).Should().BeEquivalentTo(new PlaceBookingOutcome.Refused([new SlotTaken()]), "that is somebody's");
        await new JoinWaitlist(Source, Clock).HandleAsync(
            new JoinRequest(bo, null, [room], [Evening(6)], 120, 120, 4, "Fest", "wish"), default);
        (await Preview.HandleAsync((await Renew.FindAsync(id, anna, default))!.WishOf(null, 3)!, anna.Id, default)).Free.Should().Be(2, "for her it is free");
        (await RenewAsync(id, anna, 1, Weeks(4, 1))).Should().Be(new RenewSeriesOutcome.Renewed(false));
        (await KeptAsync()).Should().Equal(Evening(6));

        // Two weeks before the last date, that day included.
        Clock.Reset(At(Tuesday.PlusWeeks(2), 23, 24).Start);
        await Job.RunAsync(default);
        (await KeptAsync()).Should().Equal([Evening(6), Evening(7), Evening(8), Evening(9)], "as dates pass, more may be had");
        (await Renew.FindAsync(id, anna, default))!.KeptUntil.Should().Be(At(Tuesday.PlusWeeks(2).PlusDays(1), 0, 1).Start);
        Clock.Advance(Duration.FromHours(1));
        await Job.RunAsync(default);
        (await KeptAsync()).Should().BeEmpty();
        (await new OfferFreedTime(Source, Catalogue, Clock).HandleAsync(room.Id, default)).Should().Be(1, "he has waited for it");
        (await PlaceAsync(room, Evening(7), bo)).Should().BeOfType<PlaceBookingOutcome.Placed>("it is free for all");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task WhatIsKept_GoesWithTheSeries_AndGivesWayToTheOwnersOwnUse()
    {
        var room = await ResourceAsync(new TestResource { Units = ["hal A", "hal B"], Rules = [new SeriesLimit(6, 365), new RenewalPriority(7)] });
        var (anna, sanne) = (await PersonAsync(), await (await PersonAsync("Sanne")).MakeCaretakerAsync(Source, "beboerhuset"));
        var id = await PlacedAsync(room, anna, 4);
        (await KeptAsync()).Should().Equal(Evening(4), Evening(4), Evening(5), Evening(5));

        await new WriteOwnUse(Source, Clock).AddAsync(
            room, new OwnUseDraft("Årsmøde", new WeeklyUse([IsoDayOfWeek.Tuesday], 18 * 60, 22 * 60, Tuesday.PlusWeeks(5), Tuesday.PlusWeeks(5)), false, null), sanne, default);
        (await KeptAsync()).Should().Equal([Evening(4), Evening(4)], "an institution's own use comes first");
        await Job.RunAsync(default);
        (await KeptAsync()).Should().Equal(Evening(4), Evening(4));

        var change = new SeriesChange(room, new LocalTime(16, 0), 60, 4, "Korsang");
        await Edit.HandleAsync(id, null, change, EditSeries.Describe((await Edit.PreviewAsync(id, null, change, anna, default))!), anna, default);
        (await KeptAsync()).Distinct().Should().Equal(Evening(4, 16, 17), Evening(5, 16, 17));
        (await CancelSeries.HandleAsync(id, On(3), anna, null, default)).Should().Be(CancelSeriesOutcome.Cancelled);
        (await KeptAsync()).Should().BeEmpty("who calls off the last dates gives up what comes after them");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task EndOfASeries_IsToldOnceForEachLastDate_InGoodTime()
    {
        var (anna, room) = (await PersonAsync(), await ResourceAsync(new TestResource { Rules = [new SeriesLimit(9, 365)] }));
        var id = await PlacedAsync(room, anna, 8);
        var last = Tuesday.PlusWeeks(7);

        Clock.Reset(At(last.PlusWeeks(-4), 8, 9).Start);
        await Job.RunAsync(default);
        (await MailsAsync(MailKind.SeriesEnding)).Should().Be(0);
        Clock.Advance(Duration.FromHours(1));
        await AtOnceAsync(3, async _ =>
        {
            await Job.RunAsync(default);
            return true;
        });
        (await new FollowEnd(Source, Catalogue, Clock).HandleAsync(id, default)).Should().BeFalse("a second server does nothing more");
        (await MailsAsync(MailKind.SeriesEnding)).Should().Be(1);

        (await RenewAsync(id, anna, 3, Weeks(8, 3))).Should().Be(new RenewSeriesOutcome.Renewed(false));
        await Job.RunAsync(default);
        (await MailsAsync(MailKind.SeriesEnding)).Should().Be(1, "the last date is another, and far");
        Clock.Reset(At(last.PlusWeeks(-1), 9, 10).Start);
        await Job.RunAsync(default);
        (await MailsAsync(MailKind.SeriesEnding)).Should().Be(2);

        await CancelSeries.HandleAsync(id, On(10), anna, null, default);
        await Job.RunAsync(default);
        (await MailsAsync(MailKind.SeriesEnding)).Should().Be(2, "whoever calls off the last dates knows that it ends");
    }
}
