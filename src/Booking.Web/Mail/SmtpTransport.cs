using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Booking.Web.Mail;

/// <summary>Sends through a mail server (RFC 5321).</summary>
public sealed class SmtpTransport(SmtpServer server) : IMailTransport
{
    public IMailConnection Open() => new SmtpConnection(server);
}

/// <summary>
/// A conversation with the server. It survives a refused mail; a server that hangs up is called again for the next one.
/// </summary>
public sealed partial class SmtpConnection(SmtpServer server) : IMailConnection
{
    // A server that is silent this long has gone. The lease on a batch is far longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SmtpClient client = new()
    {
        Timeout = (int)Patience.TotalMilliseconds,
        ServerCertificateValidationCallback = server.TrustedCertificate is { } file ? Trusting(file) : null,
        CheckCertificateRevocation = server.TrustedCertificate is null,
    };

    public async Task<Delivery> SendAsync(MimeMessage message, CancellationToken cancellation)
    {
        if (!client.IsConnected && await ConnectAsync(cancellation) is { } unreachable)
        {
            return unreachable;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await client.SendAsync(message, patience.Token);
            return new Delivery.Accepted();
        }
        catch (SmtpCommandException refusal)
        {
            if (refusal.StatusCode == SmtpStatusCode.ServiceNotAvailable)
            {
                await HangUpAsync();
            }

            return Judge(refusal);
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new Delivery.Unreachable("the server asks for a sign-in that is not configured");
        }
        catch (Exception exception) when (IsBrokenConversation(exception, cancellation))
        {
            // Whether the server took the mail before it hung up cannot be known; its Message-ID stays, so a second is the same mail.
            await HangUpAsync();
            return new Delivery.Delayed($"the connection broke ({exception.GetType().Name})");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client.IsConnected)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await client.DisconnectAsync(quit: true, patience.Token);
            }
            catch (Exception exception) when (IsBrokenConversation(exception, CancellationToken.None))
            {
                // All mail has been answered for by now; a farewell that fails changes nothing.
            }
        }
        client.Dispose();
    }

    private async Task<Delivery?> ConnectAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await client.ConnectAsync(server.Host, server.Port, server.Security, patience.Token);
            if (server.Credential is { } credential)
            {
                await client.AuthenticateAsync(credential, patience.Token);
            }

            return null;
        }
        catch (SmtpCommandException refusal)
        {
            await HangUpAsync();
            return new Delivery.Unreachable($"the server does not let us in ({Codes(refusal)})");
        }
        catch (Exception exception) when (exception is AuthenticationException or NotSupportedException or SslHandshakeException
            || IsBrokenConversation(exception, cancellation))
        {
            await HangUpAsync();
            return new Delivery.Unreachable($"no conversation with the server ({exception.GetType().Name})");
        }
    }

    private static Delivery Judge(SmtpCommandException refusal)
    {
        var code = (int)refusal.StatusCode;
        var reason = $"the server answered {Codes(refusal)}";
        return code switch
        {
            // Not about this mail but about how we sign in, which is put right in the configuration.
            530 or 534 or 535 or 538 => new Delivery.Unreachable(reason),
            >= 500 => new Delivery.Refused(reason),
            _ => new Delivery.Delayed(reason),
        };
    }

    /// <summary>The status code, and the enhanced one (RFC 3463) when the answer begins with it: all of it that is never personal.</summary>
    private static string Codes(SmtpCommandException refusal)
    {
        var enhanced = EnhancedCode().Match(refusal.Message);
        return enhanced.Success ? $"{(int)refusal.StatusCode} {enhanced.Value}" : $"{(int)refusal.StatusCode}";
    }

    private async Task HangUpAsync()
    {
        if (client.IsConnected)
        {
            await client.DisconnectAsync(quit: false, CancellationToken.None);
        }
    }

    private static bool IsBrokenConversation(Exception exception, CancellationToken cancellation) =>
        exception is SmtpProtocolException or ServiceNotConnectedException or IOException or SocketException or TimeoutException
        || (exception is OperationCanceledException && !cancellation.IsCancellationRequested);

    private static RemoteCertificateValidationCallback Trusting(string file) => (_, certificate, chain, errors) =>
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }
        // A certificate for another name is wrong whoever signed it.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null || chain is null)
        {
            return false;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        own.ChainPolicy.ExtraStore.AddRange(chain.ChainElements.Select(element => element.Certificate).ToArray());
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return own.Build(new X509Certificate2(certificate));
    };

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex EnhancedCode();
}
