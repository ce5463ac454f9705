using System.Diagnostics;
using System.Text.RegularExpressions;
using MimeKit;

namespace Booking.Browser.Tests;

/// <summary>The mails that have left, as the files they were written to.</summary>
public sealed partial class Mailbox(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>Newest last.</summary>
    public IReadOnlyList<MimeMessage> To(string email) =>
        [.. Read().Where(mail => mail.To.Mailboxes.Any(to => to.Address == email)).OrderBy(mail => mail.Date)];

    /// <summary>The newest such mail; waits for it when mail leaves by itself.</summary>
    public async Task<MimeMessage> ArrivesAsync(string email, Func<MimeMessage, bool> isIt)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Glance))
        {
            if (To(email).LastOrDefault(isIt) is { } mail)
            {
                return mail;
            }
            else if (waited.Elapsed > Patience)
            {
                throw new TimeoutException($"No such mail came to {email}.");
            }
        }
    }

    /// <summary>The code in the newest mail with one to that address.</summary>
    public async Task<string> CodeForAsync(string email) =>
        SixDigits().Match((await ArrivesAsync(email, mail => SixDigits().IsMatch(mail.Subject!))).Subject!).Value;

    /// <summary>The first address in a mail that has this in it.</summary>
    public static string LinkIn(MimeMessage mail, string part) =>
        Addresses().Matches(mail.TextBody!).Select(match => match.Value).First(address => address.Contains(part, StringComparison.Ordinal));

    private IEnumerable<MimeMessage> Read() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.eml").Order().Select(file => MimeMessage.Load(file))
        : [];

    [GeneratedRegex("^[0-9]{6}")]
    private static partial Regex SixDigits();

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Addresses();
}
