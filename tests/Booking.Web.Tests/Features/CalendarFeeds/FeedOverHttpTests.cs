using System.Net;
using System.Text;
using Booking.Testing;

namespace Booking.Web.Tests.Features.CalendarFeeds;

/// <summary>What calendars do over HTTP, on both kinds of feed.</summary>
public sealed class FeedOverHttpTests : FeedTests
{
    private async Task<string> AddressAsync(string kind) =>
        kind == "personal" ? await PersonalAddressAsync() : $"/resources/{Kitchen.Slug}/calendar.ics";

    [Theory]
    [InlineData("personal")]
    [InlineData("public")]
    public async Task Fetch_Always_IsAnUncompressedCalendarWithBothValidators(string kind)
    {
        await BookAsync(FridayEvening);
        LetSettle();
        using var request = new HttpRequestMessage(HttpMethod.Get, await AddressAsync(kind));
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");

        var answer = await Calendar.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().Should().Be("text/calendar; charset=utf-8");
        answer.Content.Headers.ContentEncoding.Should().BeEmpty();
        answer.Headers.ETag!.IsWeak.Should().BeFalse();
        answer.Content.Headers.LastModified.Should().NotBeNull();
        answer.Headers.CacheControl!.NoCache.Should().BeTrue();
        answer.Headers.CacheControl.Private.Should().Be(kind == "personal");
        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Theory]
    [InlineData("personal")]
    [InlineData("public")]
    public async Task Fetch_Twice_GivesTheSameOctets(string kind)
    {
        await BookAsync(FridayEvening);
        var address = await AddressAsync(kind);

        var first = await (await FetchAsync(address)).Content.ReadAsByteArrayAsync();
        Application.Clock.AdvanceMinutes(90);
        var second = await (await FetchAsync(address)).Content.ReadAsByteArrayAsync();

        second.Should().Equal(first);
    }

    [Theory]
    [InlineData("personal")]
    [InlineData("public")]
    public async Task Head_LikeGet_HasTheHeadersAndNoBody(string kind)
    {
        await BookAsync(FridayEvening);
        var address = await AddressAsync(kind);
        var got = await FetchAsync(address);

        var head = await FetchAsync(address, method: HttpMethod.Head);

        head.StatusCode.Should().Be(HttpStatusCode.OK);
        head.Headers.ETag.Should().Be(got.Headers.ETag);
        head.Content.Headers.ContentLength.Should().Be((await got.Content.ReadAsByteArrayAsync()).Length);
        (await head.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("image/*;q=0")]
    public async Task Fetch_WhateverAcceptSays_IsACalendar(string? accept) =>
        (await FetchAsync(await PersonalAddressAsync(), accept: accept)).Content.Headers.ContentType!.MediaType.Should().Be("text/calendar");

    [Theory]
    [InlineData("personal")]
    [InlineData("public")]
    public async Task Fetch_WithTheTagOrTheDateItGave_IsNotModified(string kind)
    {
        await BookAsync(FridayEvening);
        LetSettle();
        var address = await AddressAsync(kind);
        var first = await FetchAsync(address);
        var tag = first.Headers.ETag!.ToString();

        foreach (var again in new[]
                 {
                     await FetchAsync(address, tag: tag),
                     await FetchAsync(address, tag: $"\"other\", W/{tag}"),
                     await FetchAsync(address, tag: "*"),
                     await FetchAsync(address, since: Date(first)),
                     await FetchAsync(address, tag: tag, since: Date(first)),
                     await FetchAsync(address, tag: tag, since: "Sat, 01 Jan 2000 00:00:00 GMT"),
                     await FetchAsync(address, tag: tag, method: HttpMethod.Head),
                 })
        {
            again.StatusCode.Should().Be(HttpStatusCode.NotModified);
            again.Headers.ETag.Should().Be(first.Headers.ETag);
            (await again.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData(null, "Sat, 01 Jan 2000 00:00:00 GMT")]
    [InlineData(null, "yesterday")]
    [InlineData(null, "")]
    [InlineData(null, "Fri, 01 Jan 2100 00:00:00 GMT")]
    [InlineData("\"something else\"", null)]
    [InlineData("not a tag", null)]
    public async Task Fetch_WithAnOldOrBrokenValidator_IsTheWholeCalendar(string? tag, string? since)
    {
        await BookAsync(FridayEvening);
        LetSettle();

        (await FetchAsync(await PersonalAddressAsync(), tag, since)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("personal")]
    [InlineData("public")]
    public async Task Fetch_WithAnotherTagButTheRightDate_BelievesTheTag(string kind)
    {
        await BookAsync(FridayEvening);
        LetSettle();
        var address = await AddressAsync(kind);
        var first = await FetchAsync(address);

        (await FetchAsync(address, tag: "\"other\"", since: Date(first))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("personal")]
    [InlineData("public")]
    public async Task Fetch_ByDateAfterADeletion_ShowsIt(string kind)
    {
        await BookAsync(FridayEvening);
        var last = await BookAsync(new Interval(FridayEvening.End, FridayEvening.End + Duration.FromHours(1)));
        LetSettle();
        var address = await AddressAsync(kind);
        var before = await FetchAsync(address);

        await CancelAsync(last);
        LetSettle();
        var after = await FetchAsync(address, since: Date(before));

        after.StatusCode.Should().Be(HttpStatusCode.OK);
        after.Content.Headers.LastModified.Should().BeAfter(before.Content.Headers.LastModified!.Value);
        after.Headers.ETag.Should().NotBe(before.Headers.ETag);
    }

    [Theory]
    [InlineData("personal", 0)]
    [InlineData("public", 0)]
    [InlineData("personal", 400)]
    [InlineData("public", 400)]
    public async Task Fetch_ByDateAfterASecondChangeInTheSameSecond_ShowsIt(string kind, int millisecondsBetween)
    {
        var address = await AddressAsync(kind);
        await BookAsync(FridayEvening);
        var before = await FetchAsync(address);
        Application.Clock.AdvanceMilliseconds(millisecondsBetween);
        await BookAsync(new Interval(FridayEvening.End, FridayEvening.End + Duration.FromHours(1)));

        var atOnce = await FetchAsync(address, since: Date(before));
        LetSettle();
        var later = await FetchAsync(address, since: Date(before));

        atOnce.StatusCode.Should().Be(HttpStatusCode.OK);
        later.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    // A write is stamped when it begins and seen when it commits; a calendar may have fetched in between.
    [Fact]
    public async Task Fetch_ByDateAfterAChangeThatCommittedLate_ShowsIt()
    {
        var address = await PersonalAddressAsync();
        await BookAsync(FridayEvening);
        var stamped = Application.Clock.GetCurrentInstant();
        Application.Clock.AdvanceSeconds(3);
        var before = await FetchAsync(address);
        await BookAsync(new Interval(FridayEvening.End, FridayEvening.End + Duration.FromHours(1)));
        await QueryAsync<int>("update person set revised_at = @At returning 1", new { At = stamped + Duration.FromMilliseconds(500) });
        LetSettle();

        (await FetchAsync(address, since: Date(before))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Fetch_WithAnotherVerb_IsNotAllowed(string verb) =>
        (await FetchAsync(await PersonalAddressAsync(), method: new HttpMethod(verb))).StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);

    [Fact]
    public async Task Robots_OfTheSite_MayFetchCalendars()
    {
        var robots = await Calendar.GetStringAsync("/robots.txt");

        robots.Should().NotContain("Disallow: /calendar").And.NotContain("Disallow: /resources").And.NotContain("Disallow: /\n");
        (await FetchAsync(await PersonalAddressAsync())).Headers.GetValues("X-Robots-Tag").Should().Equal("noindex");
    }
}
