using Booking.Web.Startup;

namespace Booking.Web.Database;

/// <summary>
/// Lets several processes use one data folder: who starts or stops the server does that alone, and the last one to leave
/// stops it. The system gives the locks back when a process ends in any way.
/// </summary>
public sealed class ServerLock : IDisposable
{
    private readonly FileStream file;

    private ServerLock(FileStream file) => this.file = file;

    /// <summary>To start or stop the server in this folder. Waits for others who are at it.</summary>
    public static async Task<ServerLock> ToChangeAsync(string folder, CancellationToken cancellation)
    {
        for (var patience = TimeSpan.FromMinutes(2); ; patience -= TimeSpan.FromMilliseconds(50))
        {
            if (TryTake(Path.Combine(folder, "postgres.change.lock"), alone: true) is { } taken)
            {
                return taken;
            }

            if (patience <= TimeSpan.Zero)
            {
                throw new StartupException(
                    $"Another Booking has been starting or stopping the database in {folder} for two minutes: stop that one, and start again.");
            }

            await Task.Delay(50, cancellation);
        }
    }

    /// <summary>Held with all others who use the server. To be taken and given back while the server may be changed.</summary>
    public static ServerLock ToUse(string folder) =>
        TryTake(UseFile(folder), alone: false)
        ?? throw new StartupException($"The file {UseFile(folder)} cannot be locked: keep the data folder on a local disk.");

    public static bool IsUsed(string folder)
    {
        using var alone = TryTake(UseFile(folder), alone: true);
        return alone is null;
    }

    public void Dispose() => file.Dispose();

    private static string UseFile(string folder) => Path.Combine(folder, "postgres.use.lock");

    private static ServerLock? TryTake(string path, bool alone)
    {
        if (!File.Exists(path))
        {
            File.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        }

        try
        {
            // On Unix the first of these is an exclusive advisory lock and the second a shared one.
            return new(alone
                ? File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None)
                : File.Open(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
        catch (IOException exception) when (exception is not FileNotFoundException and not DirectoryNotFoundException)
        {
            return null;
        }
    }
}
