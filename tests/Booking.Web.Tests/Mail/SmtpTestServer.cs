using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;

namespace Booking.Web.Tests.Mail;

public enum ServerSecurity
{
    /// <summary>Offers STARTTLS and takes no mail without it.</summary>
    StartTls,
    SslOnConnect,
    /// <summary>Speaks in the clear and knows no STARTTLS.</summary>
    None,
}

/// <summary>What the server does with a mail.</summary>
public abstract record Reaction
{
    public sealed record Accept : Reaction;

    /// <summary>At RCPT TO; 421 is followed by hanging up, as the standard has it.</summary>
    public sealed record Refuse(int Code, string Text) : Reaction;

    /// <summary>At the end of DATA.</summary>
    public sealed record RefuseContent(int Code, string Text) : Reaction;

    public sealed record HangUpBeforeAcceptance : Reaction;

    /// <summary>Keeps the mail and never says so.</summary>
    public sealed record HangUpAfterAcceptance : Reaction;
}

/// <summary>A mail server on a loopback socket that can be told to fail (RFC 5321, 3207, 4954).</summary>
public sealed class SmtpTestServer : IAsyncDisposable
{
    public const string User = "booking", Password = "hemmelig kode æøå";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly X509Certificate2 certificate;
    private readonly ServerSecurity security;
    private readonly bool asksForSignIn;
    private readonly Task accepting;
    private readonly ConcurrentQueue<MimeMessage> received = [];
    private readonly ConcurrentQueue<string> commands = [];
    private int connections;

    public SmtpTestServer(ServerSecurity security = ServerSecurity.StartTls, bool asksForSignIn = true, string name = "localhost")
    {
        this.security = security;
        this.asksForSignIn = asksForSignIn;
        certificate = SelfSigned(name);
        CertificateFile = Path.GetTempFileName();
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>What happens to a mail for that recipient; the number counts its attempts from 1.</summary>
    public Func<string, int, Reaction> React { get; set; } = (_, _) => new Reaction.Accept();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string CertificateFile { get; }

    /// <summary>In the order of their arrival.</summary>
    public IReadOnlyCollection<MimeMessage> Received => received;

    public IReadOnlyCollection<string> Commands => commands;

    public int Connections => connections;

    private readonly ConcurrentDictionary<string, int> attempts = new();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        certificate.Dispose();
        File.Delete(CertificateFile);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> conversations = [];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                conversations.Add(ConverseAsync(client));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                break;
            }
        }
        await Task.WhenAll(conversations);
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (security == ServerSecurity.SslOnConnect)
                {
                    stream = await EncryptAsync(stream);
                }

                await new Conversation(this, stream).RunAsync();
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The other side hung up, distrusts the certificate, or the test is over.
            }
        }
    }

    private async Task<SslStream> EncryptAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop.Token);
        return encrypted;
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private sealed class Conversation(SmtpTestServer server, Stream first)
    {
        private Stream stream = first;
        private bool encrypted = server.security == ServerSecurity.SslOnConnect;
        private bool signedIn = !server.asksForSignIn;
        private Reaction reaction = new Reaction.Accept();

        public async Task RunAsync()
        {
            await SayAsync("220 test server");
            while (await ReadLineAsync() is { } line)
            {
                server.commands.Enqueue(line.Split(' ')[0].ToUpperInvariant());
                if (!await AnswerAsync(line))
                {
                    return;
                }
            }
        }

        /// <summary>Answers false to hang up.</summary>
        private async Task<bool> AnswerAsync(string line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    var offers = new List<string> { "test server", "8BITMIME", "ENHANCEDSTATUSCODES" };
                    if (server.security == ServerSecurity.StartTls && !encrypted)
                    {
                        offers.Add("STARTTLS");
                    }
                    else if (server.asksForSignIn)
                    {
                        offers.Add("AUTH PLAIN");
                    }

                    for (var i = 0; i < offers.Count; i++)
                    {
                        await SayAsync($"250{(i == offers.Count - 1 ? ' ' : '-')}{offers[i]}");
                    }

                    return true;
                case "STARTTLS":
                    await SayAsync("220 go ahead");
                    stream = await server.EncryptAsync(stream);
                    encrypted = true;
                    return true;
                case "AUTH":
                    var words = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Split('\0');
                    signedIn = words[1] == User && words[2] == Password;
                    await SayAsync(signedIn ? "235 2.7.0 welcome" : "535 5.7.8 who are you");
                    return true;
                case "MAIL":
                    if (!signedIn || (server.security == ServerSecurity.StartTls && !encrypted))
                    {
                        await SayAsync("530 5.7.0 sign in first");
                    }
                    else
                    {
                        await SayAsync("250 2.1.0 ok");
                    }

                    return true;
                case "RCPT":
                    var recipient = line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
                    reaction = server.React(recipient, server.attempts.AddOrUpdate(recipient, 1, (_, count) => count + 1));
                    if (reaction is Reaction.Refuse refuse)
                    {
                        await SayAsync($"{refuse.Code} {refuse.Text}");
                        return refuse.Code != 421;
                    }
                    await SayAsync("250 2.1.5 ok");
                    return true;
                case "DATA":
                    await SayAsync("354 go on");
                    return await TakeAsync();
                case "QUIT":
                    await SayAsync("221 2.0.0 bye");
                    return false;
                default:
                    await SayAsync("250 2.0.0 ok");
                    return true;
            }
        }

        private async Task<bool> TakeAsync()
        {
            using var data = new MemoryStream();
            while (await ReadLineAsync() is { } line)
            {
                if (line != ".")
                {
                    data.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
                    continue;
                }
                if (reaction is Reaction.HangUpBeforeAcceptance)
                {
                    return false;
                }

                if (reaction is Reaction.RefuseContent refuse)
                {
                    await SayAsync($"{refuse.Code} {refuse.Text}");
                    return refuse.Code != 421;
                }
                data.Position = 0;
                server.received.Enqueue(await MimeMessage.LoadAsync(data));
                if (reaction is Reaction.HangUpAfterAcceptance)
                {
                    return false;
                }

                await SayAsync("250 2.0.0 taken");
                return true;
            }
            return false;
        }

        private async Task SayAsync(string line)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), server.stop.Token);
            await stream.FlushAsync(server.stop.Token);
        }

        // Octet by octet: what follows STARTTLS must be left to the encryption.
        private async Task<string?> ReadLineAsync()
        {
            var octets = new List<byte>();
            var one = new byte[1];
            while (await stream.ReadAsync(one, server.stop.Token) == 1)
            {
                if (one[0] == '\n')
                {
                    return Encoding.Latin1.GetString([.. octets]).TrimEnd('\r');
                }

                octets.Add(one[0]);
            }
            return null;
        }
    }
}
