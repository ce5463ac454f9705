using System.Net;
using System.Net.Sockets;

namespace Booking.Web.Features.CalendarImports;

/// <summary>The address is not on the public internet.</summary>
public sealed class NotPublicException : Exception;

/// <summary>
/// Connections to addresses that people give. Nobody may look around through them in the network that this server stands in: every name
/// is looked up, the addresses it stands for are checked, and exactly those are connected to.
/// </summary>
public static class PublicConnections
{
    private const int MostHeaderKilobytes = 32;

    /// <summary>Follows no redirects, keeps no cookies, and tells nobody of the request it is part of.</summary>
    /// <param name="allowLocal">Whether this machine may be connected to as well.</param>
    public static SocketsHttpHandler Handler(bool allowLocal) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = MostHeaderKilobytes,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, cancellation) => ConnectAsync(context, allowLocal, cancellation),
        ActivityHeadersPropagator = null,
    };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, bool allowLocal, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        // A name that stands for one address inside and one outside is not to be trusted with either.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => PublicAddress.Is(address) || (allowLocal && IPAddress.IsLoopback(address))))
        {
            throw new NotPublicException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
