using System.Net;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Mail;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>One's own bookings: seeing, changing, cancelling and checking in to them on their pages.</summary>
public sealed class BookingPagesTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private TestResource kitchen = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        kitchen = await new TestResource { Name = "Gellerup Fælleskøkken", MaximumMinutes = 300, ReleaseAfterMinutes = 20 }
            .InsertAsync(application.Database.DataSource);
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task MyBookings_WithoutAny_SaysWhatToDo()
    {
        var browser = await application.SignInAsync("bente@example.dk");

        var page = await browser.GetAsync("/bookings");

        page.Document.QuerySelector("main a[href='/resources']").Should().NotBeNull();
    }

    [Fact]
    public async Task MyBookings_WithSome_ShowsComingAndPast()
    {
        var (browser, address) = await BookAsync("bente@example.dk");
        (await browser.GetAsync("/bookings")).Text.Should().Contain("Gellerup Fælleskøkken").And.Contain("Bekræftet");

        application.Clock.Advance(Duration.FromDays(5));

        var page = await browser.GetAsync("/bookings");
        page.Document.QuerySelector("#past-heading").Should().NotBeNull();
        page.Text.Should().Contain("Afholdt");
        (await browser.GetAsync(address)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task OthersBooking_OnEveryPage_IsNotFound()
    {
        var (_, address) = await BookAsync("bente@example.dk");
        var stranger = await application.SignInAsync("ali@example.dk");

        foreach (var page in new[] { "", "/cancel", "/change", "/confirm", "/calendar.ics" })
        {
            (await stranger.GetAsync(address + page)).Status.Should().Be(HttpStatusCode.NotFound, page);
        }

        var form = await stranger.GetAsync("/profile");
        foreach (var act in new[] { "/cancel", "/change", "/confirm", "/check-in", "/reconfirm", "/give-back", "/check-out" })
        {
            var token = form.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
            (await stranger.Http.PostAsync(new Uri(address + act, UriKind.Relative), content)).StatusCode
                .Should().Be(HttpStatusCode.NotFound, act);
        }
    }

    [Fact]
    public async Task Cancel_WhenConfirmed_FreesTheTimeAndTellsTheCalendar()
    {
        var (browser, address) = await BookAsync("bente@example.dk");

        var page = await browser.FollowAsync(await browser.FillInAsync(address + "/cancel"));

        page.Text.Should().Contain("Aflyst");
        (await CountAsync("select count(*) from occupancy")).Should().Be(0);
        (await CountAsync("select count(*) from outbox where kind = @kind", new { kind = MailKind.BookingCancelled })).Should().Be(1);
        // Cancelled blocks nothing: the person may book the same time again.
        (await BookAsync("bente@example.dk")).Address.Should().NotBe(address);
    }

    [Fact]
    public async Task Cancel_WhenPressedTwice_ChangesNothingTheSecondTime()
    {
        var (browser, address) = await BookAsync("bente@example.dk");
        var form = await browser.GetAsync(address + "/cancel");
        await browser.SubmitAsync(form);

        var again = await browser.SubmitAsync(form);

        again.Status.Should().Be(HttpStatusCode.Conflict);
        (await CountAsync("select count(*) from outbox where kind = @kind", new { kind = MailKind.BookingCancelled })).Should().Be(1);
    }

    [Fact]
    public async Task Change_ToAFreeTime_KeepsTheReferenceAndSendsTheNewTime()
    {
        var (browser, address) = await BookAsync("bente@example.dk");
        var reference = (await browser.GetAsync(address)).Document.QuerySelector("dd strong")!.TextContent;

        var page = await browser.FollowAsync(await browser.FillInAsync(
            address + "/change", new Dictionary<string, string?> { ["From"] = "18:00", ["To"] = "22:00", ["People"] = "8" }));

        page.Text.Should().Contain("kl. 18.00–22.00").And.Contain(reference);
        (await CountAsync("select sequence from booking")).Should().Be(1);
        (await CountAsync("select count(*) from outbox where kind = @kind", new { kind = MailKind.BookingMoved })).Should().Be(1);
    }

    [Fact]
    public async Task GiveBack_ShowsWhatBecomesOfIt_ThenDoesIt_AndKeepsWhatWasTypedWhenItCannot()
    {
        var (browser, address) = await BookAsync("bente@example.dk");
        var times = new Dictionary<string, string?> { ["How"] = "middle", ["From"] = "16:30", ["To"] = "20:00" };

        var refused = await browser.FillInAsync(address + "/give-back", times);
        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("#From")!.GetAttribute("value").Should().Be("16:30");
        refused.Document.QuerySelector("#how-middle")!.HasAttribute("checked").Should().BeTrue();
        (await browser.FillInAsync(address + "/give-back", new Dictionary<string, string?>(times) { ["To"] = "nine" })).Status.Should().Be(HttpStatusCode.BadRequest);

        var sure = await browser.FillInAsync(address + "/give-back", new Dictionary<string, string?>(times) { ["From"] = "18:00" });
        sure.Text.Should().ContainAll("kl. 17.00–18.00", "kl. 20.00–21.00", "kl. 18.00–20.00");
        (await CountAsync("select count(*) from booking")).Should().Be(1, "nothing is done before it has been shown");

        (await browser.FollowAsync(await browser.SubmitAsync(sure))).Text.Should().Contain("kl. 17.00–18.00");
        (await browser.FollowAsync(await browser.SubmitAsync(sure))).Text.Should().Contain("kl. 17.00–18.00", "sent twice is done once");
        (await CountAsync("select count(*) from booking where status = 'confirmed'")).Should().Be(2);
        (await CountAsync("select count(*) from outbox where kind = any(@kinds)", new { kinds = new[] { MailKind.BookingShortened, MailKind.BookingSplit } })).Should().Be(2);
    }

    [Fact]
    public async Task Change_ToATimeThatIsTaken_IsRefusedWithAlternativesAndKeepsTheOldTime()
    {
        var (browser, address) = await BookAsync("bente@example.dk");
        await BookAsync("ali@example.dk", "2026-11-28");

        var page = await browser.FillInAsync(address + "/change", new Dictionary<string, string?> { ["Date"] = "2026-11-28" });

        page.Status.Should().Be(HttpStatusCode.Conflict);
        page.Document.QuerySelectorAll("button[name=use]").Should().NotBeEmpty();
        (await browser.GetAsync(address)).Text.Should().Contain("27. november");
    }

    [Fact]
    public async Task CheckIn_FromHalfAnHourBefore_IsOfferedAndKeepsTheTime()
    {
        var (browser, address) = await BookAsync("bente@example.dk");
        (await browser.GetAsync(address)).Document.QuerySelector($"form[action='{address}/check-in']").Should().BeNull();

        application.Clock.Reset(Instant.FromUtc(2026, 11, 27, 15, 30));
        var page = await browser.FollowAsync(await browser.FillInAsync(address, form: $"form[action='{address}/check-in']"));

        page.Text.Should().Contain("Tjekket ind");
        application.Clock.Reset(Instant.FromUtc(2026, 11, 27, 16, 21));
        var release = application.Services.GetRequiredService<ReleaseBooking>();
        (await release.HandleAsync(Guid.Parse(address.Split('/')[^1]), default)).Should().BeFalse();
    }

    [Fact]
    public async Task Booking_NotCheckedInInTime_SaysThatItWasGivenAway()
    {
        var (browser, address) = await BookAsync("bente@example.dk");
        application.Clock.Reset(Instant.FromUtc(2026, 11, 27, 16, 20));

        (await application.Services.GetRequiredService<ReleaseBooking>().HandleAsync(Guid.Parse(address.Split('/')[^1]), default))
            .Should().BeTrue();

        (await browser.GetAsync(address)).Text.Should().Contain("Givet videre").And.Contain("Ingen tjekkede ind i tide");
        (await CountAsync("select count(*) from occupancy")).Should().Be(0);
    }

    [Fact]
    public async Task Cancel_ByACaretaker_NeedsAReasonThatThePersonReads()
    {
        var (owner, address) = await BookAsync("bente@example.dk");
        var caretaker = await application.SignInAsync("pedel@example.dk");
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("""
                insert into owner_role (owner_id, person_id, role)
                select owner.id, person.id, 'caretaker' from owner, person where person.email = 'pedel@example.dk'
                """);
        }

        var refused = await caretaker.FillInAsync(address + "/cancel");
        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        await caretaker.SubmitAsync(refused, new Dictionary<string, string?> { ["reason"] = "Vandskade i køkkenet" });

        (await owner.GetAsync(address)).Text.Should().Contain("Aflyst").And.Contain("Vandskade i køkkenet");
        (await CountAsync("select count(*) from outbox where content ->> 'reason' = 'Vandskade i køkkenet' and recipient = 'bente@example.dk'"))
            .Should().Be(1);
    }

    private async Task<(Browser Browser, string Address)> BookAsync(string email, string date = "2026-11-27")
    {
        var browser = await application.SignInAsync(email);
        var booked = await browser.FillInAsync(
            $"/resources/{kitchen.Slug}/book?start={date}T17:00&end={date}T21:00",
            new Dictionary<string, string?> { ["People"] = "12", ["Name"] = "Navn" });
        return (browser, booked.RedirectsTo ?? throw new InvalidOperationException(booked.Text));
    }

    private async Task<long> CountAsync(string sql, object? values = null)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql, values);
    }
}
