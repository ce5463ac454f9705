using Booking.Web.Features.Bookings;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Messages;

/// <param name="ByOwner">Written for the place; else by the booker.</param>
/// <param name="Own">Written by the reader.</param>
/// <param name="Sender">The writer's name; empty when they have none, or are gone.</param>
public sealed record Message(Guid Id, bool ByOwner, bool Own, string Sender, string Text, Instant SentAt);

/// <summary>What has been written about one booking.</summary>
/// <param name="IsOpen">Whether more can be written.</param>
public sealed record Conversation(ReadableBooking About, IReadOnlyList<Message> Messages, bool IsOpen);

/// <summary>The messages about a booking, for those who may read it.</summary>
public sealed class ReadMessages(NpgsqlDataSource database, ReadBooking bookings, IClock clock)
{
    /// <summary>How long after the end of a booking there may be something left to say: a forgotten jacket, a broken chair.</summary>
    public static readonly Duration OpenAfterEnd = Duration.FromDays(30);

    private const string Sql = """
        select m.id, m.by_owner, m.sender_id is not distinct from @readerId as own, coalesce(p.name, '') as sender, m.text, m.sent_at
        from message m
        left join person p on p.id = m.sender_id
        where m.booking_id = @bookingId
        order by m.sent_at, m.id
        """;

    /// <summary>The oldest first. Null when there is no such booking or it is none of this person's business: the two look the same.</summary>
    public async Task<Conversation?> HandleAsync(Guid bookingId, SignedInPerson reader, CancellationToken cancellation)
    {
        if (await bookings.HandleAsync(bookingId, reader, cancellation) is not { } about)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var messages = await connection.QueryAsync<Message>(
            new CommandDefinition(Sql, new { bookingId, readerId = reader.Id }, cancellationToken: cancellation));
        return new Conversation(about, messages.AsList(), IsOpen(about.Booking, clock.GetCurrentInstant()));
    }

    public async Task<int> CountAsync(Guid bookingId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<int>(
            new CommandDefinition("select count(*)::int from message where booking_id = @bookingId", new { bookingId }, cancellationToken: cancellation));
    }

    /// <summary>As long as there is somebody at both ends who may remember what it is about.</summary>
    public static bool IsOpen(BookingRecord booking, Instant now) => booking.IsReachable && now < booking.Period.End + OpenAfterEnd;
}
