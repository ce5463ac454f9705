using System.Net;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.CalendarFeeds;

namespace Booking.Web.Tests.Features.ReminderChoice;

public sealed class TurnOffRemindersTests : FeedTests
{
    private Task<bool> WantedAsync() => QueryAsync<bool>("select reminders from person where id = @Id", new { Anna.Id });

    private async Task<string> LinkAsync() => Service<ReminderLink>().ToTurnOff(await BookAsync(FridayEvening)).PathAndQuery;

    [Fact]
    public async Task TurnOff_ByLookingAtTheLink_ChangesNothing()
    {
        var link = await LinkAsync();

        (await Application.NewBrowser().GetAsync(link)).Status.Should().Be(HttpStatusCode.OK);
        (await FetchAsync(link, method: HttpMethod.Head)).StatusCode.Should().Be(HttpStatusCode.OK);

        (await WantedAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task TurnOff_WithTheButton_StopsRemindersWithoutSigningIn()
    {
        var browser = Application.NewBrowser();

        var done = await browser.FillInAsync(await LinkAsync());

        done.Heading.Should().Be("Du får ikke flere påmindelser");
        (await WantedAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task TurnOff_ByTheMailProgram_NeedsNoForm()
    {
        using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);

        var answer = await Calendar.PostAsync(await LinkAsync(), click);

        answer.StatusCode.Should().Be(HttpStatusCode.OK, "a mail program follows no redirect (RFC 8058)");
        (await WantedAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task TurnOff_WithAnAlteredToken_IsNotFound()
    {
        var link = await LinkAsync();
        var altered = link[..^3] + (link[^3] == 'A' ? "BBB" : "AAA");

        (await FetchAsync(altered)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await Calendar.PostAsync(altered, null)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await FetchAsync("/reminders/off/x")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await WantedAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task TurnOn_InTheProfile_BringsRemindersBack()
    {
        var browser = await Application.SignInAsync(Anna.Email);
        await Calendar.PostAsync(await LinkAsync(), null);
        var page = await browser.GetAsync("/profile");
        page.Document.QuerySelector("#reminders")!.HasAttribute("checked").Should().BeFalse();

        await browser.SubmitAsync(page, new Dictionary<string, string?> { ["reminders"] = "true" }, "#about-form");

        (await WantedAsync()).Should().BeTrue();
        await browser.SubmitAsync(await browser.GetAsync("/profile"), new Dictionary<string, string?> { ["reminders"] = null }, "#about-form");
        (await WantedAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task TurnOff_OnAnotherServer_WorksToo()
    {
        var link = await LinkAsync();
        await using var other = Application.AnotherNode();

        (await other.CreateClient().PostAsync(link, null)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task TurnOff_Once_KeepsLaterRemindersAway()
    {
        await Calendar.PostAsync(await LinkAsync(), null);
        var id = await QueryAsync<Guid>("select id from booking");
        Application.Clock.Reset(FridayEvening.Start - Duration.FromHours(24));

        (await Service<SendReminder>().HandleAsync(id, default)).Should().BeFalse();
        (await QueryAsync<long>("select count(*) from outbox where kind like 'reminder%'")).Should().Be(0);
    }
}
