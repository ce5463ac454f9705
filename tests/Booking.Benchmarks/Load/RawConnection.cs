using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Booking.Benchmarks.Load;

/// <summary>
/// The least that speaks HTTP/1.1: it sends bytes and reads one answer, so that what is measured is the server. The client
/// shares the machine with it.
/// </summary>
public sealed class RawConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    public RawConnection(Uri address) => socket.Connect(IPAddress.Loopback, address.Port);

    /// <summary>Answers the status; the body is read and thrown away.</summary>
    public int Send(ReadOnlySpan<byte> request)
    {
        for (var sent = 0; sent < request.Length;)
        {
            sent += socket.Send(request[sent..]);
        }

        (start, end) = (0, 0);
        int headEnd;
        while ((headEnd = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            Receive();
        }

        var head = Encoding.ASCII.GetString(buffer, start, headEnd);
        start += headEnd + 4;

        var status = int.Parse(head.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        if (Header(head, "Content-Length") is { } length)
        {
            Skip(int.Parse(length, System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (Header(head, "Transfer-Encoding") is not null)
        {
            SkipChunks();
        }

        return status;
    }

    public void Dispose() => socket.Dispose();

    private static string? Header(string head, string name)
    {
        var found = head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (found < 0)
        {
            return null;
        }

        var value = found + name.Length + 3;
        var line = head.IndexOf('\r', value);
        return head[value..(line < 0 ? head.Length : line)].Trim();
    }

    private void SkipChunks()
    {
        while (true)
        {
            var size = Convert.ToInt32(ReadLine(), 16);
            Skip(size + 2);
            if (size == 0)
            {
                return;
            }
        }
    }

    private string ReadLine()
    {
        int length;
        while ((length = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8)) < 0)
        {
            Receive();
        }

        var line = Encoding.ASCII.GetString(buffer, start, length);
        start += length + 2;
        return line;
    }

    private void Skip(int bytes)
    {
        while (bytes > end - start)
        {
            bytes -= end - start;
            (start, end) = (0, 0);
            Receive();
        }
        start += bytes;
    }

    private void Receive()
    {
        if (end == buffer.Length)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        var received = socket.Receive(buffer.AsSpan(end));
        end += received > 0 ? received : throw new IOException("The server closed the connection.");
    }
}
