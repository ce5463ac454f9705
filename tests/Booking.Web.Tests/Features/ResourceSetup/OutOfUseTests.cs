using System.Net;
using Booking.Testing;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Booking.Web.Tests.Features.ResourceSetup;

/// <summary>Taken out of use, for a while and for good: who is told, what, and what stays.</summary>
public sealed class OutOfUseTests : IAsyncLifetime
{
    private SetupRoom room = null!;
    private Browser anna = null!;
    private string slug = null!;

    public async Task InitializeAsync()
    {
        room = await SetupRoom.OpenAsync();
        slug = await room.PublishedAsync();
        anna = await room.Application.SignInAsync("anna@example.dk");
        await room.ExecuteAsync("delete from rule");
        await BookAsync("2026-12-01T10:00", "2026-12-01T12:00");
        await BookAsync("2026-12-03T10:00", "2026-12-03T12:00");
    }

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task ForAWhile_ListsWhatItHits_ThenTellsEachWhyAndWhatElse_AndCloses()
    {
        var confirm = await AskAsync("while", "2026-12-01", "2026-12-02");
        confirm.Document.QuerySelectorAll("#hit li").Should().HaveCount(1);
        (await StatusesAsync()).Should().Be("confirmed confirmed", "nothing has happened yet");

        var done = await room.Secretary.SubmitAsync(confirm);
        done.RedirectsTo.Should().Be($"/setup/{slug}?said=out");
        await room.Secretary.SubmitAsync(confirm);

        (await StatusesAsync()).Should().Be("cancelled confirmed");
        (await room.ValueAsync<long>("select count(*) from rule where kind = 'ClosedDates'")).Should().Be(1, "the same form sent twice is one");
        (await room.ValueAsync<long>("select count(*) from outbox where kind = @Kind", new { Kind = MailKind.BookingCancelled })).Should().Be(1);
        var mail = MailJson.Read<BookingMail>(await room.ValueAsync<string>("select content from outbox where kind = @Kind", new { Kind = MailKind.BookingCancelled }));
        mail.Reason.Should().Be("Ovnen er i stykker.");
        mail.Offers.Should().NotBeEmpty().And.OnlyContain(offer => offer.Start < Instant.FromUtc(2026, 11, 30, 23, 0) || offer.Start >= Instant.FromUtc(2026, 12, 2, 23, 0) || offer.ResourceSlug != slug);
        var written = room.Application.Services.GetRequiredService<WriteMail>().About(mail, MailKind.BookingCancelled, "da");
        written.Parts.OfType<Link>().Should().Contain(link => link.Text.StartsWith("Book ", StringComparison.Ordinal));
        (await anna.GetAsync($"/resources/{slug}/week/2026-W49")).Text.Should().Contain("Ovnen er i stykker");
        (await room.ValueAsync<long>("select count(*) from audit where action = 'resource.taken-out-of-use' and owner_id is not null")).Should().Be(1);
    }

    [Fact]
    public async Task ForGood_EndsItOnThatDay_KeepsTheHistory_AndCancelsWhatComesAfter()
    {
        await room.Secretary.SubmitAsync(await AskAsync("good", "2026-12-02", ""));

        (await StatusesAsync()).Should().Be("confirmed cancelled");
        (await anna.GetAsync($"/resources/{slug}")).Status.Should().Be(HttpStatusCode.OK);
        room.Application.Clock.AdvanceDays(8);
        (await anna.GetAsync($"/resources/{slug}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await anna.GetAsync("/bookings")).Status.Should().Be(HttpStatusCode.OK);
        (await room.Secretary.GetAsync("/setup")).Text.Should().Contain("Perioden er slut");
    }

    [Fact]
    public async Task WhatACrashLeft_IsFinishedByTheJob_OnceEach()
    {
        // Decided, and nothing more.
        await room.ExecuteAsync(
            """
            insert into withdrawal (id, resource_id, period, reason, hit, made_by, made_at)
            select gen_random_uuid(), r.id, tstzrange('2026-11-30', null), 'Huset rives ned.', 2, p.id, @Now
            from resource r, person p where r.slug = @slug and p.email = 'sekretaer@example.dk'
            """,
            new { slug, Now = BookingApplication.Start });
        (await room.Secretary.GetAsync($"/setup/{slug}")).Text.Should().Contain("0 af 2 har fået besked");

        for (var run = 0; run < 3; run++)
        {
            await room.Application.Services.GetRequiredService<CancelForWithdrawalJob>().RunAsync(CancellationToken.None);
            room.Application.Clock.AdvanceMinutes(2);
        }

        (await StatusesAsync()).Should().Be("cancelled cancelled");
        (await room.ValueAsync<long>("select count(*) from outbox where kind = @Kind", new { Kind = MailKind.BookingCancelled })).Should().Be(2);
        (await room.ValueAsync<bool>("select finished_at is not null from withdrawal")).Should().BeTrue();
        (await room.ValueAsync<long>("select count(*) from audit where action = 'booking.cancelled'")).Should().Be(2);
    }

    [Theory]
    [InlineData("", "2026-12-01", "2026-12-02", "grund", "#how-while")]
    [InlineData("while", "2026-11-24", "2026-12-02", "grund", "#outFrom")]
    [InlineData("while", "2026-12-03", "2026-12-02", "grund", "#outUntil")]
    [InlineData("while", "2026-12-01", "", "grund", "#outUntil")]
    [InlineData("good", "2026-12-01", "", " ", "#reason")]
    public async Task OutOfUse_WithSomethingMissing_SaysWhat(string how, string from, string until, string reason, string problem)
    {
        var page = await AskAsync(how, from, until, reason);

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelectorAll("#problems a").Select(link => link.GetAttribute("href")).Should().Equal(problem);
        (await StatusesAsync()).Should().Be("confirmed confirmed");
    }

    private Task<Page> AskAsync(string how, string from, string until, string reason = "Ovnen er i stykker.") => room.Secretary.FillInAsync(
        $"/setup/{slug}/out-of-use",
        new Dictionary<string, string?> { ["how"] = how, ["from"] = from, ["until"] = until, ["reason"] = reason });

    private Task<string> StatusesAsync() => room.ValueAsync<string>("select string_agg(status, ' ' order by period) from booking");

    private Task BookAsync(string start, string end) => room.ExecuteAsync(
        """
        with made as (
            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash, created_at, confirmed_at)
            select gen_random_uuid(), @start, r.id, p.id, tstzrange((@start || '+01')::timestamptz, (@end || '+01')::timestamptz), 2, '', 'confirmed', @start, '', @Now, @Now
            from resource r, person p where r.slug = @slug and p.email = 'anna@example.dk'
            returning id, resource_id, period
        )
        insert into occupancy (unit_id, period, kind, booking_id)
        select u.unit_id, period, 'booking', made.id from made join resource_unit u using (resource_id)
        """,
        new { slug, start, end, Now = BookingApplication.Start });
}
