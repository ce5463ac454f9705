using Booking.Testing;
using Booking.Web.Http;
using Booking.Web.Mail;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime.Testing;

namespace Booking.Web.Tests.Mail;

/// <summary>An outbox on a database of its own, and what sends from it.</summary>
public sealed class MailRoom : IAsyncDisposable
{
    public const string From = "booking@aarhus.example";

    private MailRoom(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public FakeClock Clock { get; } = new(BookingApplication.Start);

    public static async Task<MailRoom> OpenAsync() => new(await TestDatabase.CreateAsync());

    public static ReminderLink ReminderLink { get; } = new(new EphemeralDataProtectionProvider(), Site());

    public static DigestLink DigestLink { get; } = new(new EphemeralDataProtectionProvider(), Site());

    public static ComposeMail Compose { get; } = new(
        new WriteMail(Site(), ReminderLink, DigestLink, new MailSettings("Booking Aarhus", From, null)), ReminderLink, new MailSettings("Booking Aarhus", From, null));

    public SendMail SendThrough(IMailTransport transport) =>
        new(Database.DataSource, transport, Compose, new StillWanted(Database.DataSource), Clock, NullLogger<SendMail>.Instance);

    public static MailSettings SettingsFor(
        SmtpTestServer server, string security = "StartTls", string? user = SmtpTestServer.User, string? password = SmtpTestServer.Password,
        bool trusted = true) =>
        MailSettings.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Booking:Smtp:Host"] = "localhost",
            ["Booking:Smtp:Port"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Booking:Smtp:Security"] = security,
            ["Booking:Smtp:User"] = user,
            ["Booking:Smtp:Password"] = password,
            ["Booking:Smtp:From"] = From,
            ["Booking:Smtp:TrustedCertificate"] = trusted ? server.CertificateFile : null,
        }).Build());

    public static SmtpTransport TransportTo(SmtpTestServer server) => new(SettingsFor(server).Server!);

    public async Task<OutboxMail> PutAsync(OutboxMail mail)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(OutboxMail.InsertSql, mail);
        return mail;
    }

    public Task<OutboxMail> PutAsync(string recipient) => PutAsync(Mails.Confirmed(recipient, Clock.GetCurrentInstant()));

    public async Task<OutboxRow> RowAsync(Guid id)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        return await connection.QuerySingleAsync<OutboxRow>(
            "select due_at, attempts, sent_at, failed_at, last_error, content from outbox where id = @id", new { id });
    }

    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private static PublicUrl Site() => new(
        new ConfigurationBuilder().AddInMemoryCollection([new(PublicUrl.Setting, BookingApplication.PublicUrl)]).Build(),
        new HostingEnvironment { EnvironmentName = Environments.Production },
        null!);

    public sealed record OutboxRow(Instant? DueAt, int Attempts, Instant? SentAt, Instant? FailedAt, string? LastError, string Content);
}
