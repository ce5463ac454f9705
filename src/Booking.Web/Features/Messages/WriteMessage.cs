using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Messages;

public enum WriteMessageOutcome
{
    /// <summary>Also when the same had been sent before under the same key.</summary>
    Sent,
    NotFound,
    TextMissing,
    TextTooLong,
    /// <summary>The booking is long over, or its person is gone.</summary>
    Closed,
    /// <summary>So many in an hour that it looks like a machine, or like anger.</summary>
    TooMany,
}

/// <summary>Writes to the other side of a booking. It stands on the booking's page, and goes out by mail without anyone's address.</summary>
public sealed class WriteMessage(NpgsqlDataSource database, ReadBooking bookings, IClock clock)
{
    public const int LongestText = 2000;
    public const int MostAnHour = 20;

    // A statement of its own: the next one then counts what whoever held the lock has written.
    private const string LockSql = "select pg_advisory_xact_lock(hashtextextended('message ' || @SenderId::text, 0));";

    private const string WriteSql = LockSql + """
        with recent as (
            select count(*) as number from message
            where booking_id = @BookingId and sender_id = @SenderId and sent_at > @HourAgo and key <> @Key
        ), written as (
            insert into message (id, booking_id, sender_id, by_owner, text, sent_at, key)
            select @Id, @BookingId, @SenderId, @ByOwner, @Text, @Now, @Key from recent where number < @MostAnHour
            on conflict (booking_id, sender_id, key) do nothing
            returning id
        ), audited as (
            insert into audit (at, actor_id, action, subject) select @Now, @SenderId, 'message.sent', @BookingId from written
        )
        select (select count(*) from written) as written, (select number from recent) as recent
        """;

    /// <param name="typed">As typed.</param>
    /// <param name="key">Of the form or the request: the same for every attempt to send it.</param>
    public async Task<WriteMessageOutcome> HandleAsync(
        Guid bookingId, string? typed, string key, SignedInPerson sender, CancellationToken cancellation)
    {
        if (await bookings.HandleAsync(bookingId, sender, cancellation) is not var (booking, resource, own))
        {
            return WriteMessageOutcome.NotFound;
        }

        var text = TypedText.Read(typed);
        if (text.Length is 0 or > LongestText)
        {
            return text.Length == 0 ? WriteMessageOutcome.TextMissing : WriteMessageOutcome.TextTooLong;
        }

        var now = clock.GetCurrentInstant();
        if (!ReadMessages.IsOpen(booking, now))
        {
            return WriteMessageOutcome.Closed;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var mails = await MailsAsync(connection, booking, resource, own, text, sender, now, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            WriteSql,
            new
            {
                Id = Guid.CreateVersion7(), BookingId = bookingId, SenderId = sender.Id, ByOwner = !own, Text = text, Now = now, Key = key,
                HourAgo = now - Duration.FromHours(1), MostAnHour,
            },
            transaction, cancellationToken: cancellation));
        await rows.ReadAsync();
        var (written, recent) = await rows.ReadSingleAsync<(long Written, long Recent)>();
        if (written == 0)
        {
            return recent < MostAnHour ? WriteMessageOutcome.Sent : WriteMessageOutcome.TooMany;
        }

        await OutboxMail.InsertAsync(connection, mails, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        return WriteMessageOutcome.Sent;
    }

    // Nobody is written to about what they have written themselves.
    private static async Task<List<OutboxMail>> MailsAsync(
        NpgsqlConnection connection, BookingRecord booking, CatalogueResource resource, bool own, string text, SignedInPerson sender, Instant now,
        CancellationToken cancellation)
    {
        if (!own)
        {
            return [Mail(MailKind.MessageToPerson, booking.PersonEmail, booking.PersonName, booking.PersonLanguage, resource.Owner.Name.In(booking.PersonLanguage))];
        }

        var readers = await OwnerContact.ReadAsync(connection, resource.Owner.Id, OwnerRight.LookAfter, cancellation);
        return
        [
            .. (readers.Count > 0 ? readers : [new OwnerContact(resource.Owner.Email, resource.Owner.Name.Da, "da")])
                .Where(reader => !string.Equals(reader.Email, sender.Email, StringComparison.OrdinalIgnoreCase))
                .Select(reader => Mail(MailKind.MessageToOwner, reader.Email, reader.Name, reader.Language, sender.Name)),
        ];

        OutboxMail Mail(string kind, string email, string name, string language, string from) => OutboxMail.About(
            new MessageMail(BookingMails.Of(resource, booking, language, reason: null), name, from, text), kind, email, language, now);
    }
}
