using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Booking.Web.Mail;

/// <summary>
/// A mail for those who read HTML: one column, real headings and links, nothing loaded from elsewhere. Styles stand on the
/// elements because many mail readers drop a style sheet.
/// </summary>
public static class MailAsHtml
{
    private const string Body = "margin:0;padding:24px 16px;background:#ffffff;color:#1a1a1a;"
        + "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5";
    private const string Button = "display:inline-block;padding:12px 20px;border-radius:4px;background:#00586b;color:#ffffff;"
        + "font-weight:bold;text-decoration:none";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Render(MailBody body)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"").Append(body.Language).Append("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<title>").Append(Text(body.Subject)).Append("</title>\n</head>\n")
            .Append("<body style=\"").Append(Body).Append("\">\n<div style=\"max-width:560px;margin:0 auto\">\n")
            .Append("<h1 style=\"margin:0 0 16px;font-size:24px;line-height:1.25\">").Append(Text(body.Heading)).Append("</h1>\n");
        foreach (var part in body.Parts)
        {
            html.Append(Render(part)).Append('\n');
        }

        return html.Append("</div>\n</body>\n</html>\n").ToString();
    }

    private static string Render(MailPart part) => part switch
    {
        Paragraph paragraph => $"<p style=\"margin:0 0 16px\">{Lines(paragraph.Text)}</p>",
        Facts facts => Render(facts),
        Code code =>
            $"<p style=\"margin:0 0 16px;font-size:32px;font-weight:bold;letter-spacing:4px\">{Text(code.Value)}</p>",
        Link link =>
            $"<p style=\"margin:0 0 16px\"><a href=\"{Text(link.Address.AbsoluteUri)}\" style=\"{(link.IsMain ? Button : "color:#00586b")}\">"
            + $"{Text(link.Text)}</a></p>",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    private static string Render(Facts facts)
    {
        var rows = facts.Rows.Select(row =>
            $"<dt style=\"margin:0;font-weight:bold\">{Text(row.Name)}</dt>\n<dd style=\"margin:0 0 8px\">{Lines(row.Value)}</dd>");
        return $"<dl style=\"margin:0 0 16px;padding:12px 16px;border-left:4px solid #00586b;overflow-wrap:anywhere\">\n"
            + $"{string.Join('\n', rows)}\n</dl>";
    }

    private static string Lines(string text) =>
        string.Join("<br>\n", text.ReplaceLineEndings("\n").Split('\n').Select(Text));

    private static string Text(string text) => Encoder.Encode(text);
}
