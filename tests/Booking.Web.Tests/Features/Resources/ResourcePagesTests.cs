using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Resources;

/// <summary>Front page, list, resource and week as anyone sees them.</summary>
public sealed class ResourcePagesTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private TestResource kitchen = null!;
    private Browser browser = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        kitchen = await new TestResource { Name = "Gellerup Fælleskøkken", Hours = [(900, 1320)] }.InsertAsync(application.Database.DataSource);
        await new TestResource { Name = "Lille køkken", Capacity = 4 }.InsertAsync(application.Database.DataSource);
        await new TestResource { Name = "Hemmelig sal", Published = false, Slug = "hemmelig-sal" }.InsertAsync(application.Database.DataSource);
        browser = application.NewBrowser();
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Front_HasTheSearchAndWhatIsFreeToday()
    {
        var page = await browser.GetAsync("/");

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Document.QuerySelector("form[action='/resources'] input[name=what]").Should().NotBeNull();
        page.Text.Should().Contain("Gellerup Fælleskøkken").And.NotContain("Hemmelig");
    }

    [Fact]
    public async Task Search_ByTimeAndNumber_ShowsWhatIsFreeThen()
    {
        var page = await browser.GetAsync("/resources?kind=kitchen&near=gellerup&date=2026-11-27&from=17:00&to=21:00&people=12");

        page.Text.Should().Contain("Den er ledig på det tidspunkt").And.Contain("fre. 27. nov. kl. 17.00–21.00").And.NotContain("Lille køkken");
        page.Document.QuerySelector("a[href*='people=12']").Should().NotBeNull();
    }

    public static TheoryData<string, string> Slips => new()
    {
        { "date=i-morgen", "#date-error" },
        { "date=9999-99-99", "#date-error" },
        { "from=17:00", "#date-error" },
        { "date=2026-11-27&to=21:00", "#from-error" },
        { "date=2026-11-27&from=99:00", "#from-error" },
        { "people=-1", "#people-error" },
        { "people=mange", "#people-error" },
        { "people=999999999999", "#people-error" },
        { "near=atlantis", "#near-error" },
        { "kind=rumskib", "#kind-error" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public async Task Search_WithASlip_SaysSoAndKeepsTheRest(string query, string error)
    {
        var page = await browser.GetAsync($"/resources?what=k%C3%B8kken&{query}");

        page.Status.Should().Be(HttpStatusCode.BadRequest);
        page.Document.QuerySelector(error).Should().NotBeNull();
        page.Document.QuerySelector("#what")!.GetAttribute("value").Should().Be("køkken");
    }

    [Fact]
    public async Task Search_ForNothingThereIs_SaysWhatToTry()
    {
        var page = await browser.GetAsync("/resources?what=rumraket");

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Text.Should().Contain("Vi fandt ikke noget");
    }

    [Fact]
    public async Task Week_ShowsFreeClosedAndPast_AndWhereABookingStarts()
    {
        var page = await browser.GetAsync($"/resources/{kitchen.Slug}/week/2026-W48");

        page.Text.Should().Contain("Lukket").And.Contain("Forbi");
        page.Document.QuerySelectorAll(".slot--free a[href*='start=2026-11-27T17%3A00']").Should().HaveCount(1);
    }

    [Fact]
    public async Task Week_AfterABooking_ShowsItAsTakenToOthersAndAsMineToMe()
    {
        var bente = await application.SignInAsync("bente@example.dk");
        await bente.FillInAsync(
            $"/resources/{kitchen.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00",
            new Dictionary<string, string?> { ["People"] = "2", ["Name"] = "Bente Hemmelig" });

        var others = await browser.GetAsync($"/resources/{kitchen.Slug}/week/2026-W48");
        var mine = await bente.GetAsync($"/resources/{kitchen.Slug}/week/2026-W48");

        others.Document.QuerySelectorAll(".slot--taken").Should().NotBeEmpty();
        others.Document.DocumentElement.OuterHtml.Should().NotContain("Bente");
        mine.Document.QuerySelectorAll(".slot--mine").Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("/resources/findes-ikke")]
    [InlineData("/resources/hemmelig-sal")]
    [InlineData("/resources/hemmelig-sal/book")]
    [InlineData("/resources/hemmelig-sal/calendar.ics")]
    [InlineData("/resources/{0}/week/2026-W54")]
    [InlineData("/resources/{0}/week/2026-48")]
    [InlineData("/resources/{0}/week/0000-W01")]
    [InlineData("/resources/{0}/week/x")]
    [InlineData("/resources/{0}/week/%D9%A2%D9%A0%D9%A2%D9%A6-W%D9%A4%D9%A8")]
    public async Task Address_OfNothing_IsNotFound(string address)
    {
        (await browser.GetAsync(address.Replace("{0}", kitchen.Slug, StringComparison.Ordinal))).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("2026-W53")]
    [InlineData("2199-W01")]
    [InlineData("2000-W01")]
    [InlineData("2027-W12")]
    [InlineData("2026-W43")]
    public async Task Week_HoweverFar_IsShown(string week)
    {
        (await browser.GetAsync($"/resources/{kitchen.Slug}/week/{week}?day=garbage")).Status.Should().Be(HttpStatusCode.OK);
    }
}
