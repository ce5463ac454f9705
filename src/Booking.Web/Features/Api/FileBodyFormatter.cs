using Microsoft.AspNetCore.Mvc.Formatters;

namespace Booking.Web.Features.Api;

/// <summary>Reads a body that is a file, byte by byte.</summary>
public sealed class FileBodyFormatter : InputFormatter
{
    public FileBodyFormatter() => SupportedMediaTypes.Add(ApiContent.Csv);

    public override async Task<InputFormatterResult> ReadRequestBodyAsync(InputFormatterContext context)
    {
        using var bytes = new MemoryStream();
        await context.HttpContext.Request.Body.CopyToAsync(bytes, context.HttpContext.RequestAborted);
        return await InputFormatterResult.SuccessAsync(bytes.ToArray());
    }

    protected override bool CanReadType(Type type) => type == typeof(byte[]);
}
