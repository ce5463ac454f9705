using System.Net;
using AngleSharp.Html.Parser;
using Booking.Testing;
using Booking.Web.Mail;
using Booking.Web.Startup;
using Booking.Web.Tests.Mail;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.DevMail;

public sealed class DevMailTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("booking-mail-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    private Task<BookingApplication> StartAsync(string environment) =>
        BookingApplication.CreateAsync(new Dictionary<string, string?> { [DataFolder.Setting] = data }, environment);

    private static async Task SendAsync(BookingApplication application, OutboxMail mail)
    {
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(OutboxMail.InsertSql, mail);
        }

        await application.Services.GetRequiredService<SendMail>().HandleAsync(default);
    }

    [Fact]
    public async Task DevMail_InDevelopment_ListsAndShowsWhatWasSent()
    {
        await using var application = await StartAsync("Development");
        await SendAsync(application, Mails.Confirmed("anna@example.dk", BookingApplication.Start));
        application.Clock.AdvanceSeconds(5);
        await SendAsync(application, Mails.Code("bo@example.dk", application.Clock.GetCurrentInstant()));
        var browser = application.NewBrowser();

        var list = await browser.GetAsync("/dev/mail");
        list.Document.QuerySelectorAll("tbody th a").Select(link => link.TextContent).Should().SatisfyRespectively(
            newest => newest.Should().Be("482913 er din kode"),
            oldest => oldest.Should().StartWith("Din booking er klar"));

        var shown = await browser.GetAsync(list.Document.QuerySelectorAll("tbody th a")[1].GetAttribute("href")!);
        shown.Text.Should().Contain("anna@example.dk").And.Contain("BEGIN:VCALENDAR");
        var frame = shown.Document.QuerySelector("iframe")!;
        frame.GetAttribute("sandbox").Should().NotContain("allow-scripts").And.NotContain("allow-same-origin");
        shown.Response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("frame-src 'self'");

        var html = await browser.Http.GetAsync(frame.GetAttribute("src"));
        var policy = html.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().ContainAll("default-src 'none'", "sandbox", "frame-ancestors 'self'").And.NotContain("script-src").And.NotContain("allow-scripts");
        (await new HtmlParser().ParseDocumentAsync(await html.Content.ReadAsStringAsync())).QuerySelector("h1")!.TextContent.Should().Be("Din booking er klar");

        var source = await browser.Http.GetAsync(shown.Document.QuerySelector("a[href$='/source']")!.GetAttribute("href"));
        source.Content.Headers.ContentType!.MediaType.Should().Be("text/plain");
        var calendar = await browser.Http.GetStringAsync(shown.Document.QuerySelector("a[href$='.ics']")!.GetAttribute("href"));
        Ical.Net.Calendar.Load(calendar)!.Method.Should().Be("REQUEST");
    }

    [Theory]
    [InlineData("..%2f..%2fappsettings")]
    [InlineData("20261125T180000-00000000000000000000000000000000")]
    [InlineData("x")]
    public async Task DevMail_WithANameThatIsNoMail_IsNotFound(string name)
    {
        await using var application = await StartAsync("Development");
        var browser = application.NewBrowser();

        foreach (var part in new[] { "", "/html", "/source", "/calendar.ics" })
        {
            (await browser.GetAsync($"/dev/mail/{name}{part}")).Status.Should().Be(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task DevMail_AnywhereElse_IsNotThere()
    {
        await using var application = await StartAsync("Production");
        await SendAsync(application, Mails.Code("bo@example.dk", BookingApplication.Start));
        var name = Path.GetFileNameWithoutExtension(Directory.GetFiles(Path.Combine(data, "mail")).Single());

        foreach (var address in new[] { "/dev/mail", $"/dev/mail/{name}", $"/dev/mail/{name}/html", $"/dev/mail/{name}/source" })
        {
            (await application.NewBrowser().GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);
        }
    }
}
