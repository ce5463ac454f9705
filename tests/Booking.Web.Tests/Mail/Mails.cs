using Booking.Testing;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Mail;

/// <summary>Mails to send.</summary>
public static class Mails
{
    /// <summary>Friday evening from five to nine in Aarhus.</summary>
    public static BookingMail Kitchen { get; } = new(
        Guid.Parse("0195a1b2-0000-7000-8000-000000000001"), "K7M-4XQ9", 0, "Amina Yılmaz",
        "koekkenet-i-gellerup", "Køkkenet i Gellerup", "Gudrunsvej 10, 8220 Brabrand", "Gå ind ad porten til venstre.", "Europe/Copenhagen",
        Instant.FromUtc(2026, 11, 27, 16, 0), Instant.FromUtc(2026, 11, 27, 20, 0), 12, "Fællesspisning", "Beboerhuset", "hus@example.dk",
        "+45 87 00 00 00", null);

    public static OutboxMail Confirmed(string recipient, Instant now) =>
        OutboxMail.About(Kitchen with { BookingId = Guid.CreateVersion7() }, MailKind.BookingConfirmed, recipient, "da", now);

    public static OutboxMail Code(string recipient, Instant now, Duration? validFor = null) =>
        OutboxMail.About(new SignInCodeMail("482913", Guid.CreateVersion7(), now + (validFor ?? Duration.FromMinutes(10)), null), recipient, "da", now);

    /// <summary>A question about it that an exception is asked with.</summary>
    public static PermissionMail Question { get; } = new(
        Guid.Parse("0195a1b2-0000-7000-8000-000000000002"), Kitchen, "Amina Yılmaz", IsException: true, "Vi holder 60-års fødselsdag.",
        [new("Højst 4 timer ad gangen", "Så flere kan komme til.")], Instant.FromUtc(2026, 11, 27, 14, 0), "",
        [new("koekkenet-i-tilst", "Køkkenet i Tilst", "Europe/Copenhagen", Instant.FromUtc(2026, 11, 28, 16, 0), Instant.FromUtc(2026, 11, 28, 20, 0))]);

    /// <summary>Whether they still come to it; to be answered the day before.</summary>
    public static ReconfirmMail StillComing { get; } = new(Kitchen, Instant.FromUtc(2026, 11, 26, 16, 0));

    public static QueuedMail Queued(OutboxMail mail) =>
        new(mail.Id, mail.Kind, mail.Recipient, mail.Language, mail.Content, mail.MessageId, mail.CreatedAt);

    public static QueuedMail Queued(string kind, string language = "da", BookingMail? content = null) =>
        Queued(OutboxMail.About(content ?? Kitchen, kind, "amina@example.dk", language, BookingApplication.Start));
}
