using System.Net;
using System.Text;
using System.Text.Json;
using Booking.Web.Features.CalendarImports;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.DoorCodes;

/// <summary>What a lock system is asked: to let a booking in, or no longer. Nothing in it tells who comes.</summary>
/// <param name="Period">When the code is to work.</param>
public sealed record LockQuestion(bool Grant, Guid BookingId, string Reference, string Place, Interval Period);

/// <summary>What came of asking.</summary>
public abstract record LockAnswer
{
    public sealed record Code(string Value) : LockAnswer;

    public sealed record Withdrawn : LockAnswer;

    public sealed record Failed : LockAnswer;
}

/// <summary>
/// Asks lock systems at addresses that people give, under the same guard as calendars: public addresses only, whatever the name stands
/// for. It goes nowhere else from there, and neither address nor answer stands in any log.
/// </summary>
public sealed class CallLock : IDisposable
{
    public const int LongestCode = 100;

    private const int MostBytes = 16 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly FetchLimits limits;
    private readonly HttpClient client;

    public CallLock(FetchLimits limits)
    {
        this.limits = limits;
        client = new HttpClient(PublicConnections.Handler(limits.AllowLocal))
        {
            Timeout = limits.Time < Longest ? limits.Time : Longest,
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    public void Dispose() => client.Dispose();

    public async Task<LockAnswer> HandleAsync(string address, string key, LockQuestion question, Instant now, CancellationToken cancellation)
    {
        if (CalendarAddress.Parse(address, limits) is not { } known)
        {
            return new LockAnswer.Failed();
        }

        var (time, body) = (LockSignature.TimeOf(now), Body(question));
        using var request = new HttpRequestMessage(HttpMethod.Post, known.Uri) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("User-Agent", "Booking");
        request.Headers.TryAddWithoutValidation(LockSignature.TimeHeader, time);
        request.Headers.TryAddWithoutValidation(LockSignature.Header, LockSignature.Of(key, time, body));
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            if (!question.Grant)
            {
                // What is not there any longer lets nobody in either.
                return response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone
                    ? new LockAnswer.Withdrawn()
                    : new LockAnswer.Failed();
            }

            return response.StatusCode == HttpStatusCode.OK && CodeIn(await response.Content.ReadAsByteArrayAsync(cancellation)) is { } code
                ? new LockAnswer.Code(code)
                : new LockAnswer.Failed();
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException
            || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new LockAnswer.Failed();
        }
    }

    private static string Body(LockQuestion question) => JsonSerializer.Serialize(new
    {
        action = question.Grant ? "grant" : "withdraw",
        booking = question.BookingId,
        reference = question.Reference,
        place = question.Place,
        from = InstantPattern.General.Format(question.Period.Start),
        until = InstantPattern.General.Format(question.Period.End),
    });

    private static string? CodeIn(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 8 });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.String && code.GetString()!.Trim() is { Length: > 0 and <= LongestCode } said
                && !said.Any(char.IsControl)
                ? said
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A string that is no text, such as half of a surrogate pair.
            return null;
        }
    }
}
