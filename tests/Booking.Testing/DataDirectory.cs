namespace Booking.Testing;

/// <summary>A folder for a server's data, for one test or one process.</summary>
public static class DataDirectory
{
    /// <summary>As root the server runs as another user, who has to get through to its own folder in this one.</summary>
    public static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("booking-tests-");
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        }

        return folder.FullName;
    }
}
