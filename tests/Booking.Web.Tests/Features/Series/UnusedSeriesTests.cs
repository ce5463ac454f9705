using Booking.Rules.Lifecycle;
using Booking.Rules.Recurrence;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.NoShows;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Bookings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Features.Series;

/// <summary>A series that nobody comes to: warned of, asked about, and given on; by the job, with a clock that the test moves.</summary>
public sealed class UnusedSeriesTests : BookingHandlers
{
    private static readonly LocalDate Tuesday = new(2026, 12, 1);
    private static readonly Duration Week = Duration.FromDays(7);

    private FollowUnused Follow => new(Source, Catalogue, Clock);

    private KeepSeries Keep => new(Source, Clock);

    private ReadSeries Read => new(Source, Catalogue, Clock);

    private FollowUnusedJob Job => new(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), Follow);

    private async Task<(Guid Id, SignedInPerson Person, IReadOnlyList<Guid> Dates)> PlacedAsync(int dates = 8)
    {
        var (anna, room) = (await PersonAsync(), await ResourceAsync(new TestResource { ReleaseAfterMinutes = 20 }));
        var wish = new SeriesWish(room, SeriesRule.Weekly([], 1, Tuesday, null, dates), new LocalTime(19, 0), 120, 4, "Korsang", "Anna", null, "key");
        var take = Enumerable.Range(0, dates).Select(week => new TakenDate(Tuesday.PlusWeeks(week) + new LocalTime(19, 0))).ToList();
        var id = (await new PlaceSeries(Source, Catalogue, Sentences, Clock).HandleAsync(new PlaceSeriesRequest(wish, take, anna), default))
            .Should().BeOfType<PlaceSeriesOutcome.Placed>().Subject.Id;
        return (id, anna, [.. (await LinesAsync(id, anna)).Select(line => line.Booking!.Id)]);
    }

    private async Task<IReadOnlyList<SeriesLine>> LinesAsync(Guid id, SignedInPerson person) => (await Read.HandleAsync(id, person, default))!.Lines;

    /// <summary>Nobody checks in on those dates; the jobs run.</summary>
    private async Task MissAsync(IReadOnlyList<Guid> dates, params int[] weeks)
    {
        foreach (var week in weeks)
        {
            Clock.Reset(At(Tuesday.PlusWeeks(week), 19, 21).Start + Duration.FromMinutes(20));
            (await Release.HandleAsync(dates[week], default)).Should().BeTrue();
            await RunAsync();
        }
    }

    private async Task RunAsync(bool send = true)
    {
        await Job.RunAsync(default);
        if (send)
        {
            await ExecuteAsync("update outbox set sent_at = @now, due_at = null where due_at is not null", new { now = Clock.GetCurrentInstant() });
        }
    }

    private Task<string> ToldAsync() =>
        QueryAsync<string>("select coalesce(string_agg(kind, ' ' order by created_at, id), '') from outbox where kind like 'series-unused%' or kind = 'series-released'");

    [Fact]
    public async Task TwoInARow_Warn_ThreeAsk_AndAWeekWithoutAnAnswer_GivesOnWhatIsToCome()
    {
        var (id, anna, dates) = await PlacedAsync();
        await MissAsync(dates, 0);
        (await ToldAsync()).Should().BeEmpty();

        await MissAsync(dates, 1);
        await RunAsync();
        await Follow.HandleAsync(id, default);
        (await ToldAsync()).Should().Be("series-unused-warning", "it is told once");

        await MissAsync(dates, 2);
        var asked = Clock.GetCurrentInstant();
        (await Read.HandleAsync(id, anna, default)).Should().BeEquivalentTo(new { UnusedInARow = 3, ReleaseAt = (Instant?)(asked + Week) });
        Clock.Reset(asked + Week - Duration.FromSeconds(1));
        await RunAsync();
        (await LinesAsync(id, anna)).Count(line => line.Booking!.Status == BookingStatus.Confirmed).Should().Be(5);

        Clock.Reset(asked + Week);
        (await AtOnceAsync(4, _ => Follow.HandleAsync(id, default))).Count(told => told).Should().Be(1, "of several servers one gives on");
        await RunAsync();
        (await ToldAsync()).Should().Be("series-unused-warning series-unused-question series-released");
        // The date of that very week begins at the same hour, twenty minutes before: it is not to come any longer.
        var lines = await LinesAsync(id, anna);
        lines.Skip(4).Should().OnlyContain(line => line.Booking!.Status == BookingStatus.Released);
        lines[3].Booking!.Status.Should().Be(BookingStatus.Confirmed);
        (await QueryAsync<string>("select distinct end_reason from booking where status = 'released' and ended_at < lower(period)"))
            .Should().Be("Ingen kom tre gange i træk, og vi fik ikke svar på, om I stadig kom.");
        (await new ReadNoShows(Source, Catalogue, Clock).OfPersonAsync(anna.Id, default)).Single().NoShows.Should().HaveCount(3, "what was given on before its start is not noted");
        (await AuditedAsync("booking.released")).Should().Be(3 + 4);
        (await Keep.HandleAsync(id, anna, default)).Should().Be(KeepSeriesOutcome.NotAsked);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task AnswerOrACheckInOrAnUpheldContest_BreaksTheRow_AndTheWeekIsCountedFromWhenTheQuestionLeft()
    {
        var (id, anna, dates) = await PlacedAsync(12);
        var bo = await PersonAsync("Bo");
        await MissAsync(dates, 0, 1);
        Clock.Reset(At(Tuesday.PlusWeeks(2), 19, 21).Start);
        await CheckIn.HandleAsync(dates[2], anna, default);
        await MissAsync(dates, 3);
        (await ToldAsync()).Should().Be("series-unused-warning", "somebody came between");

        // The question waits for the mail server to come back.
        await MissAsync(dates, 4);
        Clock.Reset(At(Tuesday.PlusWeeks(5), 19, 21).Start + Duration.FromMinutes(20));
        await Release.HandleAsync(dates[5], default);
        await RunAsync(send: false);
        (await ToldAsync()).Should().EndWith("series-unused-question");
        Clock.Advance(Week);
        await RunAsync();
        (await LinesAsync(id, anna)).Count(line => line.IsActive).Should().Be(7, "nobody has been asked before it left");
        var left = Clock.GetCurrentInstant();
        Clock.Advance(Duration.FromHours(1));
        await RunAsync();
        (await Read.HandleAsync(id, anna, default))!.ReleaseAt.Should().Be(left + Week);
        (await LinesAsync(id, anna)).Count(line => line.IsActive).Should().Be(7, "they have the whole week");

        (await Keep.HandleAsync(id, bo, default)).Should().Be(KeepSeriesOutcome.NotFound);
        (await Keep.HandleAsync(id, anna, default)).Should().Be(KeepSeriesOutcome.Kept);
        Clock.Advance(Week);
        await RunAsync();
        (await LinesAsync(id, anna)).Count(line => line.IsActive).Should().Be(7);
        (await Read.HandleAsync(id, anna, default)).Should().BeEquivalentTo(new { UnusedInARow = 0, ReleaseAt = (Instant?)null });

        await MissAsync(dates, 8, 9, 10);
        (await ToldAsync()).Should().Be("series-unused-warning series-unused-warning series-unused-question series-unused-warning series-unused-question");
        await new ContestNoShow(Source, new ReadBooking(Source, Catalogue, Clock), new ReadNoShows(Source, Catalogue, Clock), Clock)
            .HandleAsync(dates[9], "Vi var der.", anna, default);
        Clock.Advance(Week - Duration.FromMinutes(21));
        await RunAsync();
        Clock.Advance(Duration.FromMinutes(21));
        await RunAsync();
        (await QueryAsync<string>("select status from booking where id = @id", new { id = dates[11] })).Should().Be("confirmed", "they say that they were there");
        await ShouldBeConsistentAsync();
    }
}
