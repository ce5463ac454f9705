using System.Net;
using Booking.Testing;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Startup;
using Booking.Web.Tests.Mail;
using Dapper;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Jobs;

/// <summary>Hangfire itself, running the schedules on a database.</summary>
public sealed class JobsTests : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("booking-jobs-").FullName;
    private BookingApplication application = null!;

    public async Task InitializeAsync() => application = await BookingApplication.CreateAsync(new Dictionary<string, string?>
    {
        [JobsFeature.EnabledSetting] = "true",
        [DataFolder.Setting] = data,
    });

    public async Task DisposeAsync()
    {
        await application.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Jobs_WhenTheApplicationRuns_SendMailWithinSeconds()
    {
        using var client = application.CreateClient();
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(OutboxMail.InsertSql, Mails.Confirmed("anna@example.dk", BookingApplication.Start));
        }

        await UntilAsync(async () => await SentAsync() > 0);

        (await SentAsync()).Should().Be(1);
        Directory.GetFiles(Path.Combine(data, "mail")).Should().ContainSingle();
    }

    [Fact]
    public void Jobs_Registered_HaveAZoneAndTheirSchedules()
    {
        using var client = application.CreateClient();
        var storage = application.Services.GetRequiredService<JobStorage>();
        using var connection = storage.GetConnection();

        RecurringJobs.Register(storage);
        var jobs = connection.GetRecurringJobs();

        jobs.Select(job => (job.Id, job.Cron)).Should().BeEquivalentTo(
        [
            ("send-mail", "*/5 * * * * *"), ("remind", "* * * * *"), ("release", "* * * * *"), ("expire-holds", "* * * * *"),
            ("ask-to-reconfirm", "* * * * *"), ("release-unanswered", "* * * * *"), ("follow-unused", "*/15 * * * *"), ("follow-ends", "0 * * * *"), ("send-free-now", "0,15,30 8 * * *"), ("cancel-for-withdrawal", "* * * * *"),
            ("remind-owners", "* * * * *"), ("remind-of-challenges", "0 * * * *"), ("extend-own-use", "0 * * * *"),
            ("read-calendars", "*/15 * * * *"), ("ask-about-own-use", "*/15 * * * *"), ("release-own-use", "* * * * *"), ("offer-freed-time", "* * * * *"), ("ask-locks", "* * * * *"), ("remind-of-ending-codes", "0 * * * *"), ("forget-pictures", "0 * * * *"), ("tidy-up", "30 3 * * *"),
        ]);
        jobs.Should().OnlyContain(job => job.TimeZoneId == "Europe/Copenhagen" && job.LoadException == null);
    }

    [Fact]
    public void Jobs_OfAnEarlierVersion_AreForgotten()
    {
        using var client = application.CreateClient();
        var storage = application.Services.GetRequiredService<JobStorage>();
        new RecurringJobManager(storage).AddOrUpdate("gone", () => Console.WriteLine(), Cron.Never());

        RecurringJobs.Register(storage);

        using var connection = storage.GetConnection();
        connection.GetRecurringJobs().Select(job => job.Id).Should().NotContain("gone");
    }

    [Fact]
    public async Task Dashboard_ForAnAdministrator_IsShown()
    {
        await application.SignInAsync("admin@example.dk");
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("update person set is_administrator = true where email = 'admin@example.dk'");
        }

        var browser = await application.SignInAsync("admin@example.dk");

        var page = await browser.GetAsync("/admin/jobs");

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Document.Title.Should().Contain("Booking");
    }

    [Fact]
    public async Task AdminPage_WhenJobsHaveRun_SaysOfEachInWordsWhenAndHowLong()
    {
        await application.SignInAsync("admin@example.dk");
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("update person set is_administrator = true where email = 'admin@example.dk'");
        var browser = await application.SignInAsync("admin@example.dk");
        RecurringJobs.Register(application.Services.GetRequiredService<JobStorage>());
        await UntilAsync(async () => await connection.ExecuteScalarAsync<bool>(
            "select exists (select from hangfire.job j join hangfire.state s on s.id = j.stateid where s.data ? 'PerformanceDuration')"));

        var page = await browser.GetAsync("/admin");

        var rows = page.Document.QuerySelectorAll("#jobs-heading ~ table tbody tr");
        rows.Should().HaveCountGreaterThan(15);
        rows.Select(row => row.QuerySelector("th")!.TextContent).Should().Contain("Sender mail").And.NotContain(name => name.StartsWith("Job_"));
        rows.Single(row => row.TextContent.Contains("Sender mail")).TextContent.Should().MatchRegex("[0-9]+ (ms|s)");
        page.Text.Should().NotContain("Job er gået i stå");
    }

    [Theory]
    [InlineData(-4, HttpStatusCode.OK)]
    [InlineData(-6, HttpStatusCode.ServiceUnavailable)]
    public async Task Ready_WithAScheduleThatShouldHaveRun_IsRedAfterFiveMinutes(int minutes, HttpStatusCode status)
    {
        using var client = application.CreateClient();
        RecurringJobs.Register(application.Services.GetRequiredService<JobStorage>());
        (await client.GetAsync("/health/ready")).StatusCode.Should().Be(HttpStatusCode.OK);
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();

        // One that the running server does not know: it would make up for its own at once.
        await connection.ExecuteAsync(
            "insert into hangfire.hash (key, field, value) select 'recurring-job:stuck', field, value from (values ('Cron', '* * * * *'), "
            + "('NextExecution', (1000 * extract(epoch from now() + make_interval(mins => @minutes)))::bigint::text)) v (field, value)",
            new { minutes });

        (await client.GetAsync("/health/ready")).StatusCode.Should().Be(status);
    }

    [Theory]
    [InlineData("/admin/jobs")]
    [InlineData("/admin/jobs/recurring")]
    [InlineData("/admin/jobs/recurring/trigger")]
    public async Task Dashboard_ForAnybodyElse_IsClosed(string address)
    {
        var resident = await application.SignInAsync("anna@example.dk");
        var stranger = application.NewBrowser();

        ((int)(await resident.GetAsync(address)).Status).Should().BeOneOf(403, 404);
        (await resident.Http.PostAsync(address, null)).StatusCode.Should().BeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        (await stranger.GetAsync(address)).Status.Should().NotBe(HttpStatusCode.OK);
    }

    private static async Task UntilAsync(Func<Task<bool>> happened)
    {
        for (var patience = 0; patience < 300 && !await happened(); patience++)
        {
            await Task.Delay(100);
        }
    }

    private async Task<long> SentAsync()
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("select count(*) from outbox where sent_at is not null and kind = 'booking-confirmed'");
    }
}
