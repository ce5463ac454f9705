using System.Globalization;
using Booking.Web.Startup;
using MimeKit;

namespace Booking.Web.Mail;

/// <summary>Keeps mail in files where there is no server to send it through.</summary>
public sealed class MailFolder(DataFolder data) : IMailTransport
{
    public const string Extension = ".eml";

    public string Path { get; } = System.IO.Path.Combine(data.Path, "mail");

    public IMailConnection Open() => new Connection(Path);

    private sealed class Connection(string folder) : IMailConnection
    {
        public async Task<Delivery> SendAsync(MimeMessage message, CancellationToken cancellation)
        {
            // Named after the mail, so that a second attempt writes the same file; after its time first, so that names sort.
            var name = $"{message.Date.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}-"
                + message.MessageId?.Split('@')[0];
            var (written, unfinished) = (System.IO.Path.Combine(folder, name + Extension), System.IO.Path.Combine(folder, name + ".part"));
            try
            {
                Directory.CreateDirectory(folder);
                await message.WriteToAsync(unfinished, cancellation);
                File.Move(unfinished, written, overwrite: true);
                return new Delivery.Accepted();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return new Delivery.Unreachable($"the mail folder cannot be written to ({exception.GetType().Name})");
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
