using System.Net;
using System.Net.Sockets;

namespace Booking.Web.Http;

/// <summary>Where a request comes from, as limits count it.</summary>
public static class ClientAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The whole address in IPv4; in IPv6 the /64 network, as a household has that many addresses to choose from.</summary>
    public static string Of(HttpContext http) => http.Connection.RemoteIpAddress is { } address ? Of(address) : "unknown";

    private static string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return $"{new IPAddress(bytes)}/64";
    }
}
