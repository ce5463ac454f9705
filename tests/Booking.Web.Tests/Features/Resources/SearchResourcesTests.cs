using Booking.Testing;
using Booking.Web.Features.Resources;
using Booking.Web.Tests.Features.Bookings;

namespace Booking.Web.Tests.Features.Resources;

public sealed class SearchResourcesTests : BookingHandlers
{
    private async Task<SearchResult> SearchAsync(
        string what = "", string? kind = null, string? near = null, LocalDate? date = null, int? from = null, int? to = null,
        int? people = null, string[]? features = null, int page = 1)
    {
        var catalogue = await Catalogue.ReadAsync(default);
        return await new SearchResources(Occupancies, Clock).HandleAsync(
            new SearchRequest(
                what, kind, near is null ? null : catalogue.Districts.Single(district => district.Slug == near), date,
                from is { } start ? new LocalTime(start, 0) : null, to is { } end ? new LocalTime(end % 24, 0) : null, people, features ?? [], page),
            catalogue, default);
    }

    private static IEnumerable<string> Names(SearchResult result) => result.Hits.Select(hit => hit.Resource.Name.Da);

    private Task<CatalogueResource> NamedAsync(string name, TestResource? resource = null) => ResourceAsync((resource ?? new TestResource()) with { Name = name });

    [Fact]
    public async Task Search_ForAnEvening_ShowsWhatIsFreeFirst_AndTheNearestFirstAmongThem()
    {
        var anna = await PersonAsync();
        await NamedAsync("Far", new TestResource { Latitude = 56.25 });
        await NamedAsync("Near", new TestResource { Latitude = 56.151 });
        var taken = await NamedAsync("Taken", new TestResource { Latitude = 56.15 });
        await PlacedAsync(taken, At(Friday, 20, 22), anna);

        var result = await SearchAsync(near: "gellerup", date: Friday, from: 17, to: 21, people: 12);

        Names(result).Should().Equal("Near", "Far", "Taken");
        result.Hits.Select(hit => hit.IsFree).Should().Equal(true, true, false);
        result.Hits[0].Offer.Should().Be(FridayEvening);
        result.Hits[0].Kilometres.Should().BeLessThan(0.2);
        result.Free.Should().Be(2);
        result.Hits[2].Offer!.Value.Start.Should().BeGreaterThanOrEqualTo(At(Friday, 0, 1).Start, "the next that can be had that day is offered");
    }

    [Fact]
    public async Task Search_WithoutADate_AsksNothingOfTheTime_AndOffersTheNextFree()
    {
        var anna = await PersonAsync();
        var kitchen = await NamedAsync("Køkken", new TestResource { StepMinutes = 60, MinimumMinutes = 60 });
        await PlacedAsync(kitchen, At(new LocalDate(2026, 11, 25), 19, 23), anna);

        var result = await SearchAsync();

        var hit = result.Hits.Should().ContainSingle().Subject;
        hit.IsFree.Should().BeNull();
        hit.Offer.Should().Be(At(new LocalDate(2026, 11, 25), 23, 24));
        result.Free.Should().BeNull();
    }

    [Fact]
    public async Task Search_ForADay_IsForAnyFreeTimeThatDay()
    {
        var anna = await PersonAsync();
        var full = await NamedAsync("Full", new TestResource { Hours = [(8 * 60, 12 * 60)] });
        var half = await NamedAsync("Half", new TestResource { Hours = [(8 * 60, 12 * 60)] });
        await PlacedAsync(full, At(Friday, 8, 12), anna);
        await PlacedAsync(half, At(Friday, 8, 10), anna);

        var result = await SearchAsync(date: Friday);

        Names(result).Should().Equal("Half", "Full");
        result.Hits[0].Offer!.Value.Start.Should().Be(At(Friday, 10, 11).Start);
        result.Hits[1].Offer!.Value.Start.Should().Be(At(Friday.PlusDays(1), 8, 9).Start);
    }

    [Theory]
    [InlineData(22, 2, 1, 2, true)]
    [InlineData(22, 2, 2, 3, false)]
    [InlineData(22, 0, 0, 1, false)]
    [InlineData(22, 0, -1, 0, true)]
    public async Task Search_OverMidnight_LooksIntoTheNextDay(int from, int to, int takenFrom, int takenTo, bool taken)
    {
        var night = await NamedAsync("Night");
        var midnight = Friday.PlusDays(1).AtMidnight();
        await PlacedAsync(night, At(midnight.PlusHours(takenFrom), midnight.PlusHours(takenTo)), await PersonAsync());

        var result = await SearchAsync(date: Friday, from: from, to: to);

        result.Hits.Single().IsFree.Should().Be(!taken);
    }

    [Fact]
    public async Task Search_ByTheRulesOfEachResource_NeverOffersWhatWouldBeRefused()
    {
        await NamedAsync("Closed", new TestResource { Closures = [(Friday, Friday)] });
        await NamedAsync("Short", new TestResource { MaximumMinutes = 180 });
        await NamedAsync("Evening", new TestResource { Hours = [(18 * 60, 1440)] });
        await NamedAsync("Late notice", new TestResource { LeadMinutes = 3 * 1440 });
        await NamedAsync("Fits");

        var result = await SearchAsync(date: Friday, from: 17, to: 21);

        result.Hits.Where(hit => hit.IsFree == true).Select(hit => hit.Resource.Name.Da).Should().Equal("Fits");
    }

    [Fact]
    public async Task Search_NeedsRoomForTheBuffersOfBoth()
    {
        var kitchen = await NamedAsync("Kitchen", new TestResource { BufferAfterMinutes = 60 });
        await PlacedAsync(kitchen, At(Friday, 14, 16), await PersonAsync());

        (await SearchAsync(date: Friday, from: 17, to: 21)).Hits.Single().IsFree.Should().BeTrue();
        (await SearchAsync(date: Friday, from: 16, to: 20)).Hits.Single().IsFree.Should().BeFalse();
        (await SearchAsync(date: Friday, from: 13, to: 14)).Hits.Single().IsFree.Should().BeFalse();
    }

    [Theory]
    [InlineData(12, new[] { "Big", "Exact" })]
    [InlineData(13, new[] { "Big" })]
    public async Task Search_ForSoMany_ShowsOnlyWhatHoldsThem(int people, string[] expected)
    {
        await NamedAsync("Exact", new TestResource { Capacity = 12 });
        await NamedAsync("Big", new TestResource { Capacity = 40 });

        Names(await SearchAsync(people: people)).Should().Equal(expected);
    }

    [Theory]
    [InlineData("aabyhoej")]
    [InlineData("ÅBYHØJ")]
    [InlineData("åbyhøj")]
    [InlineData("koekken aaby")]
    [InlineData("køkken")]
    [InlineData("cafe")]
    [InlineData("café  køkken")]
    public async Task Search_ForWords_FindsThemHoweverTheyAreTyped(string what)
    {
        await NamedAsync("Køkkenet i Åbyhøj", new TestResource { Description = "Caféen ved siden af." });
        await NamedAsync("Hallen i Viby", new TestResource { Description = "En hal." });

        Names(await SearchAsync(what)).Should().Equal("Køkkenet i Åbyhøj");
    }

    [Fact]
    public async Task Search_ForAKindAndFeatures_NeedsAllOfThem()
    {
        await NamedAsync("Both", new TestResource { Features = ["step-free", "parking"] });
        await NamedAsync("One", new TestResource { Features = ["parking"] });
        await NamedAsync("Hall", new TestResource { Kind = "hall", Features = ["step-free", "parking"] });

        Names(await SearchAsync(kind: "kitchen", features: ["step-free", "parking"])).Should().Equal("Both");
    }

    [Fact]
    public async Task Search_NeverShowsWhatIsNotPublished()
    {
        await NamedAsync("Hidden", new TestResource { Published = false });

        (await SearchAsync()).Total.Should().Be(0);
        (await SearchAsync(date: Friday)).Free.Should().Be(0);
    }

    [Fact]
    public async Task Search_OfMoreThanAPage_HasPages_AndAskingBeyondTheLastShowsTheLast()
    {
        for (var number = 0; number < SearchResources.PageSize + 3; number++)
        {
            await NamedAsync($"Room {number:00}");
        }

        var second = await SearchAsync(page: 2);

        (second.Total, second.Pages, second.Hits.Count).Should().Be((SearchResources.PageSize + 3, 2, 3));
        Names(second).Should().Equal("Room 20", "Room 21", "Room 22");
        (await SearchAsync(page: 99)).Page.Should().Be(2);
    }

    [Fact]
    public async Task Search_WithoutADistrict_IsInDanishAlphabeticalOrder()
    {
        foreach (var name in (string[])["Åben hal", "Ærø", "Øst", "Zebra", "abe"])
        {
            await NamedAsync(name);
        }

        Names(await SearchAsync()).Should().Equal("abe", "Zebra", "Ærø", "Øst", "Åben hal");
    }

    [Fact]
    public async Task Search_ForATimeThatTheClocksSkip_FindsNothingFree()
    {
        await NamedAsync("Night");

        var result = await SearchAsync(date: new LocalDate(2027, 3, 28), from: 2, to: 4);

        result.Hits.Single().IsFree.Should().BeFalse();
    }
}
