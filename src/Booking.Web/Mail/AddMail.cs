namespace Booking.Web.Mail;

public static class MailFeature
{
    /// <summary>From the outbox to the reader.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services) => services
        .AddSingleton(provider => MailSettings.From(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<MailFolder>()
        .AddSingleton<IMailTransport>(provider => provider.GetRequiredService<MailSettings>().Server is { } server
            ? new SmtpTransport(server)
            : provider.GetRequiredService<MailFolder>())
        .AddSingleton<ReminderLink>()
        .AddSingleton<DigestLink>()
        .AddSingleton<WriteMail>()
        .AddSingleton<ComposeMail>()
        .AddSingleton<StillWanted>()
        .AddSingleton<SendMail>();

    /// <summary>What is wrong in the settings is said at the start, not at the first mail.</summary>
    public static void UseMail(this WebApplication app) => app.Services.GetRequiredService<ComposeMail>();
}
