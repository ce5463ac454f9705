using Booking.Web.Database;

namespace Booking.Testing;

/// <summary>
/// The PostgreSQL server of this test process: the same that a developer gets, in a folder of its own, and careless about
/// losing its data. It ends with the process, however that ends.
/// </summary>
public static class DatabaseServer
{
    private static readonly Lazy<Task<EmbeddedServer>> Server = new(StartAsync);

    public static Task<EmbeddedServer> GetAsync() => Server.Value;

    private static async Task<EmbeddedServer> StartAsync()
    {
        var folder = DataDirectory.Create();
        var server = await EmbeddedServer.StartAsync(
            new EmbeddedServerOptions
            {
                DataDirectory = folder,
                BinaryDirectory = PostgresBinaries.InRepository(Repository.Root),
                Fsync = false,
                MaxConnections = 500
            },
            _ => { }, CancellationToken.None);
        EndOfProcess.StopAndDelete(server, folder);
        return server;
    }
}
