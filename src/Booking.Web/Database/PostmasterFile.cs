using System.Diagnostics;
using System.Globalization;

namespace Booking.Web.Database;

/// <summary>What a running server leaves in its data folder, and what a crashed one leaves too (<c>postmaster.pid</c>).</summary>
/// <param name="Port">Null until the server has chosen one.</param>
public sealed record PostmasterFile(int ProcessId, int? Port)
{
    private const int PortLine = 3;

    public static string PathIn(string cluster) => Path.Combine(cluster, "postmaster.pid");

    /// <summary>Null when there is none.</summary>
    public static PostmasterFile? Read(string cluster)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PathIn(cluster));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        return new(Number(lines, 0) ?? 0, Number(lines, PortLine));
    }

    /// <summary>A process with that number may be quite another program by now.</summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) && !IsDefunct;
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException)
            {
                // It has ended, perhaps only now.
                return false;
            }
        }
    }

    /// <summary>In a container nobody may collect what has ended, and its number stays taken.</summary>
    private bool IsDefunct
    {
        get
        {
            var status = $"/proc/{ProcessId}/status";
            return File.Exists(status) && File.ReadLines(status).Any(line => line.StartsWith("State:\tZ", StringComparison.Ordinal));
        }
    }

    private static int? Number(string[] lines, int line) =>
        line < lines.Length && int.TryParse(lines[line].Trim(), CultureInfo.InvariantCulture, out var number) ? number : null;
}
