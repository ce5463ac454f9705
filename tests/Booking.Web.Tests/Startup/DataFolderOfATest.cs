using Booking.Testing;
using Booking.Web.Database;
using Npgsql;

namespace Booking.Web.Tests.Startup;

/// <summary>A data folder for processes to start in; what still runs in it afterwards is stopped, and it is deleted.</summary>
internal sealed class DataFolderOfATest : IAsyncDisposable
{
    private DataFolderOfATest(string path) => Path = path;

    public string Path { get; }

    public string Option => $"--Booking:DataDirectory={Path}";

    public string Cluster => System.IO.Path.Combine(Path, "postgres");

    public static DataFolderOfATest Create() => new(DataDirectory.Create());

    /// <summary>Null when no server runs in the folder.</summary>
    public int? ServerId => PostmasterFile.Read(Cluster) is { IsAlive: true } running ? running.ProcessId : null;

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = PostmasterFile.Read(Cluster)!.Port!.Value,
            Database = "booking",
            Username = "booking",
            Password = await File.ReadAllTextAsync(System.IO.Path.Combine(Path, "postgres.password")),
            Pooling = false
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (ServerId is { } server)
        {
            await Tool.RunAsync("kill", ["-QUIT", $"{server}"]);
            while (ServerId is not null)
            {
                await Task.Delay(50);
            }
        }
        if (File.Exists(Path))
        {
            File.Delete(Path);
        }
        else
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
