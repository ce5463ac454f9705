using System.Globalization;
using System.Net;
using Booking.Web.Startup;
using MailKit.Security;
using MimeKit;

namespace Booking.Web.Mail;

/// <summary>Whom mail comes from, and the server it leaves through; without a server it is written to files.</summary>
public sealed record MailSettings(string FromName, string FromAddress, SmtpServer? Server)
{
    public const string Section = "Booking:Smtp";

    private const string DefaultName = "Booking Aarhus";

    /// <exception cref="StartupException">A setting is missing or makes no sense; the sentence says which.</exception>
    public static MailSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var name = section["FromName"] is { Length: > 0 } given ? given : DefaultName;
        if (string.IsNullOrWhiteSpace(section["Host"]))
        {
            return new MailSettings(name, Address(section["From"] ?? "booking@booking.aarhus.example"), null);
        }

        return new MailSettings(
            name,
            Address(section["From"] ?? throw new StartupException(
                $"{Section}:From is not set: set it to the address mail comes from, one that {section["Host"]} may send for.")),
            SmtpServer.From(section));
    }

    private static string Address(string address) =>
        MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address.Contains('@', StringComparison.Ordinal)
            ? mailbox.Address
            : throw new StartupException($"{Section}:From is not a mail address: write it as booking@example.dk.");
}

/// <param name="Security">Stated, never left to what the server happens to offer: that could be nothing.</param>
/// <param name="Credential">Null when the server asks for no sign-in.</param>
/// <param name="TrustedCertificate">A file (PEM) with the certificate of an authority of one's own; null to trust the system's.</param>
public sealed record SmtpServer(
    string Host, int Port, SecureSocketOptions Security, NetworkCredential? Credential, string? TrustedCertificate)
{
    public static SmtpServer From(IConfigurationSection section)
    {
        var host = section["Host"]!.Trim();
        var security = section["Security"] switch
        {
            null or "" or "StartTls" => SecureSocketOptions.StartTls,
            "SslOnConnect" => SecureSocketOptions.SslOnConnect,
            "None" => SecureSocketOptions.None,
            _ => throw new StartupException($"{section.Path}:Security is not known: set it to StartTls, SslOnConnect or None."),
        };
        // Mail holds sign-in codes, and signing in to the server sends its password.
        if (security == SecureSocketOptions.None && !IsThisMachine(host))
        {
            throw new StartupException(
                $"{section.Path}:Security is None, which would send codes and passwords in the clear to {host}: set it to StartTls or SslOnConnect.");
        }

        var (user, password) = (section["User"] ?? "", section["Password"] ?? "");
        if (user.Length > 0 != password.Length > 0)
        {
            throw new StartupException($"Only one of {section.Path}:User and {section.Path}:Password is set: set both, or neither.");
        }

        var credential = user.Length > 0 ? new NetworkCredential(user, password) : null;
        var certificate = section["TrustedCertificate"] is { Length: > 0 } path ? path : null;
        if (certificate is not null && !File.Exists(certificate))
        {
            throw new StartupException($"{section.Path}:TrustedCertificate names a file that is not there: {certificate}.");
        }

        return new SmtpServer(host, PortIn(section, security), security, credential, certificate);
    }

    private static int PortIn(IConfigurationSection section, SecureSocketOptions security)
    {
        if (string.IsNullOrEmpty(section["Port"]))
        {
            return security switch { SecureSocketOptions.StartTls => 587, SecureSocketOptions.SslOnConnect => 465, _ => 25 };
        }

        return int.TryParse(section["Port"], CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw new StartupException($"{section.Path}:Port is not a port: set it to a number from 1 to 65535, for example 587.");
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
