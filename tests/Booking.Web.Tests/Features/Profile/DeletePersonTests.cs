using System.Net;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Profile;

public sealed class DeletePersonTests : IAsyncLifetime
{
    private BookingApplication application = null!;

    public async Task InitializeAsync() => application = await BookingApplication.CreateAsync();

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Delete_WithComingAndPastBookings_FreesTheComingAndKeepsThePastNameless()
    {
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        var browser = await application.SignInAsync("bente@example.dk");
        foreach (var date in new[] { "2026-11-26", "2026-11-30" })
        {
            (await browser.FillInAsync(
                $"/resources/{kitchen.Slug}/book?start={date}T17:00&end={date}T18:00",
                new Dictionary<string, string?> { ["People"] = "2", ["Name"] = "Bente", ["Purpose"] = "Noget privat" })).Status.Should().Be(HttpStatusCode.Found);
        }

        application.Clock.Advance(Duration.FromDays(2));

        var answer = await browser.FillInAsync("/profile/delete");

        answer.RedirectsTo.Should().Be("/");
        (await browser.GetAsync("/bookings")).Status.Should().Be(HttpStatusCode.Found);
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        (await connection.QueryAsync<string>("select status from booking order by lower(period)")).Should().Equal("confirmed", "cancelled");
        (await connection.QueryAsync<string>("select distinct purpose from booking where person_id is null")).Should().Equal("");
        (await connection.ExecuteScalarAsync<int>("select count(*)::int from occupancy where lower(period) > @now", new { now = application.Clock.GetCurrentInstant() }))
            .Should().Be(0);
        foreach (var table in new[] { "person where email", "outbox where recipient", "sign_in_code where email" })
        {
            (await connection.ExecuteScalarAsync<int>($"select count(*)::int from {table} = 'bente@example.dk'")).Should().Be(0, table);
        }
    }

    [Fact]
    public async Task Delete_WithTimeHeldForThem_LetsItGo()
    {
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        var browser = await application.SignInAsync("bente@example.dk");
        (await application.NewBrowser().FillInAsync(
            $"/resources/{kitchen.Slug}/book?start=2026-11-26T17:00&end=2026-11-26T18:00",
            new Dictionary<string, string?> { ["People"] = "2", ["Name"] = "Bente", ["Email"] = "bente@example.dk" }))
            .RedirectsTo.Should().Be("/sign-in/code");

        var answer = await browser.FillInAsync("/profile/delete").WaitAsync(TimeSpan.FromSeconds(60));

        answer.RedirectsTo.Should().Be("/");
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<int>("select count(*)::int from occupancy")).Should().Be(0);
    }

    [Fact]
    public async Task Delete_LeavesTheCaretakersDayAndTheFeedWorking()
    {
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        var browser = await application.SignInAsync("bente@example.dk");
        await browser.FillInAsync(
            $"/resources/{kitchen.Slug}/book?start=2026-11-25T20:00&end=2026-11-25T23:00",
            new Dictionary<string, string?> { ["People"] = "2", ["Name"] = "Bente" });
        application.Clock.Reset(Instant.FromUtc(2026, 11, 25, 22, 30));
        await browser.FillInAsync("/profile/delete");
        var caretaker = await application.SignInAsync("pedel@example.dk");
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("insert into owner_role (owner_id, person_id, role) select owner.id, person.id, 'caretaker' from owner, person");
        }

        (await caretaker.GetAsync("/today?date=2026-11-25")).Status.Should().Be(HttpStatusCode.OK);
        (await caretaker.GetAsync($"/resources/{kitchen.Slug}/calendar.ics")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Delete_WithChallengesOfRules_LeavesWhatWasSaidWithoutTheirName()
    {
        await new TestResource().InsertAsync(application.Database.DataSource);
        var browser = await application.SignInAsync("bente@example.dk");
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into challenge (id, rule_id, person_id, prevents, better, signed, created_at, answer_due_at, hidden_at, hidden_reason)
            select gen_random_uuid(), rule.id, person.id, said, 'Bedre.', true, @now, @now + interval '14 days', hidden, case when hidden is not null then 'Grim.' end
            from (select id from rule limit 1) rule, person, (values ('Åben.', null), ('Skjult.', @now)) as given (said, hidden);
            insert into challenge_support (challenge_id, person_id) select challenge.id, person.id from challenge, person
            """, new { now = BookingApplication.Start });
        var export = await browser.Http.GetStringAsync(new Uri("/profile/data", UriKind.Relative));
        export.Should().Contain("\"challenges\"").And.Contain("Åben.").And.Contain("Skjult.").And.Contain("\"supportedChallenges\"");

        (await browser.FillInAsync("/profile/delete")).RedirectsTo.Should().Be("/");

        (await connection.QueryAsync<string>("select prevents from challenge where person_id is null and not signed order by prevents")).Should().Equal("", "Åben.");
        (await connection.ExecuteScalarAsync<int>("select count(*)::int from challenge_support")).Should().Be(0);
    }
}
