namespace Booking.Testing;

/// <summary>A folder for a server's data, for one test or one process.</summary>
public static class DataDirectory
{
    private const string Memory = "/dev/shm";

    // What the servers of a test run write, with much to spare.
    private const long Room = 4L << 30;

    /// <summary>As root the server runs as another user, who has to get through to its own folder in this one.</summary>
    /// <param name="onDisk">For what is to be as fast as it is where people use it.</param>
    public static string Create(bool onDisk = false)
    {
        var folder = (onDisk ? null : InMemory()) ?? Directory.CreateTempSubdirectory("booking-tests-");
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        }

        return folder.FullName;
    }

    // Each database is hundreds of files, which a disk is slow to make and to remove.
    private static DirectoryInfo? InMemory() =>
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room
            ? Directory.CreateDirectory(Path.Combine(Memory, $"booking-tests-{Guid.NewGuid():N}"))
            : null;
}
