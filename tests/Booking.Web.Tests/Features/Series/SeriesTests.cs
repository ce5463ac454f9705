using System.Text;
using Booking.Rules.Admission;
using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Rules.Recurrence;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.CalendarFeeds;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Waitlist;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Bookings;

namespace Booking.Web.Tests.Features.Series;

/// <summary>Several dates at a time: seen, booked together, and called off together.</summary>
public sealed class SeriesTests : BookingHandlers
{
    private static readonly LocalDate Tuesday = new(2026, 12, 1);
    private static readonly LocalTime Seven = new(19, 0);

    private PreviewSeries Preview => new(Source, Catalogue, Clock);

    private PlaceSeries PlaceSeries => new(Source, Catalogue, Sentences, Clock);

    private RetryDate Retry => new(Source, Catalogue, Sentences, Offers, Clock);

    private OfferFreedTime Offers => new(Source, Catalogue, Clock);

    private AnswerOffer AnswerThe => new(Source, Catalogue, Confirm, new CloseWishes(Source, Clock), Sentences, Clock);

    private CancelSeries CancelSeries => new(Source, Catalogue, Clock);

    private EditSeries Edit => new(Source, Catalogue, Clock);

    private ReadSeries Read => new(Source, Catalogue, Clock);

    private static SeriesWish Tuesdays(CatalogueResource room, int dates, string key = "key", int minutes = 120, Guid? group = null) => new(
        room, SeriesRule.Weekly([], 1, Tuesday, null, dates), Seven, minutes, 4, "Korsang", "Anna", group, key);

    private static LocalDateTime On(int week) => Tuesday.PlusWeeks(week) + Seven;

    private static List<TakenDate> Weeks(int count) => [.. Enumerable.Range(0, count).Select(week => new TakenDate(On(week)))];

    private Task<PlaceSeriesOutcome> PlaceAsync(SeriesWish wish, SignedInPerson person, IReadOnlyList<TakenDate>? take = null) =>
        PlaceSeries.HandleAsync(new PlaceSeriesRequest(wish, take ?? Weeks(wish.Rule.Count!.Value), person), default);

    private async Task<Guid> PlacedAsync(SeriesWish wish, SignedInPerson person, IReadOnlyList<TakenDate>? take = null) =>
        (await PlaceAsync(wish, person, take)).Should().BeOfType<PlaceSeriesOutcome.Placed>().Subject.Id;

    private async Task<IReadOnlyList<SeriesLine>> LinesAsync(Guid id, SignedInPerson person) => (await Read.HandleAsync(id, person, default))!.Lines;

    [Fact]
    public async Task PlaceSeries_ForAYear_IsAtSevenOnEveryTuesday_AndOneMailTellsOfThemAll()
    {
        var (anna, room) = (await PersonAsync(), await ResourceAsync());

        var id = await PlacedAsync(Tuesdays(room, 52), anna);

        var lines = await LinesAsync(id, anna);
        lines.Should().HaveCount(52).And.OnlyContain(line => line.Booking!.Status == BookingStatus.Confirmed && !line.IsChangedAlone);
        lines.Select(line => line.Booking!.Period.Start.InZone(Zone).TimeOfDay).Distinct().Should().Equal(Seven);
        lines.Select(line => line.Booking!.Period.Start.InUtc().Hour).Distinct().Should().BeEquivalentTo([17, 18]);
        lines.Should().OnlyContain(line => line.Booking!.RemindAt != null);
        (await CountAsync("outbox")).Should().Be(1);
        (await MailsAsync(MailKind.SeriesPlaced)).Should().Be(1);
        (await CountAsync("occupancy")).Should().Be(52);
        (await PlaceAsync(Tuesdays(room, 52), anna)).Should().Be(new PlaceSeriesOutcome.Placed(id, Again: true));
        (await PlaceAsync(Tuesdays(room, 51), anna)).Should().BeOfType<PlaceSeriesOutcome.KeyUsed>();
        (await CountAsync("booking")).Should().Be(52);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task EditAndRetry_OfAGroupWhoseBookerIsNoLongerThere_IsForThoseWhoGoOn()
    {
        var (anna, bo, room) = (await PersonAsync(), await PersonAsync("Bo"), await ResourceAsync());
        var id = await PlacedAsync(Tuesdays(room, 4), anna, [new TakenDate(On(0)), new TakenDate(On(1)), new TakenDate(On(2))]);
        await ExecuteAsync(
            """
            insert into community (id, name, contact_id, created_at, revised_at) values (@id, 'Koret', @bo, @now, @now);
            insert into community_member (community_id, person_id, organiser, invited_at, joined_at) values (@id, @bo, true, @now, @now);
            update series set person_id = null, community_id = @id where id = @id;
            update booking set person_id = null, community_id = @id where series_id = @id;
            """, new { id, bo = bo.Id, now = Start });
        var change = new SeriesChange(room, new LocalTime(18, 0), 120, 4, "Korsang");

        var seen = (await Edit.PreviewAsync(id, null, change, bo, default))!;
        seen.Should().HaveCount(3).And.OnlyContain(date => date.Changes);
        (await Edit.HandleAsync(id, null, change, EditSeries.Describe(seen), anna, default)).Should().Be(EditSeriesOutcome.NotFound);
        (await Edit.HandleAsync(id, null, change, EditSeries.Describe(seen), bo, default)).Should().Be(EditSeriesOutcome.Changed);
        (await Retry.HandleAsync(id, On(3), anna, default)).Should().Be(RetryOutcome.NotFound);
        (await Retry.HandleAsync(id, On(3), bo, default)).Should().Be(RetryOutcome.Booked);

        var lines = await LinesAsync(id, bo);
        lines.Select(line => line.Booking!.Period).Should().Equal(Enumerable.Range(0, 4).Select(week => At(Tuesday.PlusWeeks(week), 18, 20)));
        lines[3].Booking.Should().Match<BookingRecord>(booking => booking.PersonId == bo.Id && booking.GroupId == id);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task PreviewSeries_WhereSomeDatesAreTakenOrClosed_SaysWhichAndWhyAndOffersAnother()
    {
        var room = await ResourceAsync(new TestResource { Closures = [(Tuesday.PlusWeeks(2), Tuesday.PlusWeeks(2))] });
        var other = await ResourceAsync(new TestResource { Name = "Naboens køkken" });
        await PlacedAsync(room, At(Tuesday.PlusWeeks(1), 18, 20), await PersonAsync("Bo"));

        var preview = await Preview.HandleAsync(Tuesdays(room, 4), (await PersonAsync()).Id, default);

        preview.Against.Should().BeEmpty();
        preview.Dates.Select(date => date.Judged.MayBeHad).Should().Equal(true, false, false, true);
        preview.Dates[1].Judged.Reasons.Should().ContainSingle().Which.Should().BeOfType<SlotTaken>();
        preview.Dates[1].Instead.Should().Be(new Alternative(room, At(Tuesday.PlusWeeks(1), 20, 22)));
        preview.Dates[2].Judged.Reasons.Should().ContainSingle().Which.Should().BeOfType<ClosedThatDay>();
        preview.Dates[2].Instead.Should().Be(new Alternative(other, At(Tuesday.PlusWeeks(2), 19, 21)));
        preview.Dates[3].Instead.Should().BeNull();
        (await CountAsync("series")).Should().Be(0);
    }

    [Fact]
    public async Task PlaceSeries_WithAnAlternativeAndADateLeftOut_KeepsWhyAndCanTryAgain()
    {
        var (anna, bo) = (await PersonAsync(), await PersonAsync("Bo"));
        var (room, other) = (await ResourceAsync(), await ResourceAsync(new TestResource { Name = "Naboens køkken" }));
        var first = await PlacedAsync(room, At(Tuesday, 18, 20), bo);
        await PlacedAsync(room, At(Tuesday.PlusWeeks(1), 18, 20), bo);

        var id = await PlacedAsync(Tuesdays(room, 4), anna, [new TakenDate(On(1), other.Slug, At(Tuesday.PlusWeeks(1), 19, 21)), new TakenDate(On(2))]);

        var lines = await LinesAsync(id, anna);
        lines.Select(line => line.Booking is not null).Should().Equal(false, true, true, false);
        lines[0].Skipped!.Reasons.Should().ContainSingle().Which.Should().Match<SkipReason>(reason => reason.Code == "SlotTaken" && reason.Da.Contains("optaget") && reason.En.Contains("taken"));
        (lines[1].Booking!.ResourceId, lines[1].IsChangedAlone).Should().Be((other.Id, true));
        lines[3].Skipped!.Reasons.Should().BeEmpty("she left it out");

        (await Retry.HandleAsync(id, On(0), anna, default)).Should().Be(RetryOutcome.Refused);
        (await Retry.HandleAsync(id, On(0), bo, default)).Should().Be(RetryOutcome.NotFound);
        await Cancel.HandleAsync(first, bo, null, default);
        (await Retry.HandleAsync(id, On(0), anna, default)).Should().Be(RetryOutcome.Offered, "she waits in line for it");
        (await Retry.HandleAsync(id, On(3), anna, default)).Should().Be(RetryOutcome.Booked, "she waits for nothing that she left out");
        (await Retry.HandleAsync(id, On(3), anna, default)).Should().Be(RetryOutcome.NotFound);
        (await LinesAsync(id, anna))[3].Booking!.Status.Should().Be(BookingStatus.Confirmed);
        (await MailsAsync(MailKind.SeriesChanged)).Should().Be(1);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task ADateThatWasTaken_WaitsInLine_AndBecomesTheDateOfItsSeriesWhenItIsOfferedAndWanted()
    {
        var (anna, bo, room) = (await PersonAsync(), await PersonAsync("Bo"), await ResourceAsync());
        Guid[] taken = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(week => PlacedAsync(room, At(Tuesday.PlusWeeks(week), 19, 21), bo)))];
        var id = await PlacedAsync(Tuesdays(room, 5), anna, [new TakenDate(On(4))]);
        var waiting = (await LinesAsync(id, anna)).Where(line => line.Awaited is not null).ToList();
        waiting.Select(line => line.Occurrence).Should().Equal(On(0), On(1), On(2));
        await Retry.HandleAsync(id, On(0), anna, default);
        (await CountAsync("waitlist_entry")).Should().Be(3, "it waits already");

        await Cancel.HandleAsync(taken[0], bo, null, default);
        await Offers.HandleAsync(room.Id, default);
        var offer = (await LinesAsync(id, anna))[0].Awaited!.OfferId!.Value;
        (await Retry.HandleAsync(id, On(0), anna, default)).Should().Be(RetryOutcome.Offered);
        (await AnswerThe.HandleAsync(offer, anna.Id, yes: true, default)).Should().Be(AnswerOfferOutcome.Taken);

        var line = (await LinesAsync(id, anna))[0];
        (line.Booking!.Status, line.Booking.SeriesId, line.Skipped, line.Awaited, line.IsChangedAlone).Should().Be((BookingStatus.Confirmed, id, null, null, false));
        var later = new SeriesChange(room, new LocalTime(20, 0), 60, 4, "Korsang");
        (await Edit.HandleAsync(id, On(1), later, EditSeries.Describe((await Edit.PreviewAsync(id, On(1), later, anna, default))!), anna, default))
            .Should().Be(EditSeriesOutcome.Changed);
        (await QueryAsync<string>(
            "select string_agg(lower(t.period)::text, ' ' order by t.period) from waitlist_time t where t.open and lower(t.period) > '2026-12-08'"))
            .Should().Contain("2026-12-08 19:00").And.Contain("2026-12-15 19:00").And.NotContain("18:00");

        await CancelSeries.HandleAsync(id, null, anna, null, default);
        (await LinesAsync(id, anna)).Should().OnlyContain(one => one.Awaited == null);
        await Cancel.HandleAsync(taken[1], bo, null, default);
        (await Offers.HandleAsync(room.Id, default)).Should().Be(0, "nobody waits any longer");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task PlaceSeries_WhenADateWasLostMeanwhile_WritesNothingAndSaysWhich()
    {
        var (anna, room) = (await PersonAsync(), await ResourceAsync());
        await PlacedAsync(room, At(Tuesday.PlusWeeks(2), 20, 22), await PersonAsync("Bo"));

        (await PlaceAsync(Tuesdays(room, 4), anna)).Should().BeOfType<PlaceSeriesOutcome.Changed>().Which.Dates.Should().Equal(On(2));

        (await CountAsync("series")).Should().Be(0);
        (await CountAsync("booking")).Should().Be(1);
        (await MailsAsync(MailKind.SeriesPlaced)).Should().Be(0);
        (await PlaceAsync(Tuesdays(room, 4), anna, [])).Should().BeOfType<PlaceSeriesOutcome.Nothing>();
        (await PlaceAsync(Tuesdays(room, 3, minutes: 8 * 1440), anna)).Should().BeOfType<PlaceSeriesOutcome.Refused>();
    }

    [Fact]
    public async Task PlaceSeries_ByManyAtOnce_HasOneWinnerAndNoDeadlock()
    {
        var (half, whole) = (await ResourceAsync(new TestResource { Units = ["a"] }), await ResourceAsync(new TestResource { Units = ["a", "b"] }));
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => PersonAsync($"Anna {number}")));

        var outcomes = await AtOnceAsync(6, number => PlaceAsync(Tuesdays(number % 2 == 0 ? half : whole, 10), people[number]));

        outcomes.OfType<PlaceSeriesOutcome.Placed>().Should().ContainSingle();
        outcomes.OfType<PlaceSeriesOutcome.Changed>().Should().HaveCount(5);
        (await CountAsync("booking")).Should().Be(10);
        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task PreviewSeries_WhereAQuotaFillsUp_CountsTheDatesBeforeEachInItsOwnWindow()
    {
        var room = await ResourceAsync(new TestResource
        {
            Rules = [new Quota(2, QuotaMeasure.Bookings, QuotaPeriod.Month, Scope.Resource, QuotaCounts.Both)],
        });
        var anna = await PersonAsync();

        var preview = await Preview.HandleAsync(Tuesdays(room, 6), anna.Id, default);

        // Five Tuesdays in December, then one in January.
        preview.Dates.Select(date => date.Judged.MayBeHad).Should().Equal(true, true, false, false, false, true);
        preview.Dates[2].Judged.Reasons.Should().ContainSingle().Which.Should().BeOfType<QuotaUsed>();
        (await PlaceAsync(Tuesdays(room, 6), anna)).Should().BeOfType<PlaceSeriesOutcome.Changed>().Which.Dates.Should().Equal(On(2), On(3), On(4));
    }

    [Fact]
    public async Task PlaceSeries_WhereTheOwnerSaysYesFirst_AsksOfEachDateAndMailsOnce()
    {
        var room = await ResourceAsync(new TestResource { Rules = [new Approval(true, null, null, null, false, Holds: true)] });
        var anna = await PersonAsync();

        var id = await PlacedAsync(Tuesdays(room, 5), anna);

        (await LinesAsync(id, anna)).Should().OnlyContain(line => line.Booking!.Status == BookingStatus.Held && line.Booking.PermissionId != null);
        (await CountAsync("permission")).Should().Be(5);
        (await QueryAsync<long>("select count(*) from permission where remind_at is not null")).Should().Be(1);
        (await CountAsync("outbox")).Should().Be(2, "one to her and one to the owner");
        (await MailsAsync(MailKind.SeriesToAnswer)).Should().Be(1);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task CancelSeries_FromADateOn_LeavesThoseBefore_AndFreesTheRestOnce()
    {
        var (anna, bo, room) = (await PersonAsync(), await PersonAsync("Bo"), await ResourceAsync());
        var id = await PlacedAsync(Tuesdays(room, 6), anna);
        var alone = (await LinesAsync(id, anna))[4].Booking!.Id;
        await Cancel.HandleAsync(alone, anna, null, default);
        Clock.Reset(At(Tuesday, 20, 21).Start);

        (await CancelSeries.HandleAsync(id, On(2), bo, "Nej", default)).Should().Be(CancelSeriesOutcome.NotFound);
        (await CancelSeries.HandleAsync(id, On(2), anna, null, default)).Should().Be(CancelSeriesOutcome.Cancelled);

        (await LinesAsync(id, anna)).Select(line => line.IsActive).Should().Equal(true, true, false, false, false, false);
        (await MailsAsync(MailKind.SeriesCancelled)).Should().Be(1);
        (await QueryAsync<string>("select content::text from outbox where kind = 'series-cancelled'")).Should().NotContain(alone.ToString());
        (await CancelSeries.HandleAsync(id, null, anna, null, default)).Should().Be(CancelSeriesOutcome.Cancelled);
        (await LinesAsync(id, anna)).Select(line => line.IsActive).Should().Equal(true, false, false, false, false, false);
        (await CancelSeries.HandleAsync(id, null, anna, null, default)).Should().Be(CancelSeriesOutcome.NothingComing);
        (await CountAsync("occupancy")).Should().Be(1);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task EditSeries_OfAllComing_KeepsWhatIsPast_WhatWasCalledOff_AndWhatWasChangedAlone()
    {
        var (anna, room) = (await PersonAsync(), await ResourceAsync());
        var id = await PlacedAsync(Tuesdays(room, 6), anna);
        var before = await LinesAsync(id, anna);
        Clock.Reset(At(Tuesday, 22, 23).Start);
        (await Move.HandleAsync(before[2].Booking!.Id, anna, At(Tuesday.PlusWeeks(2), 8, 10), 4, "Korsang", default)).Should().BeOfType<MoveBookingOutcome.Moved>();
        await Cancel.HandleAsync(before[3].Booking!.Id, anna, null, default);
        await PlacedAsync(room, At(Tuesday.PlusWeeks(4), 17, 19), await PersonAsync("Bo"));
        var change = new SeriesChange(room, new LocalTime(18, 0), 180, 6, "Generalprøve");

        var seen = (await Edit.PreviewAsync(id, null, change, anna, default))!;

        seen.Select(date => (date.Booking.Occurrence!.Value, date.Changes)).Should().Equal((On(1), true), (On(2), false), (On(4), false), (On(5), true));
        seen[2].Judged!.Reasons.Should().ContainSingle().Which.Should().BeOfType<SlotTaken>();
        (await Edit.HandleAsync(id, null, change, "other", anna, default)).Should().Be(EditSeriesOutcome.SeeAgain);
        (await Edit.HandleAsync(id, null, change, EditSeries.Describe(seen), await PersonAsync("Eva"), default)).Should().Be(EditSeriesOutcome.NotFound);
        (await Edit.HandleAsync(id, null, change, EditSeries.Describe(seen), anna, default)).Should().Be(EditSeriesOutcome.Changed);

        var after = await LinesAsync(id, anna);
        after.Select(line => line.Booking!.Period).Should().Equal(
            At(Tuesday, 19, 21), At(Tuesday.PlusWeeks(1), 18, 21), At(Tuesday.PlusWeeks(2), 8, 10), At(Tuesday.PlusWeeks(3), 19, 21),
            At(Tuesday.PlusWeeks(4), 19, 21), At(Tuesday.PlusWeeks(5), 18, 21));
        after.Select(line => line.IsActive).Should().Equal(true, true, true, false, true, true);
        after.Select(line => line.Occurrence).Should().Equal(before.Select(line => line.Occurrence), "calendars know them by these");
        after[5].Booking!.Should().Match<BookingRecord>(booking => booking.People == 6 && booking.Purpose == "Generalprøve" && booking.Sequence == 1);
        (await MailsAsync(MailKind.SeriesChanged)).Should().Be(1);
        (await CalendarAsync(id, anna)).Should().Contain("RECURRENCE-ID;TZID=Europe/Copenhagen:20261208T190000")
            .And.Contain("DTSTART;TZID=Europe/Copenhagen:20261208T180000").And.Contain("EXDATE;TZID=Europe/Copenhagen:20261222T190000");

        // This and the following, a second time: those before keep what they were changed to.
        var later = change with { Starts = new LocalTime(20, 0), Minutes = 60 };
        (await Edit.HandleAsync(id, On(5), later, EditSeries.Describe((await Edit.PreviewAsync(id, On(5), later, anna, default))!), anna, default))
            .Should().Be(EditSeriesOutcome.Changed);
        (await LinesAsync(id, anna)).Select(line => line.Booking!.Period).Skip(1).Should().Equal(
            At(Tuesday.PlusWeeks(1), 18, 21), At(Tuesday.PlusWeeks(2), 8, 10), At(Tuesday.PlusWeeks(3), 19, 21), At(Tuesday.PlusWeeks(4), 19, 21),
            At(Tuesday.PlusWeeks(5), 20, 21));
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Calendar_OfASeries_IsOneEventWithItsExceptionsInItsZone()
    {
        var (anna, room) = (await PersonAsync(), await ResourceAsync());
        await PlacedAsync(room, At(Tuesday.PlusWeeks(1), 18, 20), await PersonAsync("Bo"));
        var id = await PlacedAsync(Tuesdays(room, 5), anna, [new(On(0)), new(On(2)), new(On(3)), new(On(4))]);
        var lines = await LinesAsync(id, anna);
        await Cancel.HandleAsync(lines[3].Booking!.Id, anna, null, default);
        (await Move.HandleAsync(lines[4].Booking!.Id, anna, At(Tuesday.PlusWeeks(4), 20, 22), 4, "Korsang", default)).Should().BeOfType<MoveBookingOutcome.Moved>();

        var calendar = await CalendarAsync(id, anna);

        calendar.Should().Contain("RRULE:FREQ=WEEKLY;UNTIL=20261229T180000Z;BYDAY=TU")
            .And.Contain("DTSTART;TZID=Europe/Copenhagen:20261201T190000")
            .And.Contain("EXDATE;TZID=Europe/Copenhagen:20261208T190000,20261222T190000")
            .And.Contain("RECURRENCE-ID;TZID=Europe/Copenhagen:20261229T190000")
            .And.Contain("DTSTART;TZID=Europe/Copenhagen:20261229T200000")
            .And.Contain("BEGIN:VTIMEZONE");
        calendar.Split("UID:").Should().HaveCount(3).And.Subject.Skip(1).Should().OnlyContain(part => part.StartsWith($"{id}@"));
        var cancelled = await QueryAsync<string>("select content::text from outbox where kind = 'booking-cancelled'");
        cancelled.Should().Contain(id.ToString()).And.Contain("2026-12-22T19:00:00");
        (await CalendarAsync(id, anna)).Should().Be(calendar, "two fetches are the same");
    }

    private async Task<string> CalendarAsync(Guid id, SignedInPerson person)
    {
        var (series, bookings) = ((await Read.HandleAsync(id, person, default))!, new List<BookingRecord>());
        await using var connection = await Source.OpenConnectionAsync();
        bookings.AddRange(await SeriesRecord.BookingsAsync(connection, id, default));
        var content = SeriesMails.Content(
            series.Series, bookings, await SkippedDate.OfAsync(connection, id, default), series.Places, "da", "Anna", null, []);
        var entries = SeriesEntries.Of(content, InvitationMethod.Request, Start, new Uri("https://booking.example.dk/series"), "da");
        return Encoding.UTF8.GetString(IcsWriter.Feed(new CalendarHead("Anna", "Europe/Copenhagen", "steelblue"), entries)).Replace("\r\n ", "");
    }
}
