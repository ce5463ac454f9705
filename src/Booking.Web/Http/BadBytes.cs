using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Booking.Web.Http;

/// <summary>
/// Turns away text that is not text: NUL, which PostgreSQL cannot store, and bytes or escapes that are not UTF-8. No
/// handler behind this needs to think of either.
/// </summary>
public sealed class BadBytes(RequestDelegate next)
{
    private const int LongestJson = 256 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (!IsText(request.Path.Value) || !DecodesToText(Target(http)) || !DecodesToText(request.QueryString.Value ?? "") || !request.Query.All(IsText))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (http.GetEndpoint() is not null && MayHaveBody(request))
        {
            var status = request.HasFormContentType ? await StatusOfFormAsync(request)
                : request.HasJsonContentType() ? await StatusOfJsonAsync(http)
                : StatusCodes.Status200OK;
            if (status != StatusCodes.Status200OK)
            {
                http.Response.StatusCode = status;
                return;
            }
        }

        await next(http);
    }

    private static bool MayHaveBody(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    // The server leaves what it cannot decode as it came, percent signs and all.
    private static string Target(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return string.IsNullOrEmpty(target) ? http.Request.Path.Value ?? "" : target.Split('?', 2)[0];
    }

    private static bool DecodesToText(string escaped)
    {
        if (!escaped.Contains('%'))
            return true;
        var bytes = Encoding.UTF8.GetBytes(escaped);
        bytes = WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length);
        return Utf8.IsValid(bytes) && IsText(Encoding.UTF8.GetString(bytes));
    }

    private static async Task<int> StatusOfFormAsync(HttpRequest request)
    {
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return form.All(IsText) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            // Too many fields, or parts that end before they should.
            return StatusCodes.Status400BadRequest;
        }
    }

    private static async Task<int> StatusOfJsonAsync(HttpContext http)
    {
        var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(8 * 1024);
        try
        {
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                if (body.Length + read > LongestJson)
                    return StatusCodes.Status413PayloadTooLarge;
                body.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        body.Position = 0;
        http.Request.Body = body;
        http.Response.RegisterForDispose(body);
        return IsJsonOfText(body.GetBuffer().AsSpan(0, (int)body.Length)) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
    }

    private static bool IsJsonOfText(ReadOnlySpan<byte> json)
    {
        // Whether there has to be a body is for the endpoint to say.
        if (json.IsEmpty)
            return true;
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsText(reader.GetString()))
                    return false;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            return false;
        }
    }

    private static bool IsText(KeyValuePair<string, StringValues> field) => IsText(field.Key) && field.Value.All(IsText);

    // The replacement character is what decoding leaves of bytes that were not UTF-8; nobody types it.
    private static bool IsText(string? value)
    {
        if (value is null)
            return true;
        foreach (var rune in value.EnumerateRunes())
            if (rune.Value == 0 || rune == Rune.ReplacementChar)
                return false;
        return true;
    }
}
