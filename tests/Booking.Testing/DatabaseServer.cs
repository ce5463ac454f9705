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
        var folder = Directory.CreateTempSubdirectory("booking-tests-").FullName;
        OpenToTheServer(folder);
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

    /// <summary>As root the server runs as another user, who has to get through to its own folder in this one.</summary>
    private static void OpenToTheServer(string folder)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }
}
