using Booking.Rules.Conditions;
using Booking.Rules.Recurrence;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Bookings;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Booking.Web.Tests.Features.Series;

/// <summary>
/// People who book week after week, change, call off and renew their dates at the same time as others book single ones, and two servers
/// that follow what ends: no time is anybody's twice, and what is kept is kept for a series that can still be renewed.
/// </summary>
public sealed class SeriesHistoryTests(ITestOutputHelper output) : BookingHandlers
{
    private const int Actors = 8;
    private const int Rounds = 12;
    private const int ActsInARound = 3;

    private static readonly LocalDate Tuesday = new(2026, 12, 1);

    private readonly List<(Guid Id, SignedInPerson Person)> series = [];
    private CatalogueResource[] rooms = [];
    private SignedInPerson[] people = [];

    private RenewSeries Renew => new(Source, Catalogue, Sentences, Clock);

    private EditSeries Edit => new(Source, Catalogue, Clock);

    private FollowEndsJob Job => new(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), new FollowEnd(Source, Catalogue, Clock));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AnyHistory_GivesNoTimeToTwo_AndKeepsItForThoseWhoCanRenew(int seed)
    {
        rooms =
        [
            await ResourceAsync(new TestResource { Units = ["hall a", "hall b"], Rules = [new SeriesLimit(8, 365), new RenewalPriority(21)] }),
            await ResourceAsync(new TestResource { Units = ["hall a"], BufferAfterMinutes = 30, Rules = [new SeriesLimit(8, 365), new RenewalPriority(28)] }),
            await ResourceAsync(new TestResource { Units = ["hall b"], Rules = [new SeriesLimit(8, 365)] }),
        ];
        people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PersonAsync()));
        Clock.Reset(At(Tuesday.PlusDays(-3), 8, 9).Start);

        for (var round = 0; round < Rounds; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Actors).Select(actor => Task.Run(() => ActAsync(new Random((((seed * 1009) + round) * 1009) + actor)))));
            await ShouldBeConsistentAsync();
            if (round % 3 == 2)
            {
                await Job.RunAsync(default);
                await KeptTimeShouldBeSomebodysAsync();
                Clock.Advance(NodaTime.Duration.FromDays(5));
            }
        }

        (await DeadlocksAsync()).Should().Be(0);
        output.WriteLine($"{await CountAsync("series")} series, {await CountAsync("booking")} bookings, {await MailsAsync(MailKind.SeriesRenewed)} renewed, "
            + $"{await QueryAsync<long>("select count(*) from occupancy where kind = 'renewal'")} kept");
        (await MailsAsync(MailKind.SeriesRenewed)).Should().BePositive("the history is worth the name");
        (await MailsAsync(MailKind.SeriesRenewed)).Should().Be(await QueryAsync<long>("select count(*) from audit where action = 'series.renewed'"), "each renewal is told once");
    }

    private async Task ActAsync(Random random)
    {
        for (var act = 0; act < ActsInARound; act++)
        {
            var (person, room) = (people[random.Next(people.Length)], rooms[random.Next(rooms.Length)]);
            var (week, hour) = (random.Next(6), 16 + random.Next(4));
            switch (random.Next(10))
            {
                case < 2:
                    await PlaceSeriesAsync(random, person, room, hour);
                    break;
                case < 4:
                    await PlaceAsync(room, At(Tuesday.PlusWeeks(week), hour, hour + 2), person);
                    break;
                case < 6:
                    await WithOneAsync(random, (id, whose) => RenewAsync(id, whose, random.Next(1, 4)));
                    break;
                case 6:
                    await WithOneAsync(random, (id, whose) => EditAsync(id, whose, room, hour));
                    break;
                case 7:
                    await WithOneAsync(random, (id, whose) => new CancelSeries(Source, Catalogue, Clock).HandleAsync(
                        id, random.Next(2) == 0 ? null : (Tuesday.PlusWeeks(week + 2) + new LocalTime(hour, 0)), whose, null, default));
                    break;
                default:
                    await Job.RunAsync(default);
                    break;
            }
        }
    }

    private async Task PlaceSeriesAsync(Random random, SignedInPerson person, CatalogueResource room, int hour)
    {
        var first = Clock.GetCurrentInstant().InZone(Zone).Date.With(DateAdjusters.Next(IsoDayOfWeek.Tuesday));
        var wish = new SeriesWish(
            room, SeriesRule.Weekly([], 1, first, null, random.Next(2, 5)), new LocalTime(hour, 0), 60, 4, "Korsang", "Anna", null, Guid.NewGuid().ToString());
        var preview = await new PreviewSeries(Source, Catalogue, Clock).HandleAsync(wish, person.Id, default);
        TakenDate[] free = [.. preview.Dates.Where(date => date.Judged.MayBeHad).Select(date => new TakenDate(date.Start))];
        if (free.Length > 0
            && await new PlaceSeries(Source, Catalogue, Sentences, Clock).HandleAsync(new PlaceSeriesRequest(wish, free, person), default) is PlaceSeriesOutcome.Placed placed)
        {
            lock (series)
            {
                series.Add((placed.Id, person));
            }
        }
    }

    private async Task RenewAsync(Guid id, SignedInPerson person, int count)
    {
        if (await Renew.FindAsync(id, person, default) is { IsPossible: true } renewal)
        {
            var starts = renewal.Next + (await new ReadSeries(Source, Catalogue, Clock).HandleAsync(id, person, default))!.Lines[^1].Occurrence.TimeOfDay;
            TakenDate[] take = [.. Enumerable.Range(0, count).Select(week => new TakenDate(starts.PlusWeeks(week)))];
            await Renew.HandleAsync(new RenewSeriesRequest(id, null, count, take, person), default);
        }
    }

    private async Task EditAsync(Guid id, SignedInPerson person, CatalogueResource room, int hour)
    {
        var change = new SeriesChange(room, new LocalTime(hour, 0), 60, 4, "Korsang");
        if (await Edit.PreviewAsync(id, null, change, person, default) is { Count: > 0 } seen)
        {
            await Edit.HandleAsync(id, null, change, EditSeries.Describe(seen), person, default);
        }
    }

    private async Task WithOneAsync(Random random, Func<Guid, SignedInPerson, Task> act)
    {
        (Guid Id, SignedInPerson Person)[] all;
        lock (series)
        {
            all = [.. series];
        }

        if (all.Length > 0)
        {
            var (id, person) = all[random.Next(all.Length)];
            await act(id, person);
        }
    }

    private async Task KeptTimeShouldBeSomebodysAsync() => (await QueryAsync<long>(
        """
        select count(*) from occupancy o
        where o.kind = 'renewal'
          and (upper(o.period) <= @Now or not exists (
              select from series s join booking b on b.series_id = s.id
              where s.id = o.series_id and b.status in ('confirmed', 'held', 'released') and lower(b.period) < lower(o.period)))
        """, new { Now = Clock.GetCurrentInstant() })).Should().Be(0, "time is kept after dates that somebody has, and not longer than it lasts");
}
