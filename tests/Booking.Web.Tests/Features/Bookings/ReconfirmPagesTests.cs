using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Jobs;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>"Kommer du stadig?" on the pages of the one who booked.</summary>
public sealed class ReconfirmPagesTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private Browser browser = null!;
    private string address = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        var house = await new TestResource { Name = "Fælleshuset", Rules = [new Reconfirmation(2880, 1440)] }.InsertAsync(application.Database.DataSource);
        browser = await application.SignInAsync("bente@example.dk");
        var booked = await browser.FillInAsync(
            $"/resources/{house.Slug}/book?start=2026-12-04T17:00&end=2026-12-04T21:00", new Dictionary<string, string?> { ["People"] = "4", ["Name"] = "Bente" });
        address = booked.RedirectsTo ?? throw new InvalidOperationException(booked.Text);
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    private async Task RunAtAsync(int day, int hour)
    {
        application.Clock.Reset(Instant.FromUtc(2026, 12, day, hour - 1, 0));
        await application.Services.GetRequiredService<AskToReconfirmJob>().RunAsync(default);
        await application.Services.GetRequiredService<ReleaseUnansweredJob>().RunAsync(default);
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "update outbox set sent_at = @now, due_at = null where due_at is not null", new { now = application.Clock.GetCurrentInstant() });
    }

    [Fact]
    public async Task BeforeTheQuestion_ThePageSaysWhenItComes()
    {
        var page = await browser.GetAsync(address);

        page.Text.Should().Contain("Vi spørger dig onsdag 2. december kl. 17.00. Svar senest torsdag 3. december kl. 17.00");
        page.Document.QuerySelector("#reconfirm").Should().BeNull();
    }

    [Fact]
    public async Task WhenAsked_ListAndPageSayByWhen_AndLookingChangesNothing()
    {
        await RunAtAsync(2, 17);

        (await browser.GetAsync("/bookings")).Text.Should().Contain("Svar senest");
        var page = await browser.GetAsync(address);
        page.Document.QuerySelector("#reconfirm h2")!.TextContent.Should().Be("Kommer du stadig?");
        page.Document.QuerySelector("#reconfirm")!.TextContent.Should().Contain("Svar senest torsdag 3. december kl. 17.00.");
        page.Document.QuerySelector($"#reconfirm a[href='{address}/cancel']").Should().NotBeNull();
        (await CountAsync("select count(*) from booking where reconfirmed_at is not null")).Should().Be(0);
    }

    [Fact]
    public async Task Yes_IsSaidOnce_AndStandsOnThePage()
    {
        await RunAtAsync(2, 17);
        var form = await browser.GetAsync(address);
        var pressed = $"form[action='{address}/reconfirm']";

        var page = await browser.FollowAsync(await browser.FillInAsync(address, form: pressed));
        (await browser.SubmitAsync(form, form: pressed)).Status.Should().Be(HttpStatusCode.Redirect, "pressed twice it is as if pressed once");

        page.Text.Should().Contain("Du har sagt, at du kommer.");
        page.Document.QuerySelector("#reconfirm").Should().BeNull();
        (await browser.GetAsync("/bookings")).Text.Should().NotContain("Svar senest");
    }

    [Fact]
    public async Task WhenNobodyAnswered_ThePageSaysWhy_AndALateYesShowsAWayOn()
    {
        await RunAtAsync(2, 17);
        var form = await browser.GetAsync(address);
        await RunAtAsync(2, 21);
        await RunAtAsync(3, 17);

        var late = await browser.SubmitAsync(form, form: $"form[action='{address}/reconfirm']");

        late.Status.Should().Be(HttpStatusCode.Conflict);
        late.Text.Should().Contain("Dit svar kom for sent").And.Contain("Derfor gav vi tiden videre").And.NotContain("tjekkede ind");
        late.Document.QuerySelector("main a.button[href^='/resources/']").Should().NotBeNull();
        (await application.Services.GetRequiredService<ReleaseBooking>().HandleAsync(Guid.Parse(address.Split('/')[^1]), default)).Should().BeFalse();
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
