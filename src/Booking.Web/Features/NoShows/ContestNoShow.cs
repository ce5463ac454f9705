using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.NoShows;

public enum ContestOutcome
{
    /// <summary>Also when they had said it before.</summary>
    Sent,
    NotFound,
    TooLong,
    /// <summary>It is so long ago that it no longer counts.</summary>
    TooLate,
}

/// <summary>A person says that they were there. Until those who look after the place have answered, it does not count.</summary>
public sealed class ContestNoShow(NpgsqlDataSource database, ReadBooking bookings, ReadNoShows noShows, IClock clock)
{
    public const int LongestWords = 1000;

    public const string Action = "booking.contested";

    private const string InsertSql = $"""
        insert into no_show_contest (booking_id, words, contested_at)
        select b.id, @Words, @Now from booking b where b.id = @Id and b.person_id = @PersonId and {NoShowSql.Is}
        on conflict (booking_id) do nothing
        """;

    /// <param name="typed">As typed; may be empty.</param>
    public async Task<ContestOutcome> HandleAsync(Guid bookingId, string? typed, SignedInPerson person, CancellationToken cancellation)
    {
        // It is noted of whoever answers for the booking, not of the others of their group: they are the one to say.
        if (await bookings.HandleAsync(bookingId, person, cancellation) is not var (booking, resource, _) || booking.PersonId != person.Id
            || (await noShows.AtAsync(booking, resource, cancellation)).This is not { } missed)
        {
            return ContestOutcome.NotFound;
        }

        var words = TypedText.Read(typed);
        if (words.Length > LongestWords)
        {
            return ContestOutcome.TooLong;
        }

        var now = clock.GetCurrentInstant();
        if (missed.Contest is null && missed.IsOver(now))
        {
            return ContestOutcome.TooLate;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteAsync(InsertSql, new { booking.Id, Words = words, Now = now, PersonId = person.Id }) == 1)
        {
            await OutboxMail.InsertAsync(connection, await MailsAsync(connection, booking, resource, words, person, now, cancellation), cancellation);
            // Not the words: the log is never changed.
            await OwnerAudit.WriteAsync(connection, resource.Owner.Id, Action, bookingId, null, null, person.Id, now);
            await transaction.CommitAsync(CancellationToken.None);
        }

        return ContestOutcome.Sent;
    }

    private static async Task<List<OutboxMail>> MailsAsync(
        NpgsqlConnection connection, BookingRecord booking, CatalogueResource resource, string words, SignedInPerson person, Instant now,
        CancellationToken cancellation)
    {
        var readers = await OwnerContact.ReadAsync(connection, resource.Owner.Id, OwnerRight.LookAfter, cancellation);
        return
        [
            .. (readers.Count > 0 ? readers : [new OwnerContact(resource.Owner.Email, resource.Owner.Name.Da, "da")])
                .Where(reader => !string.Equals(reader.Email, person.Email, StringComparison.OrdinalIgnoreCase))
                .Select(reader => OutboxMail.About(
                    new NoShowMail(BookingMails.Of(resource, booking, reader.Language, reason: null), reader.Name, words, Upheld: null, Answer: ""),
                    MailKind.NoShowContested, reader.Email, reader.Language, now)),
        ];
    }
}
