using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.RuleStatistics;

public sealed class RuleStatisticsTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private Browser administrator = null!;
    private TestResource kitchen = null!;
    private TestRule rule = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        kitchen = await new TestResource { StepMinutes = 30, MinimumMinutes = 30 }.InsertAsync(application.Database.DataSource);
        rule = await new TestRule(new GroupSize(6)) { Resource = kitchen.Id, ReasonDa = "=1+1; Bordet har seks stole", ReasonEn = "The table has six chairs" }
            .InsertAsync(application.Database.DataSource);
        await application.SignInAsync("admin@example.dk");
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("update person set is_administrator = true where email = 'admin@example.dk'");
        }

        administrator = await application.SignInAsync("admin@example.dk");
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Figures_AreOfRequestsPeopleAndThoseWhoFoundSomethingElse()
    {
        var anna = await application.SignInAsync("anna@example.dk");
        var bo = await application.SignInAsync("bo@example.dk");
        await AskAsync(anna, people: "8");
        await AskAsync(anna, people: "9");
        await AskAsync(bo, people: "8", thenUse: "2026-11-27T10:00/2026-11-27T11:00");

        var page = await administrator.GetAsync("/admin/rules");

        var row = page.Document.QuerySelectorAll("tbody tr").Single(tr => tr.QuerySelector($"a[href='/rules/{rule.Id}']") is not null);
        row.QuerySelectorAll("td").Select(cell => cell.TextContent).Should().Equal("3", "2", "1", "0");
        page.Document.QuerySelectorAll(".week-bars rect.bar-rules").Should().HaveCount(13);
        page.Document.QuerySelectorAll("details .number").Last(cell => cell.GetAttribute("data-label") == "Nej af en regel").TextContent.Should().Be("3");
    }

    [Fact]
    public async Task Refusals_NameNobody()
    {
        var anna = await application.SignInAsync("anna@example.dk");
        await AskAsync(anna, people: "8");

        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        var id = await connection.ExecuteScalarAsync<Guid>("select id from person where email = 'anna@example.dk'");
        (await connection.ExecuteScalarAsync<bool>(
            "select bool_or(who = sha256(convert_to(@id::text, 'UTF8')) or encode(who, 'hex') like '%' || replace(@id::text, '-', '') || '%') from refusal", new { id }))
            .Should().BeFalse();
    }

    [Fact]
    public async Task Copied_ReasonsStandTogether()
    {
        await new TestResource().InsertAsync(application.Database.DataSource);

        var page = await administrator.GetAsync("/admin/rules");

        page.Document.QuerySelectorAll(".copied-reasons > li summary").Should().ContainSingle(summary => summary.TextContent.Contains("Ferie"));
    }

    [Fact]
    public async Task Csv_HasAllColumnsAndNoFormulas()
    {
        await AskAsync(await application.SignInAsync("anna@example.dk"), people: "8");

        var answer = await administrator.Http.GetAsync("/admin/rules.csv");
        var text = await answer.Content.ReadAsStringAsync();

        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/csv");
        var lines = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].Should().Be("Regel;Hvor;Begrundelse;Gange nej;Personer;Fandt noget andet;Udfordret;Regler med samme begrundelse;Adresse");
        lines[1].Should().Contain(";1;1;0;0;1;").And.Contain("\"'=1+1; Bordet har seks stole\"").And.EndWith($"/rules/{rule.Id}");
    }

    [Theory]
    [InlineData("/admin/rules")]
    [InlineData("/admin/rules.csv")]
    public async Task Figures_ForAnybodyElse_AreClosed(string address)
    {
        var resident = await application.SignInAsync("anna@example.dk");

        (await resident.GetAsync(address)).Status.Should().BeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
        (await application.NewBrowser().GetAsync(address)).Status.Should().NotBe(HttpStatusCode.OK);
    }

    private async Task AskAsync(Browser browser, string people, string? thenUse = null)
    {
        var fields = new Dictionary<string, string?> { ["People"] = people, ["Name"] = "Anna" };
        var refused = await browser.FillInAsync($"/resources/{kitchen.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T18:00", fields);
        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        if (thenUse is not null)
        {
            (await browser.SubmitAsync(refused, new Dictionary<string, string?> { ["People"] = "4", ["use"] = thenUse }, "main form"))
                .Status.Should().Be(HttpStatusCode.Found);
        }
    }
}
