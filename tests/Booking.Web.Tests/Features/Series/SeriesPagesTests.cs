using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Series;

public sealed class SeriesPagesTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private Browser anna = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        anna = await application.SignInAsync("anna@example.dk");
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Series_IsSeenThenBooked_ThenChangedFromOneDateOn_ThenCalledOff()
    {
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        var form = $"/resources/{kitchen.Slug}/series?start=2026-12-01T19:00&end=2026-12-01T21:00&people=4";
        var unclear = await anna.FillInAsync(form, With(("Count", "mange"), ("Name", "Anna"), ("act", "look")));
        unclear.Status.Should().Be(HttpStatusCode.BadRequest);
        unclear.Document.QuerySelector("#Count")!.GetAttribute("value").Should().Be("mange");

        var dates = await anna.SubmitAsync(unclear, With(("Count", "4"), ("Name", "Anna"), ("act", "look")));
        dates.Text.Should().Contain("4 af 4 datoer er ledige");
        var booked = await anna.FollowAsync(await anna.SubmitAsync(dates, With(("act", "book"))));
        booked.Document.QuerySelectorAll(".series-dates a").Should().HaveCount(4);

        var second = await anna.GetAsync(booked.Document.QuerySelectorAll(".series-dates a")[1].GetAttribute("href")!);
        second.Text.Should().Contain("Nr. 2 af 4");
        var edit = await anna.GetAsync(second.Document.QuerySelector("a[href*='/edit?']")!.GetAttribute("href")!);
        var seen = await anna.SubmitAsync(edit, With(("From", "18:00"), ("act", "look")));
        seen.Text.Should().Contain("tirsdag 8. december 2026 kl. 18.00–21.00").And.NotContain("1. december 2026 kl. 18.00");
        var changed = await anna.FollowAsync(await anna.SubmitAsync(seen, With(("act", "save"))));
        changed.Document.QuerySelectorAll(".series-dates a").Select(date => date.TextContent.Trim()).Should().Equal(
            "tirsdag 1. december 2026 kl. 19.00–21.00", "tirsdag 8. december 2026 kl. 18.00–21.00",
            "tirsdag 15. december 2026 kl. 18.00–21.00", "tirsdag 22. december 2026 kl. 18.00–21.00");

        var third = await anna.GetAsync(changed.Document.QuerySelectorAll(".series-dates a")[2].GetAttribute("href")!);
        var off = await anna.FillInAsync(third.Document.QuerySelector("a[href*='/cancel?since']")!.GetAttribute("href")!);
        var left = await anna.FollowAsync(off);
        left.Text.Should().Contain("2 af 4 datoer er booket");
    }

    [Fact]
    public async Task Series_IsRenewed_AfterItsNextDatesWereSeen()
    {
        var kitchen = await new TestResource { Rules = [new RenewalPriority(14)] }.InsertAsync(application.Database.DataSource);
        var dates = await anna.FillInAsync(
            $"/resources/{kitchen.Slug}/series?start=2026-12-01T19:00&end=2026-12-01T21:00&people=4", With(("Count", "4"), ("Name", "Anna"), ("act", "look")));
        var series = await anna.FollowAsync(await anna.SubmitAsync(dates, With(("act", "book"))));
        series.Text.Should().Contain("Den sidste dato er tirsdag 22. december 2026.")
            .And.Contain("Vi holder tiden efter den for jer til og med tirsdag 8. december 2026.");

        var renew = await anna.GetAsync(series.Document.QuerySelector("a[href$='/renew']")!.GetAttribute("href")!);
        renew.Text.Should().Contain("4 af 4 datoer er ledige").And.Contain("tirsdag 29. december 2026 kl. 19.00–21.00");
        var unclear = await anna.SubmitAsync(renew, With(("Count", "nogle"), ("act", "look")));
        unclear.Status.Should().Be(HttpStatusCode.BadRequest);
        unclear.Document.QuerySelector("#Count")!.GetAttribute("value").Should().Be("nogle");
        var changed = await anna.SubmitAsync(renew, With(("Count", "2"), ("act", "book")));
        changed.Status.Should().Be(HttpStatusCode.Conflict, "other dates than those that were seen");

        var renewed = await anna.FollowAsync(await anna.SubmitAsync(changed, With(("act", "book"))));
        renewed.Text.Should().Contain("6 af 6 datoer er booket");
        (await (await application.SignInAsync("bo@example.dk")).GetAsync(renew.Response.RequestMessage!.RequestUri!.PathAndQuery)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private static Dictionary<string, string?> With(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, string? (field) => field.Value);
}
