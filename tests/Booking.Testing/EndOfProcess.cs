using System.Diagnostics;
using Booking.Web.Database;

namespace Booking.Testing;

/// <summary>
/// Test runners end their processes within a tenth of a second, so a handler for the end of the process comes too late.
/// A waiting shell does the work instead: it learns of the end by the closing of its input, also when the process is killed.
/// </summary>
public static class EndOfProcess
{
    private static Process? waiting;

    public static void StopAndDelete(EmbeddedServer server, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                server.DisposeAsync().AsTask().Wait();
                Directory.Delete(folder, recursive: true);
            };
            return;
        }

        // In the background of a shell that ends at once, so that it is no longer a child of this process when that is
        // ended with all its children. postgres answers SIGQUIT with an immediate stop.
        const string script = """
            exec 3<&0
            (
              trap '' INT HUP TERM QUIT
              cat <&3
              server=$(head -n 1 "$1/postgres/postmaster.pid")
              kill -QUIT "$server"
              for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do kill -0 "$server" || break; sleep 0.1; done
              rm -rf "$1"
            ) >/dev/null 2>&1 &
            """;
        waiting = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, "sh", folder]) { RedirectStandardInput = true });
    }
}
