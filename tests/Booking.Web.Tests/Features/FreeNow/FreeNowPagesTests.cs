using System.Net;
using System.Xml.Linq;
using Booking.Testing;
using Booking.Web.Features.FreeNow;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Api;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.FreeNow;

/// <summary>What has just come free as a page, as a feed and through the API: the same for all three.</summary>
public sealed class FreeNowPagesTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public async Task WhatCameFree_LeadsToTheFormFilledIn_AndNothingTellsWhoGaveItUp()
    {
        var house = await new TestResource { Name = "Fælleshuset" }.InsertAsync(application.Database.DataSource);
        var anna = await application.SignInAsync("anna@example.dk");
        // The same evening; it is seven o'clock.
        var booked = await anna.FillInAsync(
            $"/resources/{house.Slug}/book?start=2026-11-25T20:00&end=2026-11-25T22:00",
            new Dictionary<string, string?> { ["People"] = "4", ["Name"] = "Anna Hemmelig", ["Purpose"] = "Hemmelig fest" });
        application.Clock.Advance(Duration.FromMinutes(1));
        var visitor = application.NewBrowser();
        var feeds = application.CreateClient();
        (await visitor.GetAsync("/free-now")).Document.QuerySelectorAll("#freed > li").Should().BeEmpty();
        (await ReadFeedAsync(feeds)).Root!.Elements(Atom + "entry").Should().BeEmpty();
        (await visitor.GetAsync($"/resources/{house.Slug}/week/2026-W48")).Text.Should().NotContain("nyligt");

        await anna.FillInAsync($"{booked.RedirectsTo}/cancel");
        application.Clock.Advance(RecentFreeNow.Kept);

        var page = await visitor.GetAsync("/free-now");
        var form = page.Document.QuerySelector("#freed > li a.card-book")!.GetAttribute("href")!;
        form.Should().Be($"/resources/{house.Slug}/book?start=2026-11-25T20%3A00&end=2026-11-25T22%3A00");
        page.Document.QuerySelector("#freed > li")!.GetAttribute("data-latitude").Should().MatchRegex(@"^\d+\.\d+$");
        page.Document.QuerySelector("[data-nearest]")!.HasAttribute("hidden").Should().BeTrue("without scripts it could do nothing");
        page.Document.QuerySelector("link[type='application/atom+xml']")!.GetAttribute("href").Should().Be("/free-now.atom");
        page.Response.Headers.GetValues("Permissions-Policy").Single().Should().Contain("geolocation=self");
        page.Text.Should().NotContain("Hemmelig");
        (await visitor.GetAsync("/free-now?kind=vehicle")).Document.QuerySelectorAll("#freed > li").Should().BeEmpty();
        var week = await visitor.GetAsync($"/resources/{house.Slug}/week/2026-W48");
        week.Document.QuerySelectorAll(".slot--free").Where(slot => slot.TextContent.Contains("nyligt ledigt", StringComparison.Ordinal))
            .Select(slot => slot.QuerySelector("a")!.GetAttribute("href")!.Split("start=")[1].Split('&')[0])
            .Should().Equal("2026-11-25T20%3A00", "2026-11-25T20%3A30", "2026-11-25T21%3A00", "2026-11-25T21%3A30");
        week.Text.Should().NotContain("Hemmelig");

        var feed = await ReadFeedAsync(feeds);
        var entry = feed.Root!.Elements(Atom + "entry").Should().ContainSingle().Subject;
        entry.Element(Atom + "title")!.Value.Should().Be("Fælleshuset: ons. 25. nov. kl. 20.00–22.00");
        entry.Element(Atom + "link")!.Attribute("href")!.Value.Should().StartWith("http").And.EndWith(form);
        entry.Element(Atom + "updated")!.Value.Should().Be("2026-11-25T18:01:00Z");
        entry.Elements().Select(one => one.Name.LocalName).Should().Contain(["id", "title", "updated"]);
        feed.ToString().Should().NotContain("Hemmelig").And.NotContain("anna");
        (await ReadFeedAsync(feeds, "?language=en")).Root!.Element(Atom + "title")!.Value.Should().Be("Free now");

        var again = new HttpRequestMessage(HttpMethod.Get, "/free-now.atom");
        again.Headers.IfNoneMatch.Add((await feeds.GetAsync(new Uri("/free-now.atom", UriKind.Relative))).Headers.ETag!);
        (await feeds.SendAsync(again)).StatusCode.Should().Be(HttpStatusCode.NotModified);
        var head = await feeds.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/free-now.atom"));
        (head.StatusCode, head.Headers.CacheControl!.MaxAge).Should().Be((HttpStatusCode.OK, TimeSpan.FromMinutes(1)));

        var api = ApiClient.ForNobody(application);
        var item = (await api.GetAsync("/api/v1/free-now")).Json["items"]!.AsArray().Should().ContainSingle().Subject!;
        ((string?)item["resource"]!["slug"], (string?)item["period"]!["start"], (string?)item["freedAt"])
            .Should().Be((house.Slug, "2026-11-25T20:00:00+01:00", "2026-11-25T19:01:00+01:00"));
        (await api.GetAsync("/api/v1/free-now?kind=vehicle&district=")).Json["items"]!.AsArray().Should().BeEmpty();
        (await api.GetAsync("/api/v1/free-now?kind=castle&district=nowhere")).Errors.Should().Equal("kind", "district");
    }

    [Fact]
    public async Task MorningMail_IsChosenAndStopped_AndTheLinkOfAMailOnlyStopsItWhenPressed()
    {
        var browser = await application.SignInAsync("morgen@example.dk");

        var saved = await browser.FollowAsync(await browser.FillInAsync(
            "/free-now/mail", new Dictionary<string, string?> { ["kinds"] = "kitchen" }, form: "form[action='/free-now/mail']"));
        saved.Document.QuerySelector("#kind-kitchen")!.HasAttribute("checked").Should().BeTrue();
        saved.Document.QuerySelectorAll("input[checked]").Should().ContainSingle();
        (await DigestsAsync()).Should().Be(1);

        var id = await QueryAsync<Guid>("select id from free_now_digest");
        var link = application.Services.GetRequiredService<DigestLink>().ToEnd(id).AbsolutePath;
        var mailProgram = application.NewBrowser();
        (await mailProgram.GetAsync(link)).Status.Should().Be(HttpStatusCode.OK);
        (await DigestsAsync()).Should().Be(1, "scanners follow links");
        (await mailProgram.Http.PostAsync(new Uri(link, UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" })))
            .StatusCode.Should().Be(HttpStatusCode.OK);
        (await DigestsAsync()).Should().Be(0);
        (await mailProgram.GetAsync("/free-now/mail/off/forkert")).Status.Should().Be(HttpStatusCode.NotFound);

        await browser.FillInAsync("/free-now/mail", form: "form[action='/free-now/mail']");
        (await DigestsAsync()).Should().Be(1);
        await browser.FillInAsync("/free-now/mail", form: "form[action='/free-now/mail/stop']");
        (await DigestsAsync()).Should().Be(0);
    }

    private Task<long> DigestsAsync() => QueryAsync<long>("select count(*) from free_now_digest");

    private async Task<T> QueryAsync<T>(string sql)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    private static async Task<XDocument> ReadFeedAsync(HttpClient client, string query = "")
    {
        var answer = await client.GetAsync(new Uri($"/free-now.atom{query}", UriKind.Relative));
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/atom+xml");
        return XDocument.Parse(await answer.Content.ReadAsStringAsync());
    }
}
