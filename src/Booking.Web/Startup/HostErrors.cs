namespace Booking.Web.Startup;

/// <summary>
/// Keeps what the host and Kestrel log about a failed start away from the console, stack trace and all, until the start
/// has succeeded: a failure is told once, by the one who knows the way out.
/// </summary>
public sealed class HostErrors
{
    private volatile bool shown;

    public HostErrors(ILoggingBuilder logging)
    {
        foreach (var category in new[] { "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel" })
        {
            logging.AddFilter(category, level => shown && level >= LogLevel.Warning);
        }
    }

    public void Show() => shown = true;
}
