using Booking.Web.Startup;

namespace Booking.Web.Database;

/// <summary>The database of this run: the configured one, or the built-in server's for as long as this lives.</summary>
public sealed class DatabaseInUse : IAsyncDisposable
{
    private readonly EmbeddedServer? own;

    private DatabaseInUse(string connectionString, EmbeddedServer? own)
    {
        ConnectionString = connectionString;
        this.own = own;
    }

    public string ConnectionString { get; }

    public bool IsOwn => own is not null;

    /// <summary>Leaves the connection string in the configuration, where the features find it.</summary>
    public static async Task<DatabaseInUse> FindOrStartAsync(
        IConfiguration configuration, string contentRoot, Action<string> say, CancellationToken cancellation)
    {
        if (configuration.GetConnectionString(DatabaseRegistration.ConnectionName) is { Length: > 0 } configured)
        {
            return new(configured, null);
        }

        var server = await EmbeddedServer.StartAsync(
            new EmbeddedServerOptions
            {
                DataDirectory = DataFolder.Find(configuration, contentRoot).Path,
                BinaryDirectory = PostgresBinaries.InRepository(contentRoot)
            },
            say, cancellation);
        configuration[$"ConnectionStrings:{DatabaseRegistration.ConnectionName}"] = server.ConnectionString;
        return new(server.ConnectionString, server);
    }

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
