using System.Text.Json;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Handover;

/// <summary>A line as it was asked and answered.</summary>
/// <param name="Item">The line's id, for filling it in again.</param>
/// <param name="Done">Of a line to tick.</param>
/// <param name="Number">Of a line that asks for a number; null where none was given.</param>
public sealed record HandoverAnswer(Guid Item, string TextDa, string TextEn, bool Done, long? Number);

/// <summary>How a booking's place was, or is to be, handed over.</summary>
/// <param name="Items">What is asked now.</param>
/// <param name="FilledAt">Null until it has been.</param>
/// <param name="Pictures">Names of files.</param>
/// <param name="IsOpen">Whether the reader can fill it in.</param>
/// <param name="HasBefore">Whether somebody else was there before, who can be thanked.</param>
/// <param name="Thanked">Whom the booker has thanked.</param>
public sealed record HandoverOverview(
    ReadableBooking About, IReadOnlyList<HandoverItem> Items, Instant? FilledAt, IReadOnlyList<HandoverAnswer> Answers,
    IReadOnlyList<string> Pictures, bool IsOpen, bool HasBefore, IReadOnlyList<string> Thanked);

/// <summary>What the booking's own page says of it.</summary>
/// <param name="IsFilled">Whether it has been handed over.</param>
/// <param name="HasList">Whether there is a list to go through.</param>
public sealed record HandoverState(bool IsFilled, bool HasList);

public sealed class ReadHandover(NpgsqlDataSource database, ReadBooking bookings, IClock clock)
{
    private const string FilledSql = "select filled_at, answers::text as answers from handover where booking_id = @Id";

    private const string ThankedSql = "select towards from thanks where booking_id = @Id";

    private const string StateSql = """
        select exists (select from handover where booking_id = @Id) as is_filled,
               exists (select from handover_item where resource_id = @ResourceId) as has_list
        """;

    private sealed record Filled(Instant FilledAt, string Answers);

    /// <summary>Null when there is no such booking or it is none of this person's business: the two look the same.</summary>
    public async Task<HandoverOverview?> HandleAsync(Guid bookingId, SignedInPerson reader, CancellationToken cancellation)
    {
        if (await bookings.HandleAsync(bookingId, reader, cancellation) is not { } about)
        {
            return null;
        }

        var (booking, resource, own) = about;
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var filled = await connection.QuerySingleOrDefaultAsync<Filled?>(new CommandDefinition(FilledSql, new { booking.Id }, cancellationToken: cancellation));
        return new HandoverOverview(
            about,
            await Checklist.OfAsync(connection, resource.Id, cancellation),
            filled?.FilledAt,
            filled is null ? [] : JsonSerializer.Deserialize<HandoverAnswer[]>(filled.Answers, JsonSerializerOptions.Web)!,
            await HandoverPictures.OfAsync(connection, booking.Id, now, cancellation),
            own && IsOpen(booking, now),
            own && await SayThanks.BeforeAsync(connection, booking, cancellation) is not null,
            (await connection.QueryAsync<string>(new CommandDefinition(ThankedSql, new { booking.Id }, cancellationToken: cancellation))).AsList());
    }

    public async Task<HandoverState> StateAsync(BookingRecord booking, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleAsync<HandoverState>(
            new CommandDefinition(StateSql, new { booking.Id, booking.ResourceId }, cancellationToken: cancellation));
    }

    public static bool IsOpen(BookingRecord booking, Instant now) =>
        booking.Status == BookingStatus.Confirmed && HandoverWindow.IsOpen(booking.Period, now);
}
