using System.Net;
using System.Text;

namespace Booking.Web.Features.CalendarImports;

/// <summary>Why a calendar could not be fetched. The names are stored and are part of texts: rename none.</summary>
public enum FetchFault
{
    /// <summary>No name, no answer, or a connection that broke.</summary>
    Unreachable,
    /// <summary>The address, or one that it sends us on to, is not on the public internet, or not https.</summary>
    NotPublic,
    TooSlow,
    TooLarge,
    TooManyRedirects,
    /// <summary>It wants us to sign in, or there is nothing there any longer.</summary>
    NoAccess,
    /// <summary>It answered with an error.</summary>
    Refused,
}

/// <summary>What came of fetching a calendar.</summary>
public abstract record Fetched
{
    public sealed record Unchanged : Fetched;

    /// <param name="ETag">To ask with the next time; null for none.</param>
    /// <param name="LastModified">Likewise.</param>
    public sealed record Content(string Text, string? ETag, string? LastModified) : Fetched;

    public sealed record Failed(FetchFault Fault) : Fetched;
}

/// <summary>
/// Fetches calendars from addresses that people give, over <see cref="PublicConnections"/>, again after every redirect. Nothing is sent
/// along but what version is known, and the address stands in no log.
/// </summary>
public sealed class FetchCalendar : IDisposable
{
    private readonly FetchLimits limits;
    private readonly HttpClient client;

    public FetchCalendar(FetchLimits limits)
    {
        this.limits = limits;
        // The limit of time is ours, over all redirects.
        client = new HttpClient(PublicConnections.Handler(limits.AllowLocal)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => client.Dispose();

    /// <param name="etag">Of the version that is known; null to have it in any case.</param>
    /// <param name="lastModified">Likewise.</param>
    public async Task<Fetched> HandleAsync(CalendarAddress address, string? etag, string? lastModified, CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(limits.Time);
        try
        {
            return await FollowAsync(address, etag, lastModified, bounded.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Fetched.Failed(FetchFault.TooSlow);
        }
        catch (HttpRequestException fault)
        {
            return new Fetched.Failed(fault.InnerException is NotPublicException ? FetchFault.NotPublic : FetchFault.Unreachable);
        }
        catch (IOException)
        {
            return new Fetched.Failed(FetchFault.Unreachable);
        }
    }

    private async Task<Fetched> FollowAsync(CalendarAddress address, string? etag, string? lastModified, CancellationToken cancellation)
    {
        for (var redirects = 0; redirects <= FetchLimits.Redirects; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address.Uri);
            request.Headers.TryAddWithoutValidation("Accept", "text/calendar, */*;q=0.1");
            request.Headers.TryAddWithoutValidation("User-Agent", "Booking");
            if (etag is not null)
            {
                request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            }

            if (lastModified is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            switch (response.StatusCode)
            {
                case HttpStatusCode.NotModified when etag is not null || lastModified is not null:
                    return new Fetched.Unchanged();
                case HttpStatusCode.OK:
                    return await ReadAsync(response, cancellation);
                case HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                    or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect when response.Headers.Location is { } location:
                    if (address.Next(location, limits) is not { } next)
                    {
                        return new Fetched.Failed(FetchFault.NotPublic);
                    }

                    address = next;
                    break;
                case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone:
                    return new Fetched.Failed(FetchFault.NoAccess);
                default:
                    return new Fetched.Failed(FetchFault.Refused);
            }
        }

        return new Fetched.Failed(FetchFault.TooManyRedirects);
    }

    private async Task<Fetched> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        // What the server says of the length is not to be trusted, but it saves the waiting.
        if (response.Content.Headers.ContentLength > limits.Bytes)
        {
            return new Fetched.Failed(FetchFault.TooLarge);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (bytes.Length + read > limits.Bytes)
            {
                return new Fetched.Failed(FetchFault.TooLarge);
            }

            bytes.Write(buffer, 0, read);
        }

        var text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\uFEFF');
        return new Fetched.Content(text, Short(response.Headers.ETag?.ToString()), Short(response.Content.Headers.LastModified?.ToString("r")));
    }

    private static string? Short(string? header) => header is { Length: <= 200 } ? header : null;
}
