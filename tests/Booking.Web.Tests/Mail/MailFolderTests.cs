using Booking.Web.Mail;
using Booking.Web.Startup;
using MimeKit;

namespace Booking.Web.Tests.Mail;

public sealed class MailFolderTests : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("booking-mail-").FullName;
    private MailRoom room = null!;

    public async Task InitializeAsync() => room = await MailRoom.OpenAsync();

    public async Task DisposeAsync()
    {
        await room.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task SendMail_WithoutAServer_WritesEachMailToAFileOnce()
    {
        var mail = await room.PutAsync("anna@example.dk");
        var sender = room.SendThrough(new MailFolder(new DataFolder(data)));

        await sender.HandleAsync(default);
        await room.ExecuteAsync("update outbox set sent_at = null, due_at = created_at");
        await sender.HandleAsync(default);

        var file = Directory.GetFiles(Path.Combine(data, "mail")).Should().ContainSingle().Subject;
        using var written = await MimeMessage.LoadAsync(file);
        written.MessageId.Should().Be(mail.MessageId);
        (await room.RowAsync(mail.Id)).SentAt.Should().NotBeNull();
    }

    [Fact]
    public async Task SendMail_WhenTheFolderCannotBeWritten_TriesAgainLater()
    {
        await File.WriteAllTextAsync(Path.Combine(data, "mail"), "a file in the way");
        var mail = await room.PutAsync("anna@example.dk");

        await room.SendThrough(new MailFolder(new DataFolder(data))).HandleAsync(default);

        (await room.RowAsync(mail.Id)).DueAt.Should().NotBeNull();
    }
}
