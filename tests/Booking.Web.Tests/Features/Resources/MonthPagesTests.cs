using System.Net;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Resources;

/// <summary>A trailer from Friday to Sunday: the month, the two presses, the form, and what is said when it cannot be.</summary>
public sealed class MonthPagesTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private Browser anna = null!;
    private TestResource trailer = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        var day = new WeeklySpan[7];
        IReadOnlyList<WeeklySpan> Every(int opens, int closes) => [.. day.Select((_, index) => new WeeklySpan((IsoDayOfWeek)(index + 1), opens, closes))];
        trailer = await new TestResource
        {
            Slug = "traileren", Capacity = 1, MinimumMinutes = 60, MaximumMinutes = 4 * 1440, StepMinutes = 30, HorizonDays = 60,
            Rules = [new HandoverTimes(Every(960, 1080), Every(480, 600))],
        }.InsertAsync(application.Database.DataSource);
        anna = await application.SignInAsync("anna@example.dk");
        await ExecuteAsync("update person set name = 'Anna'");
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task FridayToSunday_InTwoPresses_AndNobodyElseCanHaveTheSaturday()
    {
        var first = await anna.GetAsync("/resources/traileren");
        first.Text.Should().Contain("november 2026").And.Contain("Tryk på den dag, du henter");
        var friday = first.Document.QuerySelector("#day-2026-11-27")!;
        friday.TextContent.Should().Contain("ledig. Hent denne dag");

        var second = await anna.GetAsync(friday.GetAttribute("href")!);
        second.Text.Should().Contain("Du henter fredag 27. november");
        second.Document.QuerySelector("#day-2026-11-26").Should().BeNull("nobody brings it back before");
        var form = await anna.GetAsync(second.Document.QuerySelector("#day-2026-11-29")!.GetAttribute("href")!);
        form.Document.QuerySelector("#From option[selected]")!.GetAttribute("value").Should().Be("16:00");
        form.Document.QuerySelectorAll("#To option").Select(option => option.GetAttribute("value")).Should().Equal("08:00", "08:30", "09:00", "09:30", "10:00");
        var placed = await anna.SubmitAsync(form, new Dictionary<string, string?> { ["To"] = "10:00" }, "main form.book-form");
        (await anna.FollowAsync(placed)).Text.Should().Contain("fredag 27. november 2026 kl. 16.00 – søndag 29. november 2026 kl. 10.00");

        var bo = await application.SignInAsync("bo@example.dk");
        await ExecuteAsync("update person set name = 'Bo' where email = 'bo@example.dk'");
        var month = await bo.GetAsync("/resources/traileren/month/2026-11");
        Cell(month, 28).Should().Contain("optaget").And.NotContain("delvist");
        Cell(month, 27).Should().Contain("delvist optaget");
        month.Document.QuerySelector("#day-2026-11-28").Should().BeNull();
        month.Document.QuerySelector("#day-2026-11-29").Should().NotBeNull("it is back by then");
        month.Text.Should().NotContain("nyligt");
        var refused = await bo.FillInAsync(
            "/resources/traileren/book?start=2026-11-28T16:00&end=2026-11-30T09:00", form: "main form.book-form");
        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.Document.QuerySelectorAll("#refused button[name=use]").Select(button => button.GetAttribute("value")).Should()
            .OnlyContain(use => use!.EndsWith("T09:00", StringComparison.Ordinal)).And.Contain("2026-11-29T16:00/2026-12-01T09:00");

        await anna.FillInAsync($"{placed.RedirectsTo}/cancel");
        var again = await bo.GetAsync("/resources/traileren/month/2026-11");
        Cell(again, 26).Should().NotContain("nyligt");
        Cell(again, 27).Should().Contain("ledig, nyligt ledigt. Hent denne dag").And.Contain("nyt");
        again.Document.QuerySelector(".month-key")!.TextContent.Should().Contain("nyligt ledigt");
        application.Clock.AdvanceDays(1);
        (await bo.GetAsync("/resources/traileren/month/2026-11")).Text.Should().NotContain("nyligt");
    }

    [Fact]
    public async Task ATimeThatIsNotHandedOver_IsRefusedWithTheTimesOfThatDay_AndIsStillInTheForm()
    {
        var page = await anna.GetAsync("/resources/traileren/book?start=2026-11-27T12:00&end=2026-11-29T09:00");

        page.Document.QuerySelector("[data-refusal=OutsidePickUp]")!.TextContent.Should().Contain("kan hentes kl. 16.00–18.00 fredag 27. november");
        page.Document.QuerySelector("#From option[selected]")!.GetAttribute("value").Should().Be("12:00");
        page.Document.QuerySelector("#refused button[name=use]")!.GetAttribute("value").Should().Be("2026-11-27T16:00/2026-11-29T09:00");
        (await anna.GetAsync("/rules/" + await IdOfRuleAsync())).Text.Should().Contain("Hent hver dag kl. 16.00–18.00");
    }

    [Theory]
    [InlineData("/resources/traileren/month/2026-12?from=2026-11-29", HttpStatusCode.OK, "Du henter søndag 29. november")]
    [InlineData("/resources/traileren/month/2026-12?from=1999-01-01", HttpStatusCode.OK, "Tryk på den dag, du henter")]
    [InlineData("/resources/traileren/month/2026-12?from=noget", HttpStatusCode.OK, "december 2026")]
    [InlineData("/resources/traileren/week/2026-W50", HttpStatusCode.OK, "december 2026")]
    [InlineData("/resources/traileren/month/2026-13", HttpStatusCode.NotFound, "Find noget")]
    [InlineData("/resources/traileren/month/9999-12", HttpStatusCode.NotFound, "Find noget")]
    public async Task Month_OfAnyAddress_IsThatMonthOrNotFound(string address, HttpStatusCode status, string text)
    {
        var page = await anna.GetAsync(address);

        page.Status.Should().Be(status);
        page.Text.Should().Contain(text);
    }

    private static string Cell(Page page, int day) => page.Document.QuerySelectorAll(".month-grid td.month-day")[day - 1].TextContent;

    private async Task<Guid> IdOfRuleAsync()
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<Guid>("select id from rule where kind = 'HandoverTimes' and resource_id = @Id", new { trailer.Id });
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
