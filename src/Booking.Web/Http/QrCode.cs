using Microsoft.AspNetCore.Html;
using QRCoder;

namespace Booking.Web.Http;

/// <summary>An address as a square to scan.</summary>
public static class QrCode
{
    private const int PixelsPerModule = 6;

    /// <summary>An SVG picture to put into a page; what it says stands beside it in letters, so it is hidden from screen readers.</summary>
    public static IHtmlContent Of(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return new HtmlString(picture
            .GetGraphic(PixelsPerModule, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute)
            .Replace("<svg ", "<svg aria-hidden=\"true\" ", StringComparison.Ordinal));
    }
}
