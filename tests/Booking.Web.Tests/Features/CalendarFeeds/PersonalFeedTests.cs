using System.Net;
using System.Text;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.CalendarFeeds;

namespace Booking.Web.Tests.Features.CalendarFeeds;

public sealed class PersonalFeedTests : FeedTests
{
    [Fact]
    public async Task Feed_OfAPerson_HoldsTheirBookingsAndNoOneElses()
    {
        var bo = await TestPerson.InsertAsync(Application.Database.DataSource, "Bo");
        var id = await BookAsync(FridayEvening, purpose: "Fælles, mad; og\nmere 🍲");
        await BookAsync(new Interval(FridayEvening.End, FridayEvening.End + Duration.FromHours(1)), person: bo, purpose: "Bos hemmelighed");

        var calendar = await ReadAsync(await PersonalAddressAsync());

        var entry = calendar.Events.Should().ContainSingle().Subject;
        entry.Uid.Should().Be($"{id}@booking.aarhus.example");
        entry.Summary.Should().Be("Køkkenet i Gellerup");
        entry.Location.Should().Be("Gudrunsvej 1");
        entry.Description.Should().Contain("Fælles, mad; og\nmere 🍲");
        entry.Url!.AbsoluteUri.Should().Be($"https://booking.example.dk/bookings/{id}");
        Instant.FromDateTimeUtc(entry.Start!.AsUtc).Should().Be(FridayEvening.Start);
        Instant.FromDateTimeUtc(entry.End!.AsUtc).Should().Be(FridayEvening.End);
        calendar.Method.Should().BeNull();
    }

    [Fact]
    public async Task Feed_AfterAMove_KeepsTheUidAndRaisesTheSequence()
    {
        var id = await BookAsync(FridayEvening);
        var address = await PersonalAddressAsync();
        var before = (await ReadAsync(address)).Events.Single();
        for (var hours = 1; hours <= 2; hours++)
        {
            (await Service<MoveBooking>().HandleAsync(
                id, Anna, new Interval(FridayEvening.Start + Duration.FromHours(hours), FridayEvening.End + Duration.FromHours(hours)), 4, "", default))
                .Should().BeOfType<MoveBookingOutcome.Moved>();
        }

        var after = (await ReadAsync(address)).Events.Single();

        after.Uid.Should().Be(before.Uid);
        after.Sequence.Should().Be(2);
        Instant.FromDateTimeUtc(after.Start!.AsUtc).Should().Be(FridayEvening.Start + Duration.FromHours(2));
    }

    [Fact]
    public async Task Feed_AfterACancellation_LeavesTheBookingOut()
    {
        var id = await BookAsync(FridayEvening);
        var address = await PersonalAddressAsync();
        await CancelAsync(id);

        (await ReadAsync(address)).Events.Should().BeEmpty();
    }

    // The window is three months back and reaches without end ahead.
    [Theory]
    [InlineData(89, 1)]
    [InlineData(91, 0)]
    public async Task Feed_OfPastBookings_ReachesNinetyDaysBack(int daysLater, int events)
    {
        await BookAsync(FridayEvening);
        var address = await PersonalAddressAsync();
        Application.Clock.Reset(FridayEvening.End + Duration.FromDays(daysLater));

        (await ReadAsync(address)).Events.Should().HaveCount(events);
    }

    [Fact]
    public async Task Feed_OfAnEnglishReader_IsInEnglish()
    {
        var eve = await TestPerson.InsertAsync(Application.Database.DataSource, "Eve", "en");
        await BookAsync(FridayEvening, person: eve);

        var written = await (await FetchAsync(await PersonalAddressAsync(eve))).Content.ReadAsStringAsync();

        written.Should().Contain("X-WR-CALNAME:My bookings").And.Contain("Number of people: 4");
    }

    [Fact]
    public async Task Feed_ByDateAfterItsReaderChoseEnglish_ShowsIt()
    {
        var browser = await Application.SignInAsync(Anna.Email);
        var address = await PersonalAddressAsync();
        LetSettle();
        var before = await FetchAsync(address);

        await browser.FillInAsync("/profile", new Dictionary<string, string?> { ["language"] = "en" }, "#about-form");
        LetSettle();
        var after = await FetchAsync(address, since: Date(before));

        after.StatusCode.Should().Be(HttpStatusCode.OK);
        (await after.Content.ReadAsStringAsync()).Should().Contain("X-WR-CALNAME:My bookings");
    }

    [Fact]
    public async Task Feed_OfSixHundredLongBookings_StaysUnderAMegabyte()
    {
        var purpose = string.Concat(Enumerable.Repeat("æøå🍲 ", 80));
        var person = Anna.Id;
        await QueryAsync<int>(
            """
            with many as (
                insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash, created_at, confirmed_at)
                select gen_random_uuid(), 'R' || n, @Resource, @Person, tstzrange(@Start + n * interval '1 hour', @Start + (n + 1) * interval '1 hour'),
                       4, @Purpose, 'confirmed', 'key' || n, '', @Start, @Start
                from generate_series(1, 700) n
                returning 1
            )
            select count(*) from many
            """,
            new { Resource = Kitchen.Id, Person = person, FridayEvening.Start, Purpose = purpose });

        var octets = await (await FetchAsync(await PersonalAddressAsync())).Content.ReadAsByteArrayAsync();

        octets.Length.Should().BeLessThan(1_000_000);
        Ical.Net.Calendar.Load(Encoding.UTF8.GetString(octets))!.Events.Count.Should().BeGreaterThan(500);
    }

    [Theory]
    [InlineData("/calendar/.ics")]
    [InlineData("/calendar/x.ics")]
    [InlineData("/calendar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics")]
    [InlineData("/calendar/%C3%A6%C3%B8.ics")]
    public async Task Feed_OfAnAddressThatIsNotOurs_IsNotFound(string address) =>
        (await FetchAsync(address)).StatusCode.Should().Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task Feed_WithOneLetterAltered_IsNotFound()
    {
        var address = await PersonalAddressAsync();
        var letter = address[20];

        (await FetchAsync(address[..20] + (letter == 'A' ? 'B' : 'A') + address[21..])).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await FetchAsync(address + "x")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await FetchAsync(address)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Feed_AfterItWasRenewed_IsGoneAtTheOldAddressAtOnce()
    {
        var old = await PersonalAddressAsync();
        var id = await QueryAsync<Guid>("select id from feed_token");
        var renewed = await Service<RenewFeedAddress>().HandleAsync(id, Anna.Id, default);

        (await FetchAsync(old)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await FetchAsync($"/calendar/{renewed}.ics")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Feed_WhenItIsFetchedOften_NotesItOnceAnHour()
    {
        var address = await PersonalAddressAsync();
        await FetchAsync(address);
        var first = Application.Clock.GetCurrentInstant();
        Application.Clock.AdvanceMinutes(59);
        await FetchAsync(address);
        (await QueryAsync<Instant>("select fetched_at from feed_token")).Should().Be(first);

        Application.Clock.AdvanceMinutes(1);
        await FetchAsync(address);
        (await QueryAsync<Instant>("select fetched_at from feed_token")).Should().Be(Application.Clock.GetCurrentInstant());
    }

    [Fact]
    public async Task Feed_InTheDatabase_IsKnownByItsHashAlone()
    {
        var address = await PersonalAddressAsync();
        var token = address["/calendar/".Length..^".ics".Length];

        (await QueryAsync<byte[]>("select token_hash from feed_token")).Should().Equal(FeedToken.Hash(token)).And.HaveCount(32);
        Encoding.UTF8.GetBytes(token).Should().NotEqual(FeedToken.Hash(token));
    }
}
