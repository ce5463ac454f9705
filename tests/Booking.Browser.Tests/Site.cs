using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Booking.Testing;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime.Testing;

namespace Booking.Browser.Tests;

/// <summary>
/// The application as it is deployed: on Kestrel, over https, on a database of its own with the demo data in it. The clock
/// stands at Wednesday evening, seven o'clock, and moves when the test moves it.
/// </summary>
public sealed class Site : IAsyncDisposable
{
    private static readonly X509Certificate2 Certificate = CertificateForLocalhost();

    private readonly BookingApplication application;
    private readonly IBrowser browser;
    private readonly string dataFolder;
    private readonly bool jobs;
    private readonly List<Visitor> visitors = [];

    private Site(BookingApplication application, IBrowser browser, Uri address, string dataFolder, bool jobs)
    {
        this.application = application;
        this.browser = browser;
        this.dataFolder = dataFolder;
        this.jobs = jobs;
        Address = address;
        Mail = new Mailbox(Path.Combine(dataFolder, "mail"));
    }

    public Uri Address { get; }

    public Mailbox Mail { get; }

    public FakeClock Clock => application.Clock;

    public TestDatabase Database => application.Database;

    public IServiceProvider Services => application.Services;

    /// <summary>
    /// A story from beginning to end. When something in it fails, each visitor's screen is kept in TestResults; when nothing
    /// does, the browsers must have had nothing to complain of either.
    /// </summary>
    /// <param name="jobs">Whether Hangfire runs, and does by its schedules what is due; else the story asks for it.</param>
    public static async Task TellAsync(Func<Site, Task> story, bool jobs = false, [CallerMemberName] string name = "")
    {
        await using var site = await OpenAsync(jobs);
        try
        {
            await story(site);
            if (site.visitors.Any(visitor => visitor.Complaints.Count > 0))
            {
                throw new InvalidOperationException("The story came to its end, but not all was right on the way.");
            }
        }
        catch (Exception exception) when (exception is not SkipException)
        {
            throw new StoryFailedException(exception, site.visitors.SelectMany(visitor => visitor.Complaints), await site.KeepScreensAsync(name));
        }
    }

    /// <summary>Someone with a browser of their own, on the front page.</summary>
    public async Task<Visitor> VisitAsync(Way way)
    {
        var visitor = await Visitor.OpenAsync(this, browser, way);
        visitors.Add(visitor);
        await visitor.ArriveAsync();
        return visitor;
    }

    /// <summary>A program that fetches an address, as a calendar does.</summary>
    public HttpClient NewProgram() => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == Certificate.GetCertHashString() },
    })
    { BaseAddress = Address };

    /// <summary>Does what is due, unless that happens by itself: releases, reminders, questions, expired holds, offers of what came free, and the mail about them.</summary>
    public async Task DoWhatIsDueAsync()
    {
        if (jobs)
        {
            return;
        }

        await Services.GetRequiredService<ExpireHoldsJob>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<RemindJob>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<ReleaseJob>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<AskToReconfirmJob>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<ReleaseUnansweredJob>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<OfferFreedTimeJob>().RunAsync(CancellationToken.None);
        await Services.GetRequiredService<SendMail>().HandleAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors)
        {
            await visitor.DisposeAsync();
        }

        await application.DisposeAsync();
        Directory.Delete(dataFolder, recursive: true);
    }

    private static async Task<Site> OpenAsync(bool jobs)
    {
        var browser = await Chromium.GetAsync();
        var address = new Uri($"https://localhost:{FreePort()}/");
        var dataFolder = Directory.CreateTempSubdirectory("booking-browser-").FullName;
        var application = await BookingApplication.CreateAsync(
            new Dictionary<string, string?>
            {
                [Web.Http.PublicUrl.Setting] = address.AbsoluteUri,
                [DataFolder.Setting] = dataFolder,
                [JobsFeature.EnabledSetting] = jobs ? "true" : "false",
            },
            copyOf: await DemoData.GetAsync(),
            addServices: services => services.AddTransient<IStartupFilter, LastingCookies>());
        application.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, address.Port, listen => listen.UseHttps(Certificate)));
        application.StartServer();
        return new(application, browser, address, dataFolder, jobs);
    }

    private async Task<IReadOnlyList<string>> KeepScreensAsync(string story)
    {
        var files = new List<string>();
        foreach (var (visitor, number) in visitors.Select((visitor, index) => (visitor, index + 1)))
        {
            var file = Path.Combine(Repository.Root, "TestResults", $"{story}, {visitor.Way}, {number}.png");
            await visitor.Page.ScreenshotAsync(new() { Path = file, FullPage = true });
            files.Add($"{file} ({visitor.Place})");
        }
        return files;
    }

    // Links in mails hold the port, so it is chosen before the server listens.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static X509Certificate2 CertificateForLocalhost()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // Windows cannot use a key that was never in a store.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>A browser lets cookies go by its own clock, by which the tests' may be years in the past.</summary>
    private sealed class LastingCookies : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, following) =>
            {
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers.SetCookie = http.Response.Headers.SetCookie
                        .Select(cookie => string.Join(';', cookie!.Split(';').Where(part => !IsComingExpiry(part)))).ToArray();
                    return Task.CompletedTask;
                });
                return following(http);
            });
            next(app);
        };

        private static bool IsComingExpiry(string part) =>
            part.TrimStart().StartsWith("expires=", StringComparison.OrdinalIgnoreCase)
            && DateTimeOffset.Parse(part.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture) > DateTimeOffset.UnixEpoch;
    }
}
