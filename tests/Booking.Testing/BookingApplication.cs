using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Testing;

namespace Booking.Testing;

/// <summary>The whole application as it is deployed, on a database of its own and with a clock that only tests move.</summary>
public sealed class BookingApplication : WebApplicationFactory<Program>
{
    /// <summary>Wednesday evening at seven in Aarhus: where the clock stands when a test begins.</summary>
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 25, 18, 0);

    /// <summary>What links in mails and calendars begin with; not where the tests' requests go.</summary>
    public const string PublicUrl = "https://booking.example.dk/";

    internal const string ClientAddressHeader = "Test-Client-Address";

    private readonly bool ownsDatabase;
    private readonly string environment;
    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly Action<IServiceCollection> addServices;

    private BookingApplication(
        TestDatabase database, bool ownsDatabase, FakeClock clock, string environment, IReadOnlyDictionary<string, string?> settings,
        Action<IServiceCollection> addServices)
    {
        Database = database;
        this.ownsDatabase = ownsDatabase;
        Clock = clock;
        this.environment = environment;
        this.settings = settings;
        this.addServices = addServices;
        ClientOptions.BaseAddress = new Uri("https://localhost");
    }

    public TestDatabase Database { get; }

    public FakeClock Clock { get; }

    /// <param name="settings">Configuration beyond the database's, such as <c>AllowedHosts</c>.</param>
    /// <param name="copyOf">A database to begin with a copy of; null for an empty one.</param>
    /// <param name="addServices">What a test puts beside or in place of the application's own services.</param>
    public static async Task<BookingApplication> CreateAsync(
        IReadOnlyDictionary<string, string?>? settings = null, string environment = "Production",
        TestDatabase? copyOf = null, Action<IServiceCollection>? addServices = null) =>
        new(copyOf is null ? await TestDatabase.CreateAsync() : await copyOf.CopyAsync(), ownsDatabase: true, new FakeClock(Start),
            environment, settings ?? new Dictionary<string, string?>(), addServices ?? (_ => { }));

    /// <summary>Listens on a port of this machine from now on, in place of the test server in memory; answers where.</summary>
    public Uri Listen()
    {
        UseKestrel(0);
        StartServer();
        return ClientOptions.BaseAddress;
    }

    /// <summary>A second server on the same database, with the same clock.</summary>
    public BookingApplication AnotherNode() => new(Database, ownsDatabase: false, Clock, environment, settings, addServices);

    /// <summary>A browser of its own, at a network address of its own: no cookies yet.</summary>
    public Browser NewBrowser()
    {
        var cookies = new CookieJar();
        return new Browser(this, CreateDefaultClient(ClientOptions.BaseAddress, cookies), cookies);
    }

    /// <summary>A browser in which that person has signed in; they are a person from then on if they were not.</summary>
    public async Task<Browser> SignInAsync(string email)
    {
        var browser = NewBrowser();
        await browser.SignInAsync(email);
        return browser;
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        var all = new Dictionary<string, string?>
        {
            [$"ConnectionStrings:{Web.Database.DatabaseRegistration.ConnectionName}"] = Database.ConnectionString,
            [Web.Http.RateLimit.Setting] = "0",
            // Nobody edits a file of settings meanwhile, and watching for it takes long to set up and to end.
            ["hostBuilder:reloadConfigOnChange"] = "false",
            // As in a published application: without a route for files that a developer has just added.
            ["ReloadStaticAssetsAtRuntime"] = "false",
            [Web.Http.PublicUrl.Setting] = PublicUrl,
            // What happens by the clock happens in a test when the test asks for it.
            [Web.Jobs.JobsFeature.EnabledSetting] = "false"
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(all));
        return base.CreateHost(builder);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        // Styles and scripts stand where the build left them until they are published.
        builder.UseStaticWebAssets();
        builder.ConfigureTestServices(services => addServices(ControllersReadOnce.AddTo(services)
            .AddSingleton<IClock>(Clock)
            .AddTransient<IStartupFilter, TellClientAddress>()));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (ownsDatabase)
        {
            await Database.DisposeAsync();
        }
    }

    private sealed class TellClientAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, following) =>
            {
                if (IPAddress.TryParse(http.Request.Headers[ClientAddressHeader], out var address))
                {
                    http.Connection.RemoteIpAddress = address;
                }

                return following(http);
            });
            next(app);
        };
    }
}
