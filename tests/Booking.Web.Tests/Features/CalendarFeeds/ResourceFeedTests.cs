using System.Net;
using Booking.Rules.Availability;
using Booking.Testing;

namespace Booking.Web.Tests.Features.CalendarFeeds;

public sealed class ResourceFeedTests : FeedTests
{
    private string Address => $"/resources/{Kitchen.Slug}/calendar.ics";

    [Fact]
    public async Task Feed_OfAResource_TellsTimesAndTakenAndNothingElse()
    {
        var id = await BookAsync(FridayEvening, purpose: "Hemmelig fest");
        var reference = await QueryAsync<string>("select reference from booking");

        var written = await (await FetchAsync(Address)).Content.ReadAsStringAsync();

        var entry = Ical.Net.Calendar.Load(written)!.Events.Should().ContainSingle().Subject;
        entry.Summary.Should().Be("Optaget");
        Instant.FromDateTimeUtc(entry.Start!.AsUtc).Should().Be(FridayEvening.Start);
        Instant.FromDateTimeUtc(entry.End!.AsUtc).Should().Be(FridayEvening.End);
        entry.Description.Should().BeNull();
        entry.Location.Should().BeNull();
        entry.Url.Should().BeNull();
        written.Should().NotContainAny("Anna", "example.dk", "Hemmelig", reference, id.ToString(), id.ToString("N"), "ATTENDEE", "ORGANIZER", "METHOD");
    }

    [Fact]
    public async Task Feed_OfAResource_NamesABookingOtherwiseThanItsPersonsOwn()
    {
        await BookAsync(FridayEvening);
        var other = await ResourceAsync(new TestResource());
        await BookAsync(FridayEvening, other);

        var here = (await ReadAsync(Address)).Events.Single().Uid;
        var there = (await ReadAsync($"/resources/{other.Slug}/calendar.ics")).Events.Single().Uid;
        var own = (await ReadAsync(await PersonalAddressAsync())).Events.Select(entry => entry.Uid);

        own.Should().NotContain([here, there]);
        here.Should().NotBe(there);
        (await ReadAsync(Address)).Events.Single().Uid.Should().Be(here, "it stays the same over every fetch");
    }

    [Fact]
    public async Task Feed_OfABookingWithBuffers_LeavesThemOut()
    {
        var buffered = await ResourceAsync(new TestResource { BufferBeforeMinutes = 30, BufferAfterMinutes = 45 });
        await BookAsync(FridayEvening, buffered);

        var entry = (await ReadAsync($"/resources/{buffered.Slug}/calendar.ics")).Events.Single();

        Instant.FromDateTimeUtc(entry.Start!.AsUtc).Should().Be(FridayEvening.Start);
        Instant.FromDateTimeUtc(entry.End!.AsUtc).Should().Be(FridayEvening.End);
    }

    [Fact]
    public async Task Feed_OfHalfTheHall_ShowsThatTheWholeIsTaken_Once()
    {
        var whole = await ResourceAsync(new TestResource { Units = ["hall a", "hall b"] });
        var half = await ResourceAsync(new TestResource { Units = ["hall a"] });
        await BookAsync(FridayEvening, whole);

        (await ReadAsync($"/resources/{half.Slug}/calendar.ics")).Events.Should().ContainSingle();
        (await ReadAsync($"/resources/{whole.Slug}/calendar.ics")).Events.Should().ContainSingle().Which.Summary.Should().Be("Optaget");
    }

    [Fact]
    public async Task Feed_OfAPool_TellsThatOneOfThemIsTaken()
    {
        var benches = await ResourceAsync(new TestResource { Units = ["bench 1", "bench 2", "bench 3"], Use = UnitUse.AnyOne });
        await BookAsync(FridayEvening, benches);
        await BookAsync(FridayEvening, benches);

        var entries = (await ReadAsync($"/resources/{benches.Slug}/calendar.ics")).Events;

        entries.Select(entry => entry.Summary).Should().Equal("Optaget: 1 af 3", "Optaget: 1 af 3");
        entries.Select(entry => entry.Uid).Distinct().Should().HaveCount(2);
    }

    [Fact]
    public async Task Feed_WhenTheOwnerTakesTheTime_ShowsItAsTaken()
    {
        await QueryAsync<int>(
            "insert into occupancy (unit_id, period, kind) values (@Unit, @Period, 'blackout') returning 1",
            new { Unit = Kitchen.Units[0], Period = FridayEvening });

        (await ReadAsync(Address)).Events.Should().ContainSingle().Which.Summary.Should().Be("Optaget");
    }

    [Fact]
    public async Task Feed_OfAHold_DoesNotShowIt()
    {
        await BookAsync(FridayEvening);
        await QueryAsync<int>(
            """
            with held as (update booking set status = 'held', hold_expires_at = @Then returning id)
            update occupancy set kind = 'hold' returning 1
            """,
            new { Then = FridayEvening.Start });

        (await ReadAsync(Address)).Events.Should().BeEmpty();
    }

    [Theory]
    [InlineData(29, 1)]
    [InlineData(31, 0)]
    public async Task Feed_OfPastTime_ReachesThirtyDaysBack(int daysLater, int events)
    {
        await BookAsync(FridayEvening);
        Application.Clock.Reset(FridayEvening.End + Duration.FromDays(daysLater));

        (await ReadAsync(Address)).Events.Should().HaveCount(events);
    }

    [Fact]
    public async Task Feed_OfSomethingThatBeganLongAgoAndIsStillOn_ShowsIt()
    {
        await QueryAsync<int>(
            "insert into occupancy (unit_id, period, kind) values (@Unit, @Period, 'blackout') returning 1",
            new { Unit = Kitchen.Units[0], Period = new Interval(BookingApplication.Start - Duration.FromDays(200), FridayEvening.Start) });

        (await ReadAsync(Address)).Events.Should().ContainSingle();
    }

    [Fact]
    public async Task Feed_InEnglish_SaysBusy()
    {
        await BookAsync(FridayEvening);

        (await ReadAsync($"{Address}?language=en")).Events.Single().Summary.Should().Be("Busy");
    }

    [Theory]
    [InlineData("/resources/no-such-place/calendar.ics")]
    public async Task Feed_OfNoResource_IsNotFound(string address) =>
        (await FetchAsync(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task Feed_OfAnUnpublishedResource_IsNotFound()
    {
        var hidden = await ResourceAsync(new TestResource { Published = false });

        (await FetchAsync($"/resources/{hidden.Slug}/calendar.ics")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }
}
