using System.Security.Cryptography;
using System.Text;
using Booking.Web.Startup;

namespace Booking.Web.Database;

/// <summary>
/// Where the server's files are. As a rule that is the wanted folder; when the server runs as another user, who cannot
/// reach it there (a clone in a closed home), it is a folder outside that belongs to this clone alone.
/// </summary>
public static class ServerFolder
{
    public static async Task<string> ChooseAsync(string wanted, ServerAccount account, Action<string> say)
    {
        try
        {
            Directory.CreateDirectory(wanted);
            if (account.Name is null || await CanUseAsync(wanted, account))
            {
                return wanted;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data folder {wanted} cannot be used ({exception.Message.TrimEnd('.')}): make it a folder that you may write to, "
                + $"or choose another with --{DataFolder.Setting}=...",
                exception);
        }

        var outside = await OutsideAsync(wanted);
        say($"Keeping the database in {outside}, because the user {account.Name} cannot reach {wanted}.");
        return outside;
    }

    /// <summary>Made by root, and readable by all, at a place that is the same each time.</summary>
    public static async Task<string> OutsideAsync(string wanted)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..12];
        var outside = Directory.CreateDirectory($"/var/tmp/booking-{name}").FullName;
        // Anybody may make folders there: one that was laid out for us is not ours.
        if (await ServerAccount.OwnerAsync(outside) != "root")
        {
            throw new StartupException($"The folder {outside} belongs to another user: delete it and start again.");
        }

        return outside;
    }

    private static async Task<bool> CanUseAsync(string folder, ServerAccount account)
    {
        var probe = Directory.CreateDirectory(Path.Combine(folder, $"reach-{Environment.ProcessId}")).FullName;
        try
        {
            return await account.TakeOverAsync(probe) && (await account.RunAsync("test", ["-w", probe])).Succeeded;
        }
        finally
        {
            Directory.Delete(probe);
        }
    }
}
