using System.Text.RegularExpressions;
using Booking.Web.Features.Shared;
using Booking.Web.Mail;
using MimeKit;
using NodaTime;

namespace Booking.Web.Features.DevMail;

/// <summary>A mail in the folder, as the list shows it.</summary>
/// <param name="Name">The file's, without its ending.</param>
public sealed record MailInFolder(string Name, string To, string Subject, string Sent);

/// <summary>Reads the mail that was written to files because there is no server to send it through.</summary>
public sealed partial class ReadMail(MailFolder folder)
{
    private const int MostListed = 100;

    public string Folder => folder.Path;

    /// <summary>The newest, first.</summary>
    public async Task<IReadOnlyList<MailInFolder>> ListAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(folder.Path))
        {
            return [];
        }

        var names = Directory.EnumerateFiles(folder.Path, $"*{MailFolder.Extension}")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => NameOfOurs().IsMatch(name))
            .OrderDescending(StringComparer.Ordinal)
            .Take(MostListed);
        List<MailInFolder> mails = [];
        foreach (var name in names)
        {
            if (await FindAsync(name, cancellation) is { } message)
            {
                using (message)
                {
                    mails.Add(new(name, message.To.ToString(), message.Subject ?? "", Sent(message)));
                }
            }
        }

        return mails;
    }

    /// <summary>Null when there is no mail of that name.</summary>
    public async Task<MimeMessage?> FindAsync(string name, CancellationToken cancellation) =>
        PathOf(name) is { } path ? await MimeMessage.LoadAsync(path, cancellation) : null;

    /// <summary>As it would have been sent; null when there is no mail of that name.</summary>
    public string? PathOf(string name)
    {
        var path = Path.Combine(folder.Path, name + MailFolder.Extension);
        return NameOfOurs().IsMatch(name) && File.Exists(path) ? path : null;
    }

    /// <summary>Its invitation, to the octet; null when it has none.</summary>
    public static byte[]? CalendarOf(MimeMessage message)
    {
        if (message.BodyParts.OfType<TextPart>().FirstOrDefault(part => part.ContentType.IsMimeType("text", "calendar")) is not { Content: { } content })
        {
            return null;
        }

        using var decoded = new MemoryStream();
        content.DecodeTo(decoded);
        return decoded.ToArray();
    }

    public static string Sent(MimeMessage message)
    {
        var sent = Instant.FromDateTimeOffset(message.Date).InZone(HomeZone.Zone);
        return $"{TimeText.ShortDay(sent.Date)} {TimeText.Time(sent.TimeOfDay)}";
    }

    // Nothing else, and above all no way up and out of the folder.
    [GeneratedRegex(@"\A[0-9]{8}T[0-9]{6}-[0-9a-f]{32}\z")]
    private static partial Regex NameOfOurs();
}
