using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>
/// What comes of a series that nears its end: the time after it is kept for its people as long as the place says so, and they are told
/// in good time, once for each last date.
/// </summary>
public sealed class FollowEnd(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    // Another server at the same series does all there is to do.
    private const string ClaimSql = "select told_of_end from series where id = @id for update skip locked";

    private const string ToldSql = "update series set told_of_end = @last where id = @id";

    private sealed record Claimed(LocalDate? ToldOfEnd);

    /// <summary>True when this call told them. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.QuerySingleOrDefaultAsync<Claimed?>(new CommandDefinition(ClaimSql, new { id }, cancellationToken: cancellation)) is not { } claimed)
        {
            return false;
        }

        var places = await catalogue.ReadAsync(connection, cancellation);
        await KeptTime.WriteAsync(connection, id, places, now);
        var series = (await SeriesRecord.FindAsync(connection, id, cancellation))!;
        var bookings = await SeriesRecord.BookingsAsync(connection, id, cancellation);
        var renewal = Renewal.Of(
            series, await SeriesPart.OfAsync(connection, series, cancellation), bookings, await SkippedDate.OfAsync(connection, id, cancellation), places, now);
        var told = renewal is { IsToBeTold: true } ending && claimed.ToldOfEnd != ending.Coming[^1]
            && await TellAsync(connection, series, bookings, ending, places, now);
        await transaction.CommitAsync(CancellationToken.None);
        return told;
    }

    private static async Task<bool> TellAsync(
        NpgsqlConnection connection, SeriesRecord series, IReadOnlyList<BookingRecord> bookings, Renewal ending, CatalogueSnapshot places, Instant now)
    {
        if (bookings.LastOrDefault(booking => booking.IsReachable) is not { } whose)
        {
            return false;
        }

        var last = bookings.Last(booking => booking.Occurrence!.Value.Date == ending.Coming[^1]);
        var content = SeriesMails.Content(series, bookings, [], places, whose.PersonLanguage, whose.PersonName, reason: null, [last.Id]);
        await connection.ExecuteAsync(
            OutboxMail.InsertSql,
            OutboxMail.About(content with { AnswerBy = ending.KeptUntil }, MailKind.SeriesEnding, whose.PersonEmail, whose.PersonLanguage, now));
        await connection.ExecuteAsync(ToldSql, new { series.Id, last = ending.Coming[^1] });
        return true;
    }
}
