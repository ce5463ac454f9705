using System.Text;

namespace Booking.Web.Mail;

/// <summary>A mail for those who read plain text, or have it read aloud.</summary>
public static class MailAsText
{
    public static string Render(MailBody body)
    {
        var text = new StringBuilder();
        text.Append(body.Heading).Append("\n\n");
        foreach (var part in body.Parts)
        {
            text.Append(Render(part)).Append("\n\n");
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static string Render(MailPart part) => part switch
    {
        Paragraph paragraph => paragraph.Text,
        // Further lines are set in, so that nothing a person typed can look like a line of ours.
        Facts facts => string.Join('\n', facts.Rows.Select(row => $"{row.Name}: {row.Value.ReplaceLineEndings("\n    ")}")),
        Code code => $"    {code.Value}",
        Link link => $"{link.Text}:\n{link.Address.AbsoluteUri}",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };
}
