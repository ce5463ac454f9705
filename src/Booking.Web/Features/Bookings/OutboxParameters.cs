using Booking.Web.Mail;
using Npgsql;
using NpgsqlTypes;

namespace Booking.Web.Features.Bookings;

/// <summary>The mail's part of a statement that writes it together with what it tells.</summary>
public static class OutboxParameters
{
    /// <summary>Completes the common table expression <c>mailed</c>; the mail is written once for each row of <paramref name="source"/>.</summary>
    public static string Sql(string source) => $"""
        , mailed as (
            insert into outbox (id, kind, recipient, language, content, message_id, created_at, due_at)
            select @MailId, @MailKind, @MailTo, @MailLanguage, @MailContent, @MessageId, @Now, @Now from {source}
        )
        """;

    public static void AddTo(NpgsqlBatchCommand command, OutboxMail mail)
    {
        command.Parameters.Add(new("MailId", mail.Id));
        command.Parameters.Add(new("MailKind", mail.Kind));
        command.Parameters.Add(new("MailTo", mail.Recipient));
        command.Parameters.Add(new("MailLanguage", mail.Language));
        command.Parameters.Add(new("MailContent", NpgsqlDbType.Jsonb) { Value = mail.Content });
        command.Parameters.Add(new("MessageId", mail.MessageId));
    }
}
