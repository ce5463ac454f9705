using System.Net;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Mail;
using Dapper;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>From a slot to a booking through the form, as a browser without scripts does it.</summary>
public sealed class BookPageTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private TestResource kitchen = null!;

    private string BookAddress => $"/resources/{kitchen.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00";

    private static Dictionary<string, string?> Twelve(params (string Field, string? Value)[] more) =>
        new(more.Select(one => KeyValuePair.Create(one.Field, one.Value))) { ["People"] = "12", ["Purpose"] = "Fællesspisning" };

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        kitchen = await new TestResource { StepMinutes = 30, MinimumMinutes = 60, MaximumMinutes = 300, ReleaseAfterMinutes = 20 }
            .InsertAsync(application.Database.DataSource);
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Book_WhenSignedIn_MakesABookingAndAnInvitation()
    {
        var browser = await application.SignInAsync("bente@example.dk");

        var answer = await browser.FillInAsync(BookAddress, Twelve(("Name", "Bente")));
        var page = await browser.FollowAsync(answer);

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Text.Should().Contain("fredag 27. november 2026 kl. 17.00–21.00").And.Contain("Bekræftet");
        (await KindsOfMailAsync("bente@example.dk")).Should().Contain(MailKind.BookingConfirmed);
        (await PersonNameAsync("bente@example.dk")).Should().Be("Bente");
    }

    [Fact]
    public async Task Book_WhenNotSignedIn_HoldsTheTimeAndTheCodeConfirmsIt()
    {
        var browser = application.NewBrowser();

        var held = await browser.FillInAsync(BookAddress, Twelve(("Name", "Bente"), ("Email", "Bente@Example.dk")));
        held.RedirectsTo.Should().Be("/sign-in/code");
        (await StatusesAsync()).Should().Equal("held");
        var code = (await browser.NewestCodeAsync("bente@example.dk")).Code;
        var page = await browser.FollowAsync(await browser.FillInAsync(
            "/sign-in/code", new Dictionary<string, string?> { ["code"] = code }, "form[action='/sign-in/code']"));

        page.Text.Should().Contain("Bekræftet");
        (await StatusesAsync()).Should().Equal("confirmed");
        (await KindsOfMailAsync("bente@example.dk")).Should().Contain(MailKind.BookingConfirmed);
    }

    [Fact]
    public async Task SignIn_ByALinkThatAsksToConfirmAHold_LeavesTheConfirmingToThePerson()
    {
        await application.NewBrowser().FillInAsync(BookAddress, Twelve(("Name", "Bente"), ("Email", "bente@example.dk")));
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        var id = await connection.QuerySingleAsync<Guid>("select id from booking");
        var bente = application.NewBrowser();

        var page = await bente.FollowAsync(await bente.SignInAsync("bente@example.dk", $"/bookings/{id}/confirm"));

        (await StatusesAsync()).Should().Equal("held");
        await bente.SubmitAsync(page, form: $"form[action='/bookings/{id}/confirm']");
        (await StatusesAsync()).Should().Equal("confirmed");
    }

    [Fact]
    public async Task Book_WhenTheHoldRanOutBeforeTheCode_SaysSoAndBooksNothing()
    {
        var browser = application.NewBrowser();
        await browser.FillInAsync(BookAddress, Twelve(("Name", "Bente"), ("Email", "bente@example.dk")));
        var code = (await browser.NewestCodeAsync("bente@example.dk")).Code;
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("update booking set hold_expires_at = @now", new { now = application.Clock.GetCurrentInstant() });
        }

        var page = await browser.FollowAsync(await browser.FillInAsync(
            "/sign-in/code", new Dictionary<string, string?> { ["code"] = code }, "form[action='/sign-in/code']"));

        page.Text.Should().Contain("Udløbet");
        (await KindsOfMailAsync("bente@example.dk")).Should().NotContain(MailKind.BookingConfirmed);
    }

    [Fact]
    public async Task Book_WhenSomeoneWasFaster_KeepsWhatWasTypedAndOffersTheNearest()
    {
        var slow = await application.SignInAsync("bente@example.dk");
        var form = await slow.GetAsync(BookAddress);
        var fast = await application.SignInAsync("ali@example.dk");
        await fast.FillInAsync(BookAddress, Twelve(("Name", "Ali")));

        var refused = await slow.SubmitAsync(form, Twelve(("Name", "Bente")));

        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.Text.Should().Contain("Nogen var hurtigere");
        refused.Document.QuerySelector("#Purpose")!.GetAttribute("value").Should().Be("Fællesspisning");
        refused.Document.QuerySelector("#People")!.GetAttribute("value").Should().Be("12");
        var offers = refused.Document.QuerySelectorAll("button[name=use]").Select(button => button.GetAttribute("value")).ToList();
        offers.Should().HaveCount(3).And.Contain("2026-11-27T13:00/2026-11-27T17:00");

        var taken = await slow.SubmitAsync(refused, new Dictionary<string, string?> { ["use"] = offers[0] });
        (await slow.FollowAsync(taken)).Text.Should().Contain("Bekræftet");
    }

    [Fact]
    public async Task Book_WhenAnotherResourceIsOffered_TakesWhatWasTypedAlong()
    {
        var other = await new TestResource { Name = "Det andet køkken" }.InsertAsync(application.Database.DataSource);
        var browser = await application.SignInAsync("bente@example.dk");
        await browser.FillInAsync(BookAddress, Twelve(("Name", "Bente")));
        var refused = await browser.FillInAsync(BookAddress, Twelve());
        refused.Document.QuerySelector("button[name=bring]")!.GetAttribute("formaction").Should().Be($"/resources/{other.Slug}/book");

        var brought = await browser.SubmitAsync(
            await browser.GetAsync($"/resources/{other.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00"), Twelve(("bring", "1")));

        brought.Status.Should().Be(HttpStatusCode.OK);
        brought.Document.QuerySelector("#Purpose")!.GetAttribute("value").Should().Be("Fællesspisning");
        (await StatusesAsync()).Should().HaveCount(1);
    }

    [Fact]
    public async Task Book_WhenTheFormIsSentTwice_MakesOneBooking()
    {
        var browser = await application.SignInAsync("bente@example.dk");
        var form = await browser.GetAsync(BookAddress);

        var first = await browser.SubmitAsync(form, Twelve(("Name", "Bente")));
        var second = await browser.SubmitAsync(form, Twelve(("Name", "Bente")));

        second.RedirectsTo.Should().Be(first.RedirectsTo);
        (await StatusesAsync()).Should().HaveCount(1);
    }

    [Fact]
    public async Task Book_WhenAStrangersFormIsSentTwice_HoldsOnceAndSendsOneCode()
    {
        var browser = application.NewBrowser();
        var form = await browser.GetAsync(BookAddress);

        await browser.SubmitAsync(form, Twelve(("Name", "Bente"), ("Email", "bente@example.dk")));
        var second = await browser.SubmitAsync(form, Twelve(("Name", "Bente"), ("Email", "bente@example.dk")));

        second.RedirectsTo.Should().Be("/sign-in/code");
        (await StatusesAsync()).Should().Equal("held");
        (await KindsOfMailAsync("bente@example.dk")).Should().Equal(MailKind.SignInCode);
    }

    [Fact]
    public async Task Book_WhenAUsedFormIsSentWithAnotherTime_IsRefusedAndWorksOnTheNextPress()
    {
        var browser = await application.SignInAsync("bente@example.dk");
        var form = await browser.GetAsync(BookAddress);
        await browser.SubmitAsync(form, Twelve(("Name", "Bente")));

        var again = await browser.SubmitAsync(form, Twelve(("Name", "Bente"), ("Date", "2026-11-28")));
        again.Status.Should().Be(HttpStatusCode.Conflict);
        var pressed = await browser.SubmitAsync(again);

        pressed.Status.Should().Be(HttpStatusCode.Found);
        (await StatusesAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Book_WhenAStrangerGoesBackAndChoosesAnotherTime_HoldsThatInstead()
    {
        var browser = application.NewBrowser();
        var form = await browser.GetAsync(BookAddress);
        await browser.SubmitAsync(form, Twelve(("Name", "Bente"), ("Email", "bente@example.dk")));

        var again = await browser.SubmitAsync(form, Twelve(("Name", "Bente"), ("Email", "bente@example.dk"), ("From", "18:00")));
        again.Status.Should().Be(HttpStatusCode.Conflict);
        var pressed = await browser.SubmitAsync(again, new Dictionary<string, string?> { ["From"] = "18:00" });

        pressed.RedirectsTo.Should().Be("/sign-in/code");
        (await StatusesAsync()).Should().Equal("cancelled", "held");
    }

    [Fact]
    public async Task Book_WhenAStrangersHoldHasRunOut_HoldsAgainAtTheNextPress()
    {
        var browser = application.NewBrowser();
        var form = await browser.GetAsync(BookAddress);
        await browser.SubmitAsync(form, Twelve(("Name", "Bente"), ("Email", "bente@example.dk")));
        application.Clock.Advance(HoldForStranger.Lifetime);

        var again = await browser.SubmitAsync(form, Twelve(("Name", "Bente"), ("Email", "bente@example.dk")));
        var pressed = await browser.SubmitAsync(again);

        pressed.RedirectsTo.Should().Be("/sign-in/code");
        (await StatusesAsync()).Should().Equal("cancelled", "held");
    }

    [Fact]
    public async Task Book_InSomeoneElsesName_DoesNotNameThem()
    {
        await application.NewBrowser().FillInAsync(BookAddress, Twelve(("Name", "Nogen grov"), ("Email", "bente@example.dk")));

        await application.SignInAsync("bente@example.dk");

        (await PersonNameAsync("bente@example.dk")).Should().BeEmpty();
    }

    [Fact]
    public async Task Book_WithANewCodeForTheSameHold_KeepsTheName()
    {
        await application.SignInAsync("bente@example.dk");
        var browser = application.NewBrowser();
        await browser.FillInAsync(BookAddress, Twelve(("Name", "Bente"), ("Email", "bente@example.dk")));
        await browser.FillInAsync("/sign-in/code", null, "form[action='/sign-in']");
        var code = (await browser.NewestCodeAsync("bente@example.dk")).Code;

        var page = await browser.FollowAsync(await browser.FillInAsync(
            "/sign-in/code", new Dictionary<string, string?> { ["code"] = code }, "form[action='/sign-in/code']"));

        page.Text.Should().Contain("Bekræftet");
        (await PersonNameAsync("bente@example.dk")).Should().Be("Bente");
    }

    [Theory]
    [InlineData("bente@ærø.dk", HttpStatusCode.Found)]
    [InlineData("İnci@example.dk", HttpStatusCode.BadRequest)]
    [InlineData("\"bente\"@example.dk", HttpStatusCode.BadRequest)]
    public async Task Book_WithAnUnusualAddress_ReadsItAsSigningInDoes(string email, HttpStatusCode status)
    {
        var browser = application.NewBrowser();

        var held = await browser.FillInAsync(BookAddress, Twelve(("Name", "Bente"), ("Email", email)));

        held.Status.Should().Be(status);
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        (await connection.QueryAsync<string>("select p.email from person p join sign_in_code c on c.email = p.email"))
            .Should().HaveCount(status == HttpStatusCode.Found ? 1 : 0);
    }

    [Fact]
    public async Task Book_WhenAlternativesAreOffered_LeavesTheEnterKeyToTheFormItself()
    {
        var browser = await application.SignInAsync("bente@example.dk");

        var refused = await browser.FillInAsync(BookAddress, Twelve(("Name", "Bente"), ("Date", "2026-11-25"), ("From", "17:00")));

        refused.Document.QuerySelectorAll("button[name=use]").Should().NotBeEmpty();
        refused.Document.QuerySelector(".book-form button[type=submit]")!.HasAttribute("name").Should().BeFalse();
    }

    public static TheoryData<string, string?, string> Slips => new()
    {
        { "Date", "", "Vælg en dag" },
        { "Date", "i morgen", "Vælg en dag" },
        { "Date", "9999-12-31", "Vælg en dag" },
        { "From", "25:99", "timer og minutter" },
        { "From", "", "timer og minutter" },
        { "To", null, "timer og minutter" },
        { "People", "", "som et tal" },
        { "People", "-3", "som et tal" },
        { "People", "mange", "som et tal" },
        { "People", "99999999999999999999", "som et tal" },
        { "Name", "", "Skriv dit navn" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public async Task Book_WithASlip_SaysWhatToDoAndKeepsTheRest(string field, string? value, string says)
    {
        var browser = await application.SignInAsync("bente@example.dk");

        var answer = await browser.FillInAsync(BookAddress, new Dictionary<string, string?>(Twelve(("Name", "Bente"))) { [field] = value });

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Document.QuerySelector("[role=alert]")!.TextContent.Should().Contain(says);
        answer.Document.QuerySelector("#Purpose")!.GetAttribute("value").Should().Be("Fællesspisning");
        (await StatusesAsync()).Should().BeEmpty();
    }

    public static TheoryData<string, string, string, string> Refusals => new()
    {
        { "2026-11-25", "18:00", "20:00", "InThePast" },
        { "2028-11-27", "17:00", "21:00", "TooFarAhead" },
        { "2026-11-27", "17:10", "21:00", "OffGrid" },
        { "2026-11-27", "10:00", "20:00", "TooLong" },
        { "2026-11-27", "17:00", "17:30", "TooShort" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Book_AgainstARule_IsRefusedWithAWayOn(string date, string from, string to, string rule)
    {
        var browser = await application.SignInAsync("bente@example.dk");

        var answer = await browser.FillInAsync(BookAddress, Twelve(("Name", "Bente"), ("Date", date), ("From", from), ("To", to)));

        answer.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        var alert = answer.Document.QuerySelector("[role=alert]")!;
        alert.QuerySelectorAll("ul:first-of-type > li").Select(one => one.GetAttribute("data-refusal")).Should().Contain(rule);
        alert.QuerySelectorAll("button[name=use], a[href^=mailto]").Should().NotBeEmpty();
    }

    [Fact]
    public async Task Book_AtATimeTheSpringChangeSkips_ExplainsIt()
    {
        var browser = await application.SignInAsync("bente@example.dk");

        var answer = await browser.FillInAsync(
            BookAddress, Twelve(("Name", "Bente"), ("Date", "2027-03-28"), ("From", "02:30"), ("To", "05:00")));

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Text.Should().Contain("sommertid");
    }

    [Fact]
    public async Task Book_UntilAfterMidnight_EndsTheNextDay()
    {
        var browser = await application.SignInAsync("bente@example.dk");

        await browser.FillInAsync(BookAddress, Twelve(("Name", "Bente"), ("From", "23:00"), ("To", "01:00")));

        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        var booked = await connection.QuerySingleAsync<BookingRecord>(BookingRecord.SelectSql);
        booked.Period.Should().Be(new Interval(Instant.FromUtc(2026, 11, 27, 22, 0), Instant.FromUtc(2026, 11, 28, 0, 0)));
    }

    [Theory]
    [InlineData("?start=i-morgen&end=x", HttpStatusCode.BadRequest)]
    [InlineData("?start=2026-11-27T21:00&end=2026-11-27T17:00", HttpStatusCode.BadRequest)]
    [InlineData("?start=2026-11-27T17:00", HttpStatusCode.BadRequest)]
    [InlineData("?start=2027-03-28T02:30&end=2027-03-28T04:00", HttpStatusCode.BadRequest)]
    [InlineData("?start=0001-01-01T00:00&end=9999-12-31T23:59", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task BookForm_WithAnyAddress_ShowsTheForm(string query, HttpStatusCode status)
    {
        var page = await application.NewBrowser().GetAsync($"/resources/{kitchen.Slug}/book{query}");

        page.Status.Should().Be(status);
        page.Document.QuerySelector("#Date").Should().NotBeNull();
    }

    private async Task<List<string>> StatusesAsync()
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<string>("select status from booking order by id")).AsList();
    }

    private async Task<List<string>> KindsOfMailAsync(string recipient)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<string>("select kind from outbox where recipient = @recipient order by id", new { recipient })).AsList();
    }

    private async Task<string?> PersonNameAsync(string email)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string>("select name from person where email = @email", new { email });
    }
}
