using System.Net;
using Booking.Testing;
using Booking.Web.Features.Profile;
using Booking.Web.Features.ListingReports;
using Booking.Web.Jobs;
using Booking.Web.Tests.Features.ResourceSetup;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.ListingReports;

/// <summary>Neighbours say that something should not be on the list, the municipality answers, and the owner answers back.</summary>
public sealed class ListingReportTests : IAsyncLifetime
{
    private SetupRoom room = null!;
    private Browser bente = null!;
    private Browser moderator = null!;
    private string slug = null!;

    public async Task InitializeAsync()
    {
        room = await SetupRoom.OpenAsync();
        slug = await room.PublishedAsync();
        bente = await room.Application.SignInAsync("bente@example.dk");
        moderator = await room.Application.SignInAsync("raadhuset@example.dk");
        await room.ExecuteAsync("update person set is_administrator = true where email = 'raadhuset@example.dk'; update person set name = 'Bente Bager' where email = 'bente@example.dk'");
    }

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task Report_IsAnsweredByTheMunicipality_AndTheOwnerAnswersBackOnce()
    {
        (await bente.GetAsync($"/resources/{slug}")).Document.QuerySelector($"a[href='/resources/{slug}/report']").Should().NotBeNull();
        await ReportAsync(bente, "unsafe", "Gassen lugter.");
        await ReportAsync(await room.Application.SignInAsync("ali@example.dk"), "untrue");
        (await bente.GetAsync($"/resources/{slug}/report")).Text.Should().Contain("Tak, vi ser på det");

        var queue = await moderator.GetAsync("/reports");
        queue.Text.Should().Contain("2 har meldt det");
        (await moderator.GetAsync("/admin")).Text.Should().Contain("1 sag venter på svar.");
        (await MailsAsync("report-opened")).Should().Be("raadhuset@example.dk", "one case, one mail");
        var address = queue.Document.QuerySelector("main .booking-name")!.GetAttribute("href")!;
        var (first, second) = (await moderator.GetAsync(address), await moderator.GetAsync(address));
        first.Text.Should().ContainAll("Gassen lugter.", "Det er farligt eller ulovligt").And.NotContain("Bente").And.NotContain("bente@");

        (await moderator.SubmitAsync(first, Acting("take-off", " "), "#answer")).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await moderator.SubmitAsync(first, Acting("uphold", "Nej."), "#answer")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await moderator.SubmitAsync(first, Acting("take-off", "Komfuret skal efterses."), "#answer")).RedirectsTo.Should().Be(address);
        var late = await moderator.SubmitAsync(second, Acting("keep", "Det er fint."), "#answer");
        late.Status.Should().Be(HttpStatusCode.Conflict);
        late.Text.Should().ContainAll("Nogen kom dig i forkøbet", "Taget af listen", "Komfuret skal efterses.");

        (await bente.GetAsync($"/resources/{slug}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await MailsAsync("listing-taken-off")).Should().Be("sekretaer@example.dk");
        (await MailsAsync("report-taken-off")).Should().Be("ali@example.dk bente@example.dk");
        (await room.ValueAsync<string>("select content::text from outbox where kind = 'listing-taken-off'"))
            .Should().ContainAll("Komfuret skal efterses.", "unsafe").And.NotContain("Bente").And.NotContain("Gassen");
        (await room.ValueAsync<string>("select string_agg(action, ' ' order by id) from audit where action like 'listing.%' and owner_id is not null"))
            .Should().Be("listing.off", "the owner's log says nothing of who reported it");

        (await room.Secretary.GetAsync($"/setup/{slug}")).Document.QuerySelector("#taken-off a")!.GetAttribute("href").Should().Be($"/setup/{slug}/taken-off");
        (await room.Secretary.FillInAsync($"/setup/{slug}/publish")).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await room.ValueAsync<bool>("select published from resource where slug = @slug", new { slug })).Should().BeFalse();
        (await room.Secretary.GetAsync($"/setup/{slug}/taken-off")).Text.Should().Contain("Komfuret skal efterses.");
        var objecting = await room.Secretary.GetAsync($"/setup/{slug}/taken-off");
        await room.Secretary.SubmitAsync(objecting, Words("Det er efterset i dag."), "#object");
        await room.Secretary.SubmitAsync(objecting, Words("Og igen."), "#object");
        var again = await moderator.GetAsync(address);
        again.Text.Should().Contain("Det er efterset i dag.").And.NotContain("Og igen.");
        await moderator.SubmitAsync(again, Acting("restore", "Tak."), "#answer");

        (await MailsAsync("listing-restored")).Should().Be("sekretaer@example.dk");
        (await MailsAsync("report-restored")).Should().Be("ali@example.dk bente@example.dk");
        (await room.Secretary.FillInAsync($"/setup/{slug}/publish")).RedirectsTo.Should().Be($"/setup/{slug}?said=published");
        await ReportAsync(bente, "other", "Nu mangler der gryder.");
        (await room.ValueAsync<long>("select count(*) from listing_case")).Should().Be(2, "what was answered is not opened by another report");
    }

    [Fact]
    public async Task Report_WithoutAReason_OrTooMuch_IsNotSent()
    {
        (await bente.FillInAsync($"/resources/{slug}/report", Words("Hm"))).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await bente.FillInAsync($"/resources/{slug}/report", Saying("other", ""))).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await bente.FillInAsync($"/resources/{slug}/report", Saying("unsafe", new string('x', 1001)))).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await room.ValueAsync<long>("select count(*) from listing_case")).Should().Be(0);

        await room.ExecuteAsync("""
            with made as (
                insert into listing_case (id, resource_id, status, opened_at, answered_at)
                select gen_random_uuid(), r.id, 'kept', @Now, @Now from resource r, generate_series(1, 5) where r.slug = @slug
                returning id
            )
            insert into listing_report (id, case_id, reporter_id, reason, reported_at)
            select gen_random_uuid(), made.id, p.id, 'unsafe', @Now from made, person p where p.email = 'bente@example.dk'
            """, new { slug, Now = BookingApplication.Start });
        (await bente.FillInAsync($"/resources/{slug}/report", Saying("unsafe", ""))).Status.Should().Be(HttpStatusCode.TooManyRequests);
        room.Application.Clock.Advance(Duration.FromDays(1));
        await ReportAsync(bente, "unsafe");
    }

    [Fact]
    public async Task Report_GoesAlongInTheData_LosesItsWordsWithThePerson_AndIsDeletedAYearAfterTheAnswer()
    {
        await ReportAsync(bente, "unsafe", "Gassen lugter.");
        (await bente.Http.GetStringAsync(new Uri("/profile/data", UriKind.Relative))).Should().Contain("Gassen lugter.");
        var address = (await moderator.GetAsync("/reports")).Document.QuerySelector("main .booking-name")!.GetAttribute("href")!;
        await moderator.SubmitAsync(await moderator.GetAsync(address), Acting("take-off", "Det er farligt."), "#answer");
        (await bente.Http.GetStringAsync(new Uri("/profile/data", UriKind.Relative))).Should().Contain("Det er farligt.");

        await room.Application.Services.GetRequiredService<DeletePerson>()
            .HandleAsync(await room.ValueAsync<Guid>("select id from person where email = 'bente@example.dk'"));
        (await room.ValueAsync<bool>("select reporter_id is null and words = '' from listing_report")).Should().BeTrue();

        var tidy = new TidyUpJob(room.Application.Database.DataSource, room.Application.Clock);
        room.Application.Clock.Advance(Duration.FromDays(365));
        await tidy.RunAsync(default);
        (await room.ValueAsync<long>("select count(*) from listing_report")).Should().Be(1);
        room.Application.Clock.Advance(Duration.FromSeconds(1));
        await tidy.RunAsync(default);
        (await room.ValueAsync<long>("select count(*) from listing_report")).Should().Be(0);
        (await room.ValueAsync<string>("select status from listing_case")).Should().Be(ListingCaseStatus.Off, "the municipality can still let it back");
    }

    private async Task ReportAsync(Browser browser, string reason, string words = "") =>
        (await browser.FillInAsync($"/resources/{slug}/report", Saying(reason, words))).RedirectsTo.Should().Be($"/resources/{slug}/report");

    private Task<string> MailsAsync(string kind) =>
        room.ValueAsync<string>("select string_agg(recipient, ' ' order by recipient) from outbox where kind = @kind", new { kind });

    private static Dictionary<string, string?> Saying(string reason, string words) => new() { ["reason"] = reason, ["words"] = words };

    private static Dictionary<string, string?> Words(string words) => new() { ["words"] = words };

    private static Dictionary<string, string?> Acting(string act, string reason) => new() { ["act"] = act, ["reason"] = reason };
}
