using System.Net;
using Booking.Rules.Availability;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Api;

public sealed class AvailabilityTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;
    private readonly ApiClient nobody = ApiClient.ForNobody(fixture.Application);

    private Task<TestResource> InsertAsync(TestResource resource) => resource.InsertAsync(application.Database.DataSource);

    private Task<ApiAnswer> AskAsync(TestResource resource, string from, string to) =>
        nobody.GetAsync($"/api/v1/resources/{resource.Slug}/availability?from={Uri.EscapeDataString(from)}&to={Uri.EscapeDataString(to)}");

    private static IEnumerable<string> Free(ApiAnswer answer) =>
        answer.Json["free"]!.AsArray().Select(period => $"{period!["start"]} {period["end"]}");

    [Fact]
    public async Task Availability_IsOpenTimeLessWhatIsTakenWithItsBuffers()
    {
        var kitchen = await InsertAsync(new TestResource { Hours = [(480, 1320)], BufferBeforeMinutes = 15, BufferAfterMinutes = 30 });
        var anna = await ApiClient.ForNewPersonAsync(application);
        await anna.BookAsync(kitchen, "2026-11-27T12:00+01:00", "2026-11-27T14:00+01:00");

        var answer = await AskAsync(kitchen, "2026-11-27T00:00+01:00", "2026-11-28T00:00+01:00");

        // Between two bookings lie the clean-up of the one and the set-up of the other.
        Free(answer).Should().Equal(
            "2026-11-27T08:00:00+01:00 2026-11-27T11:15:00+01:00", "2026-11-27T14:45:00+01:00 2026-11-27T22:00:00+01:00");
    }

    [Fact]
    public async Task Availability_LeavesOutWhatIsTooSoonAndTooFarAhead()
    {
        var kitchen = await InsertAsync(new TestResource { LeadMinutes = 120, HorizonDays = 1, MaximumMinutes = 240 });

        // It is seven in the evening. The last start is 23:45 tomorrow, and that booking may last four hours.
        Free(await AskAsync(kitchen, "2026-11-20T00:00+01:00", "2026-12-20T00:00+01:00"))
            .Should().Equal("2026-11-25T21:00:00+01:00 2026-11-27T03:45:00+01:00");
    }

    [Fact]
    public async Task Availability_OfADayOf25Hours_HasThemAllAndTheyCanBeBooked()
    {
        var van = await InsertAsync(new TestResource { StepMinutes = 1440, MinimumMinutes = 1440, MaximumMinutes = 1440 });
        var anna = await ApiClient.ForNewPersonAsync(application);

        Free(await AskAsync(van, "2027-10-31T00:00+02:00", "2027-11-01T00:00+01:00"))
            .Should().Equal("2027-10-31T00:00:00+02:00 2027-11-01T00:00:00+01:00");
        var booked = await anna.BookAsync(van, "2027-10-31T00:00+02:00", "2027-11-01T00:00+01:00");

        booked.Status.Should().Be(HttpStatusCode.Created, booked.Text);
        ((string?)booked.Json["end"]).Should().Be("2027-11-01T00:00:00+01:00");
    }

    [Fact]
    public async Task Availability_OfADayOf23Hours_HasNoMore()
    {
        var room = await InsertAsync(new TestResource());

        Free(await AskAsync(room, "2027-03-28T00:00+01:00", "2027-03-29T00:00+02:00"))
            .Should().Equal("2027-03-28T00:00:00+01:00 2027-03-29T00:00:00+02:00");
    }

    [Theory]
    [InlineData("2026-11-27T07:00Z", "2026-11-27T08:00Z")]
    [InlineData("2026-11-27T07:00:00Z", "2026-11-27T08:00:00.000Z")]
    [InlineData("2026-11-27T02:00-05:00", "2026-11-27T13:30+05:30")]
    [InlineData("2026-11-27T08:00:00+01:00", "2026-11-27T09:00:00.000000000+01:00")]
    [InlineData("2026-11-26T24:00-07:00", "2026-11-27T08:00Z")]
    public async Task Availability_ReadsAnyOffset_AndAnswersInTheResourcesOwn(string from, string to)
    {
        var room = await InsertAsync(new TestResource());

        Free(await AskAsync(room, from, to)).Should().Equal("2026-11-27T08:00:00+01:00 2026-11-27T09:00:00+01:00");
    }

    [Fact]
    public async Task Availability_WithAPlusThatWasNotEscaped_IsReadAllTheSame()
    {
        var room = await InsertAsync(new TestResource());

        Free(await nobody.GetAsync($"/api/v1/resources/{room.Slug}/availability?from=2026-11-27T08:00+01:00&to=2026-11-27T09:00+01:00"))
            .Should().HaveCount(1);
    }

    [Fact]
    public async Task Availability_OfAPool_TellsWhatOneBookingCanHave()
    {
        var benches = await InsertAsync(new TestResource { Units = [$"a {Guid.NewGuid()}", $"b {Guid.NewGuid()}"], Use = UnitUse.AnyOne });
        var anna = await ApiClient.ForNewPersonAsync(application);
        await anna.BookAsync(benches, "2026-11-27T08:00+01:00", "2026-11-27T10:00+01:00");
        await anna.BookAsync(benches, "2026-11-27T08:00+01:00", "2026-11-27T12:00+01:00");

        Free(await AskAsync(benches, "2026-11-27T08:00+01:00", "2026-11-27T16:00+01:00"))
            .Should().Equal("2026-11-27T10:00:00+01:00 2026-11-27T16:00:00+01:00");
    }

    [Fact]
    public async Task Availability_CanAllBeBooked_AndThenIsNoLongerThere()
    {
        var kitchen = await InsertAsync(new TestResource { Hours = [(600, 840), (960, 1200)], BufferAfterMinutes = 30 });
        var anna = await ApiClient.ForNewPersonAsync(application);
        await anna.BookAsync(kitchen, "2026-11-28T11:00+01:00", "2026-11-28T12:00+01:00");

        var free = (await AskAsync(kitchen, "2026-11-27T00:00+01:00", "2026-11-30T00:00+01:00")).Json["free"]!.AsArray();

        free.Should().HaveCount(7);
        foreach (var period in free)
        {
            var booked = await anna.BookAsync(kitchen, (string)period!["start"]!, (string)period["end"]!);
            booked.Status.Should().Be(HttpStatusCode.Created, booked.Text);
        }

        Free(await AskAsync(kitchen, "2026-11-27T00:00+01:00", "2026-11-30T00:00+01:00")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("2026-11-27T00:00+01:00", "2027-01-28T00:00+01:00", HttpStatusCode.OK)] // 62 days
    [InlineData("2026-11-27T00:00+01:00", "2027-01-29T00:00+01:00", HttpStatusCode.BadRequest)]
    [InlineData("2027-10-01T00:00+02:00", "2027-12-02T00:00+01:00", HttpStatusCode.OK)] // 62 days and the hour of autumn
    [InlineData("2026-11-27T00:00+01:00", "2026-11-27T00:00+01:00", HttpStatusCode.BadRequest)]
    [InlineData("2026-11-27T00:00+01:00", "2026-11-26T23:00Z", HttpStatusCode.BadRequest)] // the same moment
    [InlineData("2026-11-27T00:00+01:00", "2026-11-26T00:00+01:00", HttpStatusCode.BadRequest)]
    public async Task Availability_OfAWindow_IsLimited(string from, string to, HttpStatusCode status)
    {
        var answer = await AskAsync(await InsertAsync(new TestResource()), from, to);

        answer.Status.Should().Be(status, answer.Text);
        if (status == HttpStatusCode.BadRequest)
        {
            answer.Errors.Should().Equal("to");
        }
    }

    [Theory]
    [InlineData("", "from", "to")]
    [InlineData("from=2026-11-27T00:00Z", "to")]
    [InlineData("to=2026-11-27T00:00Z", "from")]
    [InlineData("from=&to=2026-11-27T00:00Z", "from")]
    [InlineData("from=2026-11-27T00:00&to=2026-11-28T00:00Z", "from")]
    [InlineData("from=2026-11-27&to=2026-11-28T00:00Z", "from")]
    [InlineData("from=1795737600&to=2026-11-28T00:00Z", "from")]
    [InlineData("from=2026-11-27T00:00:01Z&to=2026-11-28T00:00Z", "from")]
    [InlineData("from=2026-02-30T00:00Z&to=2026-11-28T00:00Z", "from")]
    [InlineData("from=2026-11-27T24:01Z&to=2026-11-28T00:00Z", "from")]
    [InlineData("from=2026-11-27T00:00Z&to=9999-12-31T23:59Z", "to")]
    [InlineData("from=-9998-01-01T00:00Z&to=2026-11-28T00:00Z", "from")]
    [InlineData("from=1999-12-31T00:00Z&to=2200-01-01T00:00Z", "from", "to")]
    [InlineData("from=i+morgen&to=%F0%9F%8D%9E", "from", "to")]
    public async Task Availability_WithTimesItCannotRead_SaysHowToWriteThem(string query, params string[] fields)
    {
        var resource = await InsertAsync(new TestResource());

        var answer = await nobody.GetAsync($"/api/v1/resources/{resource.Slug}/availability?{query}");

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.Errors.Should().BeEquivalentTo(fields);
        ((string?)answer.Json["errors"]![fields[0]]![0]).Should().Contain("ISO 8601");
    }

    [Fact]
    public async Task Availability_OfNothingThereIs_IsNotFound() =>
        (await nobody.GetAsync("/api/v1/resources/findes-ikke/availability?from=2026-11-27T00:00Z&to=2026-11-28T00:00Z"))
            .Status.Should().Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task Availability_BeyondTheHorizonOrBeforeNow_IsNone()
    {
        var kitchen = await InsertAsync(new TestResource { HorizonDays = 30 });

        Free(await AskAsync(kitchen, "2026-10-01T00:00Z", "2026-11-01T00:00Z")).Should().BeEmpty();
        Free(await AskAsync(kitchen, "2199-10-01T00:00Z", "2199-11-01T00:00Z")).Should().BeEmpty();
    }
}
