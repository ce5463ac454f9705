using Booking.Web.Mail;
using Booking.Web.Startup;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace Booking.Web.Tests.Mail;

public sealed class MailSettingsTests
{
    private static MailSettings Read(params (string Name, string? Value)[] settings) =>
        MailSettings.From(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Booking:Smtp:{setting.Name}", setting.Value)))
            .Build());

    [Fact]
    public void MailSettings_WithoutAHost_HaveNoServer() => Read().Server.Should().BeNull();

    [Theory]
    [InlineData(null, SecureSocketOptions.StartTls, 587)]
    [InlineData("StartTls", SecureSocketOptions.StartTls, 587)]
    [InlineData("SslOnConnect", SecureSocketOptions.SslOnConnect, 465)]
    public void MailSettings_WithAHost_AreEncryptedOnTheUsualPort(string? security, SecureSocketOptions expected, int port)
    {
        var server = Read(("Host", "mail.example.dk"), ("From", "booking@example.dk"), ("Security", security)).Server!;

        server.Security.Should().Be(expected);
        server.Port.Should().Be(port);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void MailSettings_InTheClearToThisMachine_AreAllowed(string host) =>
        Read(("Host", host), ("From", "booking@example.dk"), ("Security", "None")).Server!.Port.Should().Be(25);

    [Theory]
    [InlineData("Security", "None", "in the clear")]
    [InlineData("Security", "Auto", "Security is not known")]
    [InlineData("Security", "1", "Security is not known")]
    [InlineData("Port", "0", "not a port")]
    [InlineData("Port", "65536", "not a port")]
    [InlineData("Port", "smtp", "not a port")]
    [InlineData("From", "nobody", "not a mail address")]
    [InlineData("From", null, "From is not set")]
    [InlineData("User", "booking", "Only one of")]
    [InlineData("Password", "hemmelig", "Only one of")]
    [InlineData("TrustedCertificate", "/no/such/file.pem", "not there")]
    public void MailSettings_ThatMakeNoSense_SayWhichAndTheWayOut(string name, string? value, string sentence)
    {
        var read = () => Read(
        [
            ("Host", "mail.example.dk"),
            .. name == "From" ? Array.Empty<(string, string?)>() : [("From", "booking@example.dk")],
            (name, value)
        ]);

        read.Should().Throw<StartupException>().Which.Message.Should().ContainAll("Booking:Smtp:", sentence).And.NotContain("hemmelig");
    }
}
