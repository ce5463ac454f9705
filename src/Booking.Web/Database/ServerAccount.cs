using System.Globalization;
using Booking.Web.Startup;

namespace Booking.Web.Database;

/// <summary>Whom the server runs as. PostgreSQL refuses to be root, so root lends it to a user with fewer rights.</summary>
public sealed class ServerAccount
{
    private static readonly ServerAccount Self = new([], null);

    private readonly string[] prefix;

    private ServerAccount(string[] prefix, string? name)
    {
        this.prefix = prefix;
        Name = name;
    }

    /// <summary>Null when it is the user of this process.</summary>
    public string? Name { get; }

    /// <summary>The owner of the data there is; else <c>postgres</c>, or on a machine without that user <c>nobody</c>.</summary>
    public static async Task<ServerAccount> ForAsync(string dataDirectory)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return Self;
        }

        foreach (var name in new[] { await OwnerAsync(Path.Combine(dataDirectory, "postgres")), "postgres", "nobody" })
        {
            if (name is null or "root" || await IdAsync("-u", name) is not { } user || await IdAsync("-g", name) is not { } group)
            {
                continue;
            }

            string[][] ways =
            [
                ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--"],
                ["runuser", "-u", name, "--"],
                ["sudo", "-n", "-u", name, "--"]
            ];
            foreach (var way in ways)
            {
                if ((await Tool.RunAsync(way[0], [.. way[1..], "true"])).Succeeded)
                {
                    return new(way, name);
                }
            }
        }

        throw new StartupException(
            "PostgreSQL refuses to run as root, and there is no other user it could be lent to: "
            + "start Booking as an ordinary user, or set ConnectionStrings__Booking to a server that runs.");
    }

    public Task<Tool.Outcome> RunAsync(
        string file, IEnumerable<string> arguments, bool readOutput = true, CancellationToken cancellation = default)
    {
        string[] whole = [.. prefix, file, .. arguments];
        return Tool.RunAsync(whole[0], whole[1..], readOutput, cancellation);
    }

    /// <summary>Answers false when the file system knows no other owners.</summary>
    public async Task<bool> TakeOverAsync(string path) =>
        Name is null || (await Tool.RunAsync("chown", ["-R", Name, path])).Succeeded;

    /// <summary>The user's name, or null when there is no such file.</summary>
    public static async Task<string?> OwnerAsync(string path)
    {
        var listing = await Tool.RunAsync("ls", ["-ld", path]);
        return listing.Succeeded ? listing.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2] : null;
    }

    private static async Task<int?> IdAsync(string which, string name) =>
        int.TryParse((await Tool.RunAsync("id", [which, name])).Output, CultureInfo.InvariantCulture, out var id) ? id : null;
}
