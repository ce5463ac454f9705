using System.ComponentModel;
using System.Diagnostics;

namespace Booking.Web.Database;

/// <summary>Runs a program to its end.</summary>
public static class Tool
{
    /// <param name="Code">The exit code; -1 when the program could not be started at all.</param>
    public sealed record Outcome(int Code, string Output, string Errors)
    {
        public bool Succeeded => Code == 0;
    }

    /// <summary>On cancellation the program is ended too, before this throws.</summary>
    public static async Task<Outcome> RunAsync(
        string file, IEnumerable<string> arguments, bool readOutput = true, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = readOutput,
            RedirectStandardError = readOutput,
            UseShellExecute = false,
            // Another user may not be allowed into the folder this process is in.
            WorkingDirectory = Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } root ? root : "/"
        };
        // PGDATA, PGPORT and their kin are meant for another server than ours. And messages are read, so in one language.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            return new(-1, "", exception.Message);
        }

        using (process)
        {
            var output = readOutput ? process.StandardOutput.ReadToEndAsync(CancellationToken.None) : Task.FromResult("");
            var errors = readOutput ? process.StandardError.ReadToEndAsync(CancellationToken.None) : Task.FromResult("");
            try
            {
                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
            return new(process.ExitCode, (await output).Trim(), (await errors).Trim());
        }
    }
}
