using System.Net;
using System.Text.Json;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Profile;

public sealed class ProfileTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private const string AboutForm = "#about-form";

    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public async Task Edit_NameAndLanguage_AreSavedAndShownInThatLanguage()
    {
        var browser = await application.SignInAsync("edit@example.dk");

        var saved = await browser.FillInAsync(
            "/profile", new Dictionary<string, string?> { ["name"] = "  Åse O'Brien <b> ", ["language"] = "en" }, AboutForm);
        var page = await browser.FollowAsync(saved);

        page.Text.Should().Contain("It is saved.");
        page.Document.DocumentElement.GetAttribute("lang").Should().Be("en");
        page.Document.QuerySelector("#name")!.GetAttribute("value").Should().Be("Åse O'Brien <b>");
    }

    [Fact]
    public async Task Describe_WithADistrict_IsKept_GoesAlongInTheData_AndCanBeTakenBack()
    {
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await Dapper.SqlMapper.ExecuteAsync(connection, "insert into district (slug, name, latitude, longitude) values ('viby', 'Viby', 56.1, 10.1) on conflict do nothing");
        }

        var browser = await application.SignInAsync("district@example.dk");

        (await browser.FillInAsync("/profile", new Dictionary<string, string?> { ["district"] = "viby" }, "#describe-form")).RedirectsTo.Should().Be("/profile?done=saved");
        (await browser.GetAsync("/profile")).Document.QuerySelector("#district option[selected]")!.GetAttribute("value").Should().Be("viby");
        (await browser.Http.GetStringAsync(new Uri("/profile/data", UriKind.Relative))).Should().Contain("viby");

        await browser.FillInAsync("/profile", new Dictionary<string, string?> { ["district"] = "" }, "#describe-form");
        (await browser.GetAsync("/profile")).Document.QuerySelector("#district option[selected]").Should().BeNull();
    }

    [Theory]
    [InlineData("", "Skriv dit navn")]
    [InlineData("   ", "Skriv dit navn")]
    [InlineData(null, "Skriv dit navn")]
    [InlineData("long", "Navnet må højst fylde 100 tegn")]
    public async Task Edit_ToANameThatIsNone_IsRefusedAndKept(string? name, string problem)
    {
        var browser = await application.SignInAsync("name@example.dk");
        var typed = name == "long" ? new string('x', 101) : name;

        var page = await browser.FillInAsync("/profile", new Dictionary<string, string?> { ["name"] = typed }, AboutForm);

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Text.Should().Contain(problem);
        page.Document.QuerySelector("#name")!.GetAttribute("value").Should().Be(typed?.Trim() ?? "");
    }

    [Theory]
    [InlineData("de")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Edit_ToAnUnknownLanguage_Is400(string? language)
    {
        var browser = await application.SignInAsync("language@example.dk");

        (await browser.FillInAsync("/profile", new Dictionary<string, string?> { ["name"] = "Anna", ["language"] = language }, AboutForm))
            .Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Edit_WithFieldsThatAreNotOnTheForm_ChangesOnlyItsOwn()
    {
        var browser = await application.SignInAsync("mass@example.dk");

        await browser.FillInAsync("/profile", new Dictionary<string, string?>
        {
            ["name"] = "Anna", ["email"] = "other@example.dk", ["isAdministrator"] = "true", ["is_administrator"] = "true", ["id"] = Guid.NewGuid().ToString()
        }, AboutForm);

        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        (await Dapper.SqlMapper.ExecuteScalarAsync<bool>(connection, "select is_administrator from person where email = 'mass@example.dk'")).Should().BeFalse();
    }

    [Fact]
    public async Task Sessions_AreListedByDeviceAndEndedOneByOne()
    {
        var (here, there) = (application.NewBrowser(), application.NewBrowser());
        here.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0");
        there.Http.DefaultRequestHeaders.TryAddWithoutValidation(
            "User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1");
        await here.SignInAsync("sessions@example.dk");
        await there.SignInAsync("sessions@example.dk");

        var page = await here.GetAsync("/profile");
        page.Text.Should().Contain("Firefox · Windows (denne)").And.Contain("Safari · iPhone");
        var ended = await here.SubmitAsync(page, form: "form[action$='/end']");

        ended.RedirectsTo.Should().Be("/profile?done=ended");
        (await there.GetAsync("/profile")).RedirectsTo.Should().StartWith("/sign-in");
        (await here.GetAsync("/profile")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sessions_AllOthers_EndAtOnce()
    {
        var here = await application.SignInAsync("others@example.dk");
        var others = new[] { await application.SignInAsync("others@example.dk"), await application.SignInAsync("others@example.dk") };
        var stranger = await application.SignInAsync("untouched@example.dk");

        await here.FillInAsync("/profile", form: "form[action='/profile/sessions/end-others']");

        foreach (var other in others)
        {
            (await other.GetAsync("/profile")).RedirectsTo.Should().StartWith("/sign-in");
        }

        (await here.GetAsync("/profile")).Status.Should().Be(HttpStatusCode.OK);
        (await stranger.GetAsync("/profile")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Session_OfSomeoneElse_CannotBeEnded()
    {
        var victim = await application.SignInAsync("victim@example.dk");
        var attacker = await application.SignInAsync("attacker@example.dk");
        await application.SignInAsync("attacker@example.dk");
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        var session = await Dapper.SqlMapper.ExecuteScalarAsync<Guid>(
            connection, "select session.id from session join person on person.id = session.person_id where email = 'victim@example.dk'");
        var page = await attacker.GetAsync("/profile");
        page.Document.QuerySelector("form[action$='/end']")!.SetAttribute("action", $"/profile/sessions/{session}/end");

        (await attacker.SubmitAsync(page, form: $"form[action='/profile/sessions/{session}/end']")).Status.Should().Be(HttpStatusCode.NotFound);

        (await victim.GetAsync("/profile")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("#token-form", "tokenName", "")]
    [InlineData("form[action='/profile']", "name", "")]
    [InlineData("form[action='/profile/about']", "birthYear", "i fjor")]
    public async Task WhatIsWrong_HasTheFocus(string form, string field, string typed)
    {
        var browser = await application.SignInAsync("fokus@example.dk");

        var page = await browser.FillInAsync("/profile", new Dictionary<string, string?> { [field] = typed }, form);

        page.Document.QuerySelectorAll("[autofocus]").Should().ContainSingle().Which.GetAttribute("name").Should().Be(field);
        (await browser.GetAsync("/profile")).Document.QuerySelectorAll("[autofocus]").Should().BeEmpty();
    }

    [Fact]
    public async Task Tokens_AreShownOnce()
    {
        var browser = await application.SignInAsync("once@example.dk");

        var made = await browser.FillInAsync("/profile", new Dictionary<string, string?> { ["tokenName"] = "Foreningen" }, "#token-form");
        var secret = made.Document.QuerySelector("#secret")!.GetAttribute("value")!;
        var listed = await browser.GetAsync("/profile");

        made.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
        listed.Text.Should().Contain("Foreningen");
        listed.Document.DocumentElement.OuterHtml.Should().NotContain(secret);
    }

    [Fact]
    public async Task Tokens_BeyondTwenty_AreRefused()
    {
        var browser = await application.SignInAsync("many@example.dk");
        var form = await browser.GetAsync("/profile");
        for (var i = 0; i < 20; i++)
        {
            (await browser.SubmitAsync(form, new Dictionary<string, string?> { ["tokenName"] = $"Nr. {i}" }, "#token-form")).Status.Should().Be(HttpStatusCode.OK);
        }

        var refused = await browser.SubmitAsync(form, new Dictionary<string, string?> { ["tokenName"] = "En til" }, "#token-form");

        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        refused.Text.Should().Contain("Du har allerede 20 tokens");
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task Tokens_WithoutAName_AreRefused(string? name)
    {
        var browser = await application.SignInAsync("noname@example.dk");

        (await browser.FillInAsync("/profile", new Dictionary<string, string?> { ["tokenName"] = name }, "#token-form"))
            .Text.Should().Contain("Skriv, hvad det skal bruges til");
    }

    [Fact]
    public async Task Download_HoldsWhatIsKeptAboutThePerson()
    {
        var browser = await application.SignInAsync("data@example.dk");

        var response = await browser.Http.GetAsync(new Uri("/profile/data", UriKind.Relative));

        response.Content.Headers.ContentDisposition!.FileName.Should().Be("booking.json");
        using var data = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        data.RootElement.GetProperty("person").GetProperty("email").GetString().Should().Be("data@example.dk");
        data.RootElement.GetProperty("sessions").GetArrayLength().Should().Be(1);
        data.RootElement.GetProperty("bookings").GetArrayLength().Should().Be(0);
    }
}
