using System.Net;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Today;

/// <summary>The caretaker's day, the sign at the door, and what whoever scans it meets.</summary>
public sealed class TodayTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private TestResource kitchen = null!;
    private TestResource elsewhere = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        kitchen = await new TestResource { Name = "Gellerup Fælleskøkken", ReleaseAfterMinutes = 20 }.InsertAsync(application.Database.DataSource);
        elsewhere = await new TestResource { Name = "En andens sal", Owner = "anden" }.InsertAsync(application.Database.DataSource);
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Today_ForACaretaker_ShowsWhoComesToTheirOwnPlacesOnly()
    {
        await BookAsync("bente@example.dk", "Bente", kitchen);
        await BookAsync("ali@example.dk", "Ali", elsewhere);
        var caretaker = await CaretakerAsync();

        var page = await caretaker.GetAsync("/today?date=2026-11-27");

        page.Text.Should().Contain("Bente").And.Contain("kl. 17.00–21.00").And.Contain("12 personer").And.Contain("Ikke tjekket ind");
        page.Text.Should().NotContain("Ali").And.NotContain("En andens sal");
        (await caretaker.GetAsync("/today")).Text.Should().Contain("Der kommer ingen");
    }

    [Fact]
    public async Task DaySheet_NamesThoseWhoCome_ByTheClock_AndWhatTheOwnerNeedsItself()
    {
        await BookAsync("bente@example.dk", "Bente", kitchen);
        await BookAsync("ali@example.dk", "Ali", elsewhere);
        var caretaker = await CaretakerAsync();
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("""
                with planned as (
                    insert into own_use (id, resource_id, title, weekdays, from_minute, until_minute, first_date, skips_closed, created_at)
                    values (gen_random_uuid(), @Id, 'Rengøring', '{5}', 480, 600, '2026-11-27', false, now()) returning id
                )
                insert into own_time (id, resource_id, own_use_id, date, title, period)
                select gen_random_uuid(), @Id, id, '2026-11-27', 'Rengøring', '[2026-11-27T07:00Z,2026-11-27T09:00Z)' from planned
                """, new { kitchen.Id });
        }

        var sheet = await caretaker.GetAsync("/today/print?date=2026-11-27");

        sheet.Document.QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))
            .Should().SatisfyRespectively(
                first => first.Should().StartWith("kl. 08.00–10.00").And.Contain("Rengøring"),
                second => second.Should().StartWith("kl. 17.00–21.00 Bente 12 personer"));
        sheet.Text.Should().NotContain("Ali").And.NotContain("@example.dk ");
        (await caretaker.GetAsync("/today?date=2026-11-27")).Document.QuerySelector("a[href='/today/print?date=2026-11-27']").Should().NotBeNull();
    }

    [Fact]
    public async Task Today_ForAResident_IsForbidden()
    {
        var resident = await application.SignInAsync("bente@example.dk");

        (await resident.GetAsync("/today")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task CheckIn_OnBehalf_IsShownAndLogged()
    {
        await BookAsync("bente@example.dk", "Bente", kitchen);
        var caretaker = await CaretakerAsync();
        application.Clock.Reset(Instant.FromUtc(2026, 11, 27, 16, 5));

        var answer = await caretaker.FillInAsync("/today");
        var page = await caretaker.FollowAsync(answer);

        page.Text.Should().Contain("Tjekket ind");
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<string>("""
            select person.email from audit join person on person.id = audit.actor_id where action = 'booking.checked-in'
            """)).Should().Be("pedel@example.dk");
    }

    [Fact]
    public async Task Door_ForACaretaker_IsASignWithTheAddressAndItsCode()
    {
        var caretaker = await CaretakerAsync();

        var page = await caretaker.GetAsync($"/resources/{kitchen.Slug}/door");

        page.Text.Should().Contain($"{BookingApplication.PublicUrl}resources/{kitchen.Slug}/check-in");
        page.Document.QuerySelector("main svg").Should().NotBeNull();
        (await caretaker.GetAsync($"/resources/{elsewhere.Slug}/door")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Scan_ByTheBooker_ChecksInWithOnePress()
    {
        var bente = await BookAsync("bente@example.dk", "Bente", kitchen);
        var scanned = $"/resources/{kitchen.Slug}/check-in";
        (await bente.GetAsync(scanned)).Text.Should().Contain("ingen booking her");
        application.Clock.Reset(Instant.FromUtc(2026, 11, 27, 15, 45));

        var page = await bente.FollowAsync(await bente.FillInAsync(scanned));

        page.Text.Should().Contain("Du er tjekket ind");
    }

    [Fact]
    public async Task Scan_ByAStranger_LeadsToSignInAndBack()
    {
        var stranger = application.NewBrowser();

        var page = await stranger.GetAsync($"/resources/{kitchen.Slug}/check-in");

        page.RedirectsTo.Should().Contain("/sign-in").And.Contain(Uri.EscapeDataString($"/resources/{kitchen.Slug}/check-in"));
    }

    private async Task<Browser> BookAsync(string email, string name, TestResource resource)
    {
        var browser = await application.SignInAsync(email);
        var booked = await browser.FillInAsync(
            $"/resources/{resource.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00",
            new Dictionary<string, string?> { ["People"] = "12", ["Name"] = name });
        booked.Status.Should().Be(HttpStatusCode.Found);
        return browser;
    }

    private async Task<Browser> CaretakerAsync()
    {
        var browser = await application.SignInAsync("pedel@example.dk");
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into owner_role (owner_id, person_id, role)
            select owner.id, person.id, 'caretaker' from owner, person where owner.slug = 'beboerhuset' and person.email = 'pedel@example.dk'
            """);
        return browser;
    }
}
