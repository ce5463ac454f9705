using System.Net;
using Booking.Rules.Availability;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Api;

public sealed class PlaceBookingTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private const string Five = "2026-11-27T17:00+01:00";
    private const string Nine = "2026-11-27T21:00+01:00";

    private readonly BookingApplication application = fixture.Application;
    private TestResource kitchen = null!;
    private ApiClient anna = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        kitchen = await InsertAsync(new TestResource { ReleaseAfterMinutes = 20 });
        anna = await ApiClient.ForNewPersonAsync(application);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<TestResource> InsertAsync(TestResource resource) => resource.InsertAsync(application.Database.DataSource);

    private async Task<int> CountAsync(TestResource resource)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>("select count(*) from booking where resource_id = @Id", new { resource.Id });
    }

    [Fact]
    public async Task PlaceBooking_WhenFree_AnswersTheBookingAndWhereItIs()
    {
        var answer = await anna.BookAsync(kitchen, Five, Nine, 12, "Fællesspisning");

        answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
        var booking = answer.Json;
        ((string?)booking["resource"]).Should().Be(kitchen.Slug);
        ((string?)booking["start"]).Should().Be("2026-11-27T17:00:00+01:00");
        ((string?)booking["end"]).Should().Be("2026-11-27T21:00:00+01:00");
        ((int)booking["people"]!).Should().Be(12);
        ((string?)booking["purpose"]).Should().Be("Fællesspisning");
        ((string?)booking["status"]).Should().Be("confirmed");
        ((string?)booking["checkInFrom"]).Should().Be("2026-11-27T16:30:00+01:00");
        ((string?)booking["checkInBy"]).Should().Be("2026-11-27T17:20:00+01:00");
        ((string?)booking["url"]).Should().Be($"/bookings/{booking["id"]}");
        answer.Response.Headers.Location!.OriginalString.Should().Be($"/api/v1/bookings/{booking["id"]}");
        answer.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await anna.GetAsync(answer.Response.Headers.Location.OriginalString)).Text.Should().Be(answer.Text);
    }

    [Theory]
    [InlineData("2026-11-27T16:00Z", "2026-11-27T20:00Z")]
    [InlineData("2026-11-27T11:00:00-05:00", "2026-11-28T05:30:00.000+09:30")]
    public async Task PlaceBooking_WithAnotherOffset_IsTheSameMomentInTheResourcesTime(string start, string end)
    {
        var answer = await anna.BookAsync(kitchen, start, end);

        ((string?)answer.Json["start"]).Should().Be("2026-11-27T17:00:00+01:00");
        ((string?)answer.Json["end"]).Should().Be("2026-11-27T21:00:00+01:00");
    }

    [Theory]
    [InlineData("2026-11-27T23:00+01:00", "2026-11-28T01:00+01:00", "2026-11-28T01:00:00+01:00")]
    [InlineData("2026-11-27T23:00+01:00", "2026-11-27T24:00+01:00", "2026-11-28T00:00:00+01:00")]
    public async Task PlaceBooking_OverOrUntilMidnight_IsPlaced(string start, string end, string answered) =>
        ((string?)(await anna.BookAsync(kitchen, start, end)).Json["end"]).Should().Be(answered);

    [Fact]
    public async Task PlaceBooking_WithoutPurpose_HasNone()
    {
        ((string?)(await anna.BookAsync(new { resource = kitchen.Slug, start = Five, end = Nine, people = 1 })).Json["purpose"]).Should().Be("");
    }

    [Fact]
    public async Task PlaceBooking_WithoutAToken_AsksForOne()
    {
        var answer = await ApiClient.ForNobody(application).BookAsync(kitchen, Five, Nine);

        answer.Status.Should().Be(HttpStatusCode.Unauthorized);
        answer.MediaType.Should().Be("application/problem+json");
        answer.Code.Should().Be("Unauthorized");
        answer.Response.Headers.WwwAuthenticate.Single().Scheme.Should().Be("Bearer");
    }

    [Theory]
    [InlineData("Bearer booking_unknown")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YW5uYTphbm5h")]
    [InlineData("booking_unknown")]
    public async Task PlaceBooking_WithATokenThatIsNone_IsRefused(string header)
    {
        var client = ApiClient.ForNobody(application);
        client.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        (await client.BookAsync(kitchen, Five, Nine)).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task PlaceBooking_OfNothingThereIs_IsNotFoundAndSaysSo()
    {
        var hidden = await InsertAsync(new TestResource { Published = false });

        foreach (var slug in (string[])["findes-ikke", hidden.Slug, "../bookings"])
        {
            var answer = await anna.BookAsync(new { resource = slug, start = Five, end = Nine, people = 1 });
            answer.Status.Should().Be(HttpStatusCode.NotFound);
            answer.Code.Should().Be("UnknownResource");
        }
    }

    public static TheoryData<string, TestResource, string, string, int, string> Refusals => new()
    {
        { "InThePast", new(), "2026-11-25T18:45+01:00", "2026-11-25T20:00+01:00", 4, "Tiden er begyndt eller forbi. Vælg en senere tid." },
        {
            "TooSoon", new() { LeadMinutes = 1440 }, "2026-11-26T12:00+01:00", "2026-11-26T13:00+01:00", 4,
            "Du skal booke mindst 1 dag før. Vælg en tid, der begynder torsdag 26. november kl. 19.00 eller senere."
        },
        {
            "TooFarAhead", new() { HorizonDays = 40 }, "2027-01-05T12:00+01:00", "2027-01-05T13:00+01:00", 4,
            "Du kan booke op til 40 dage frem. Vælg en dag til og med mandag 4. januar 2027."
        },
        {
            "TooFarAhead", new() { HorizonDays = 0 }, "2026-11-26T12:00+01:00", "2026-11-26T13:00+01:00", 4,
            "Du kan kun booke samme dag. Vælg en tid i dag."
        },
        {
            "NotSharedThen", new() { PublishUntil = Instant.FromUtc(2026, 12, 31, 23, 0) }, "2026-12-31T23:00+01:00", "2027-01-01T01:00+01:00", 4,
            "Køkkenet i Gellerup er til låns til og med torsdag 31. december. Vælg en tid før, eller find et andet sted."
        },
        {
            "OutsideOpeningHours", new() { Hours = [(480, 720), (840, 1440)] }, "2026-11-27T12:00+01:00", "2026-11-27T13:00+01:00", 4,
            "Køkkenet i Gellerup har åbent kl. 08.00–12.00 og 14.00–24.00 fredag 27. november. Vælg en tid inden for åbningstiden."
        },
        {
            "OutsideOpeningHours", new() { Hours = [] }, "2026-11-27T12:00+01:00", "2026-11-27T13:00+01:00", 4,
            "Køkkenet i Gellerup har ikke åbent fredag 27. november. Vælg en anden dag."
        },
        {
            "ClosedThatDay", new() { Closures = [(new LocalDate(2026, 12, 26), new LocalDate(2026, 12, 26))] },
            "2026-12-26T12:00+01:00", "2026-12-26T13:00+01:00", 4, "Køkkenet i Gellerup er lukket lørdag 26. december: Ferie. Vælg en anden dag."
        },
        {
            "TooShort", new() { MinimumMinutes = 90 }, "2026-11-27T12:00+01:00", "2026-11-27T13:00+01:00", 4,
            "Du skal booke mindst 1 time 30 minutter. Vælg en længere tid."
        },
        {
            "TooLong", new() { MaximumMinutes = 240 }, "2026-11-27T12:00+01:00", "2026-11-27T17:00+01:00", 4,
            "Du kan højst booke 4 timer ad gangen. Vælg en kortere tid."
        },
        {
            "OffGrid", new() { StepMinutes = 30, MinimumMinutes = 30 }, "2026-11-27T12:15+01:00", "2026-11-27T13:15+01:00", 4,
            "Tiderne ligger med 30 minutter imellem, for eksempel kl. 10.00 og kl. 10.30. Vælg en start og en slutning, der passer."
        },
        {
            "OffGrid", new() { StepMinutes = 1440, MinimumMinutes = 1440 }, "2026-11-27T12:00+01:00", "2026-11-28T12:00+01:00", 4,
            "Du booker hele dage, fra midnat til midnat. Vælg en første og en sidste dag."
        },
        {
            "TooManyPeople", new() { Capacity = 12 }, "2026-11-27T12:00+01:00", "2026-11-27T13:00+01:00", 13,
            "Der er plads til 12. Vælg et større sted, eller kom færre."
        },
        {
            "TooFewPeople", new(), "2026-11-27T12:00+01:00", "2026-11-27T13:00+01:00", 0,
            "Skriv, hvor mange I bliver. I skal være mindst én."
        },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task PlaceBooking_WhenARuleSaysNo_IsRefusedWithTheReasonAndAWayOn(
        string code, TestResource resource, string start, string end, int people, string message)
    {
        await InsertAsync(resource);

        var answer = await anna.BookAsync(resource, start, end, people);

        answer.Status.Should().Be(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.MediaType.Should().Be("application/problem+json");
        answer.Code.Should().Be("Refused");
        answer.Refusals.Should().Equal(code);
        ((string?)answer.Json["refusals"]![0]!["message"]).Should().Be(message);
        ((string?)answer.Json["detail"]).Should().Be(message);
        (await CountAsync(resource)).Should().Be(0);
        await AllAreAcceptedAsync(answer, Math.Max(1, people));
    }

    [Fact]
    public async Task PlaceBooking_WhenTaken_IsAConflictWithTheNearestTimes()
    {
        await anna.BookAsync(kitchen, Five, Nine);

        var answer = await anna.BookAsync(kitchen, Five, Nine);

        answer.Status.Should().Be(HttpStatusCode.Conflict, answer.Text);
        answer.Refusals.Should().Equal("SlotTaken");
        answer.Json["alternatives"]!.AsArray().Where(one => (string)one!["resource"]! == kitchen.Slug).Should().HaveCount(3);
        ((string?)answer.Json["alternatives"]![0]!["start"]).Should().Be("2026-11-27T13:00:00+01:00");
        await AllAreAcceptedAsync(answer, 4);
    }

    [Fact]
    public async Task PlaceBooking_ForSeveralReasons_SaysThemAll()
    {
        var hall = await InsertAsync(new TestResource { Capacity = 10, MaximumMinutes = 60, Hours = [(480, 1200)] });

        (await anna.BookAsync(hall, "2026-11-27T18:00+01:00", "2026-11-27T21:00+01:00", 11)).Refusals
            .Should().Equal("OutsideOpeningHours", "TooLong", "TooManyPeople");
    }

    [Theory]
    [InlineData("en", null, "That time is taken. Someone came before you. Choose another time.")]
    [InlineData("da", null, "Tiden er optaget. Nogen kom før dig. Vælg en anden tid.")]
    [InlineData("en", "da", "Tiden er optaget. Nogen kom før dig. Vælg en anden tid.")]
    [InlineData("da", "en-US", "That time is taken. Someone came before you. Choose another time.")]
    public async Task PlaceBooking_WhenRefused_IsSaidInTheLanguageAskedForElseThePersons(string persons, string? asked, string message)
    {
        var person = await ApiClient.ForNewPersonAsync(application, persons);
        await person.BookAsync(kitchen, Five, Nine);
        if (asked is not null)
        {
            person.Http.DefaultRequestHeaders.Add("Accept-Language", asked);
        }

        (await person.BookAsync(kitchen, Five, Nine)).Json["detail"]!.ToString().Should().Be(message);
    }

    [Fact]
    public async Task PlaceBooking_WhenTaken_OffersComparableResourcesNearby()
    {
        TestResource At(double latitude) => new() { Kind = "garden", Latitude = latitude, Longitude = 10.1 };
        var wanted = await InsertAsync(At(56.10));
        var nearest = await InsertAsync(At(56.11));
        var next = await InsertAsync(At(56.12));
        await InsertAsync(At(56.13)); // a third
        await InsertAsync(At(56.20)); // eleven kilometres away
        await InsertAsync(At(56.101) with { Kind = "room", Units = [$"unit {Guid.NewGuid()}"], Slug = $"room-{Guid.NewGuid():N}" });
        await InsertAsync(new TestResource { Kind = "garden", Latitude = 56.101, Longitude = 10.1, Capacity = 3 });
        await InsertAsync(new TestResource { Kind = "garden", Latitude = 56.101, Longitude = 10.1, Published = false });
        var taken = await InsertAsync(At(56.102));
        foreach (var resource in (TestResource[])[wanted, taken])
        {
            (await anna.BookAsync(resource, Five, Nine)).Status.Should().Be(HttpStatusCode.Created);
        }

        var answer = await anna.BookAsync(wanted, Five, Nine);

        answer.Json["alternatives"]!.AsArray().Select(one => (string)one!["resource"]!)
            .Should().Equal(wanted.Slug, wanted.Slug, wanted.Slug, nearest.Slug, next.Slug);
        ((string?)answer.Json["alternatives"]![3]!["start"]).Should().Be("2026-11-27T17:00:00+01:00");
        ((string?)answer.Json["alternatives"]![3]!["end"]).Should().Be("2026-11-27T21:00:00+01:00");
        await AllAreAcceptedAsync(answer, 4);
    }

    [Fact]
    public async Task PlaceBooking_SentAgain_AnswersTheSameAndBooksOnce()
    {
        var first = await anna.BookAsync(kitchen, Five, Nine, key: "again");
        // Another way to write the same.
        var second = await anna.BookAsync(kitchen, "2026-11-27T16:00Z", "2026-11-27T20:00:00Z", key: "again");

        second.Status.Should().Be(HttpStatusCode.Created);
        second.Text.Should().Be(first.Text);
        second.Response.Headers.Location.Should().Be(first.Response.Headers.Location);
        (await CountAsync(kitchen)).Should().Be(1);
    }

    [Fact]
    public async Task PlaceBooking_SentAgainWhenARuleWouldRefuseItByNow_AnswersTheSame()
    {
        var first = await anna.BookAsync(kitchen, Five, Nine, key: "late");
        application.Clock.AdvanceDays(10);

        var second = await anna.BookAsync(kitchen, Five, Nine, key: "late");

        second.Status.Should().Be(HttpStatusCode.Created);
        second.Text.Should().Be(first.Text);
    }

    [Theory]
    [InlineData("2026-11-27T17:00+01:00", "2026-11-27T20:00+01:00", 4, "")]
    [InlineData("2026-11-28T17:00+01:00", "2026-11-28T21:00+01:00", 4, "")]
    [InlineData("2026-11-27T17:00+01:00", "2026-11-27T21:00+01:00", 5, "")]
    [InlineData("2026-11-27T17:00+01:00", "2026-11-27T21:00+01:00", 4, "Andet")]
    public async Task PlaceBooking_UnderAUsedKey_IsRefused(string start, string end, int people, string purpose)
    {
        var key = Guid.NewGuid().ToString();
        await anna.BookAsync(kitchen, Five, Nine, key: key);

        var answer = await anna.BookAsync(kitchen, start, end, people, purpose, key);

        answer.Status.Should().Be(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Code.Should().Be("KeyUsed");
        answer.Refusals.Should().Equal("KeyUsed");
        (await CountAsync(kitchen)).Should().Be(1);
    }

    [Fact]
    public async Task PlaceBooking_UnderSomeoneElsesKey_IsABookingOfOnesOwn()
    {
        var other = await ApiClient.ForNewPersonAsync(application);
        await anna.BookAsync(kitchen, Five, Nine, key: "1");

        (await other.BookAsync(kitchen, "2026-11-27T21:00+01:00", "2026-11-27T22:00+01:00", key: "1")).Status.Should().Be(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("nøgle")]
    [InlineData("201")]
    public async Task PlaceBooking_WithoutAUsableKey_SaysWhatItShouldBe(string? key)
    {
        var body = $$"""{"resource":"{{kitchen.Slug}}","start":"{{Five}}","end":"{{Nine}}","people":4}""";
        key = key == "201" ? new string('k', 201) : key;

        var answer = await anna.SendAsync(HttpMethod.Post, "/api/v1/bookings", body, key is null ? [] : [("Idempotency-Key", key)]);

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.Errors.Should().Equal("Idempotency-Key");
        (await CountAsync(kitchen)).Should().Be(0);
    }

    [Fact]
    public async Task PlaceBooking_WithTheLongestKey_IsPlaced() =>
        (await anna.BookAsync(kitchen, Five, Nine, key: new string('~', 200))).Status.Should().Be(HttpStatusCode.Created);

    [Theory]
    [InlineData(UnitUse.All)]
    [InlineData(UnitUse.AnyOne)]
    public async Task PlaceBooking_FiftyTimesAtOnceUnderOneKey_IsOneBookingAndOneAnswer(UnitUse use)
    {
        var resource = await InsertAsync(new TestResource { Use = use, Units = [$"a {Guid.NewGuid()}", $"b {Guid.NewGuid()}"] });

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => anna.BookAsync(resource, Five, Nine, key: $"fifty-{use}")));

        answers.Select(answer => answer.Status).Should().AllBeEquivalentTo(HttpStatusCode.Created);
        answers.Select(answer => answer.Text).Distinct().Should().ContainSingle();
        (await CountAsync(resource)).Should().Be(1);
    }

    [Fact]
    public async Task PlaceBooking_FiftyTimesAtOnceUnderFiftyKeys_IsOneBookingAndFortyNineClearRefusals()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => anna.BookAsync(kitchen, Five, Nine)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).Should().Be(1);
        foreach (var refused in answers.Where(answer => answer.Status != HttpStatusCode.Created))
        {
            refused.Status.Should().Be(HttpStatusCode.Conflict, refused.Text);
            refused.Refusals.Should().Equal("SlotTaken");
            refused.Json["alternatives"]!.AsArray().Should().NotBeEmpty();
        }

        (await CountAsync(kitchen)).Should().Be(1);
    }

    [Fact]
    public async Task PlaceBooking_AtTheSecondPassOfTheAutumnHour_IsRefusedAndAtTheFirstAccepted()
    {
        (await anna.BookAsync(kitchen, "2027-10-31T02:30+01:00", "2027-10-31T04:00+01:00")).Refusals.Should().Equal("OffGrid");

        var first = await anna.BookAsync(kitchen, "2027-10-31T02:30+02:00", "2027-10-31T04:00+01:00");
        first.Status.Should().Be(HttpStatusCode.Created, first.Text);
        ((string?)first.Json["start"]).Should().Be("2027-10-31T02:30:00+02:00");
    }

    // Each alone: they may overlap each other.
    private async Task AllAreAcceptedAsync(ApiAnswer refused, int people)
    {
        foreach (var offered in refused.Json["alternatives"]!.AsArray())
        {
            var answer = await anna.BookAsync(
                new { resource = (string)offered!["resource"]!, start = (string)offered["start"]!, end = (string)offered["end"]!, people });
            answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
            (await anna.DeleteAsync($"/api/v1/bookings/{answer.Json["id"]}")).Status.Should().Be(HttpStatusCode.NoContent);
        }
    }
}
