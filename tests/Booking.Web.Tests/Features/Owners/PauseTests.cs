using System.Net;
using Booking.Testing;
using Booking.Web.Tests.Features.Api;

namespace Booking.Web.Tests.Features.Owners;

/// <summary>An owner who takes a break from all that they share.</summary>
public sealed class PauseTests : OwnerRoom
{
    [Fact]
    public async Task Pause_TakesEverythingOffTheList_LeavesWhatIsBooked_AndIsUndone()
    {
        var kitchen = await new TestResource { Owner = "skolen", Name = "Skolekøkkenet" }.InsertAsync(Application.Database.DataSource);
        await new TestResource { Owner = "klubben", Name = "Klubkøkkenet" }.InsertAsync(Application.Database.DataSource);
        var booker = await ApiClient.ForNewPersonAsync(Application);
        var body = new { resource = kitchen.Slug, start = "2026-11-27T17:00+01:00", end = "2026-11-27T21:00+01:00", people = 4 };
        var booked = await booker.BookAsync(body);
        booked.Status.Should().Be(HttpStatusCode.Created, booked.Text);

        (await Administrator.FillInAsync(School, new Dictionary<string, string?> { ["paused"] = "true" }, "#pause-form")).RedirectsTo.Should().Be($"{School}#pause");

        var stranger = Application.NewBrowser();
        (await stranger.GetAsync($"/resources/{kitchen.Slug}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await stranger.GetAsync("/resources")).Text.Should().NotContain("Skolekøkkenet").And.Contain("Klubkøkkenet");
        (await stranger.GetAsync(School)).Text.Should().Contain("Skolen holder pause");
        (await booker.BookAsync(body with { start = "2026-11-28T17:00+01:00", end = "2026-11-28T21:00+01:00" })).Status.Should().Be(HttpStatusCode.NotFound);
        ((string?)(await booker.GetAsync($"/api/v1/bookings/{booked.Json["id"]}")).Json["status"]).Should().Be("confirmed");

        await Administrator.FillInAsync(School, new Dictionary<string, string?> { ["paused"] = "false" }, "#pause-form");

        (await stranger.GetAsync($"/resources/{kitchen.Slug}")).Status.Should().Be(HttpStatusCode.OK);
        (await LogAsync()).Should().Equal("owner.paused →", "owner.resumed →");
        var log = (await Administrator.GetAsync($"{School}/log")).Text;
        log.Should().Contain("Satte alt på pause").And.Contain("Åbnede igen");
    }
}
