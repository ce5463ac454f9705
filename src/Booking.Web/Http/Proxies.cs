using System.Net;
using Booking.Web.Startup;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Booking.Web.Http;

/// <summary>
/// The proxies in front of Booking. Only they are believed when they say who asked and over which protocol: anybody else
/// could write those headers too.
/// </summary>
public static class Proxies
{
    private const string Setting = "Booking:KnownProxies";

    /// <exception cref="StartupException">An entry is neither an address nor a network.</exception>
    public static IServiceCollection AddProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var known = Read(configuration);
        return services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            known.ForEach(options.KnownIPNetworks.Add);
            options.ForwardedHeaders = known.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // As many as stand in the list: the first address that is not one of them is the client.
            options.ForwardLimit = null;
        });
    }

    // Either one text with commas, as in an environment variable, or a list.
    private static List<IPNetwork> Read(IConfiguration configuration)
    {
        var listed = configuration.GetSection(Setting).Get<string[]>() ?? [];
        return [.. listed.Append(configuration[Setting] ?? "")
            .SelectMany(entry => entry.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(Parse)];
    }

    private static IPNetwork Parse(string entry) =>
        IPNetwork.TryParse(entry, out var network) ? network
        : IPAddress.TryParse(entry, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new StartupException($"{Setting} has \"{entry}\", which is neither an address nor a network: write 10.0.0.5 or 10.0.0.0/24.");
}
