using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;

namespace Booking.Web.Http;

/// <summary>
/// Turns away text that is not text: NUL, which PostgreSQL cannot store, and bytes or escapes that are not UTF-8. No
/// handler behind this needs to think of either.
/// </summary>
public sealed class BadBytes(RequestDelegate next)
{
    private const int LongestJson = 256 * 1024;
    private const int LongestForm = 1024 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        http.Response.StatusCode = DecodesToText(Encoding.UTF8.GetBytes(Target(http))) ? await StatusOfBodyAsync(http) : StatusCodes.Status400BadRequest;
        if (http.Response.StatusCode == StatusCodes.Status200OK)
        {
            await next(http);
        }
    }

    // As it came: what the server and the framework cannot decode they leave as it is, percent signs and all.
    private static string Target(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return string.IsNullOrEmpty(target) ? http.Request.Path + http.Request.QueryString : target;
    }

    private static async Task<int> StatusOfBodyAsync(HttpContext http)
    {
        var request = http.Request;
        if (http.GetEndpoint() is null || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return StatusCodes.Status200OK;
        }

        if (request.HasJsonContentType())
        {
            return await StatusOfBodyAsync(http, LongestJson, IsJsonOfText);
        }

        if (!request.HasFormContentType)
        {
            return StatusCodes.Status200OK;
        }

        if (http.GetEndpoint()!.Metadata.GetMetadata<TakesFileAttribute>() is { } file)
        {
            // Else the form would be read within the limits of all others.
            http.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions { MultipartBodyLengthLimit = file.LargestForm }));
        }

        return IsMultipart(request)
            ? await StatusOfPartsAsync(request)
            : await StatusOfBodyAsync(http, LongestForm, form => DecodesToText(form));
    }

    private static bool IsMultipart(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<int> StatusOfPartsAsync(HttpRequest request)
    {
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return form.All(field => IsText(field.Key) && field.Value.All(IsText)) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        }
        catch (InvalidDataException)
        {
            return StatusCodes.Status400BadRequest;
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // It ends in the middle of a part.
            return StatusCodes.Status400BadRequest;
        }
    }

    // Bodies are small: each is read once and whole, looked at, and handed on from memory.
    private static async Task<int> StatusOfBodyAsync(HttpContext http, int longest, BytesAre text)
    {
        var body = new MemoryStream();
        http.Response.RegisterForDispose(body);
        var buffer = ArrayPool<byte>.Shared.Rent(8 * 1024);
        try
        {
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                if (body.Length + read > longest)
                {
                    return StatusCodes.Status413PayloadTooLarge;
                }

                body.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        body.Position = 0;
        http.Request.Body = body;
        return text(body.GetBuffer().AsSpan(0, (int)body.Length)) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
    }

    private delegate bool BytesAre(ReadOnlySpan<byte> bytes);

    private static bool IsJsonOfText(ReadOnlySpan<byte> json)
    {
        // Whether there has to be a body is for the endpoint to say.
        if (json.IsEmpty)
        {
            return true;
        }

        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsText(reader.GetString()))
                {
                    return false;
                }
            }

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

    // The replacement character is what decoding leaves of bytes that were not UTF-8; nobody types it.
    private static bool IsText(string? text) => text is null || !(text.Contains('\0') || text.EnumerateRunes().Contains(Rune.ReplacementChar));

    private static bool DecodesToText(ReadOnlySpan<byte> escaped)
    {
        var decoded = ArrayPool<byte>.Shared.Rent(escaped.Length);
        try
        {
            var length = 0;
            for (var i = 0; i < escaped.Length; i++)
            {
                var isEscape = escaped[i] == '%' && i + 2 < escaped.Length
                    && char.IsAsciiHexDigit((char)escaped[i + 1]) && char.IsAsciiHexDigit((char)escaped[i + 2]);
                decoded[length] = isEscape ? byte.Parse(escaped.Slice(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : escaped[i];
                i += isEscape ? 2 : 0;
                if (decoded[length++] == 0)
                {
                    return false;
                }
            }
            return Utf8.IsValid(decoded.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }
}
