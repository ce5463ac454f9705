using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>
/// What comes of dates in a row that nobody came to: two bring a warning, three the question whether they still come, and a week
/// without an answer gives on the dates that are to come.
/// </summary>
public sealed class FollowUnused(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    // Another server at the same series does all there is to do.
    private const string ClaimSql = "select true from series where id = @id for update skip locked";

    private const string SentSql = "select sent_at, failed_at from outbox where once_key = @key";

    private sealed record Sent(Instant? SentAt, Instant? FailedAt);

    /// <summary>The dates in a row, the state they are in, and all dates.</summary>
    private sealed record Situation(
        SeriesRecord Series, UnusedSeries State, IReadOnlyList<BookingRecord> Bookings, IReadOnlyList<BookingRecord> Row, CatalogueSnapshot Places, Instant Now)
    {
        public IEnumerable<BookingRecord> Coming => Bookings.Where(booking =>
            booking.Status is BookingStatus.Confirmed or BookingStatus.Held && booking.CheckedInAt is null && booking.Period.Start > Now);

        /// <summary>Whether a mail has told of a date of the row.</summary>
        public bool IsTold => State.ToldUntil is { } until && Row.Count > 0 && Row[0].Occurrence <= until;

        public bool ChecksIn => Row.Count > 0 && Places.Get(Row[^1].ResourceId).Terms.CheckInGraceMinutes is not null;
    }

    /// <summary>True when this call told or gave on something. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(ClaimSql, new { id }, cancellationToken: cancellation)))
        {
            return false;
        }

        var series = (await SeriesRecord.FindAsync(connection, id, cancellation))!;
        var bookings = await SeriesRecord.BookingsAsync(connection, id, cancellation);
        var state = await UnusedSeries.FindAsync(connection, id, cancellation) ?? new UnusedSeries { SeriesId = id };
        var row = await UnusedSeries.RowOfAsync(connection, id, bookings, state.AnsweredAt, now, cancellation);
        var newest = bookings.Where(booking => booking.Status == BookingStatus.Released && booking.EndedAt >= booking.Period.Start).Max(booking => booking.Occurrence);
        state = state with { SeenUntil = newest ?? state.SeenUntil };
        var (next, told) = await StepAsync(
            connection, new Situation(series, state, bookings, row, await catalogue.ReadAsync(connection, cancellation), now), cancellation);
        await next.WriteAsync(connection);
        await transaction.CommitAsync(CancellationToken.None);
        return told;
    }

    private static async Task<(UnusedSeries State, bool Told)> StepAsync(NpgsqlConnection connection, Situation at, CancellationToken cancellation)
    {
        var state = at.State;
        // Somebody came after all, or the place no longer asks anybody to check in.
        if (at.Row.Count < UnusedRow.Warns || !at.ChecksIn || !at.Coming.Any())
        {
            return (state with { ReleaseAt = null }, false);
        }

        if (state.ReleaseAt is { } releaseAt)
        {
            return at.Row.Count < UnusedRow.Asks ? (state with { ReleaseAt = null }, false)
                : releaseAt > at.Now ? (state, false)
                : await ReleaseAsync(connection, at, cancellation);
        }

        if (at.Row.Count >= UnusedRow.Asks && !(at.IsTold && state.AskedAt is not null))
        {
            var due = at.Now + UnusedRow.ToAnswer;
            await TellAsync(connection, at, MailKind.SeriesUnusedQuestion, KeyOfQuestion(state.SeriesId, at.Now), due);
            return (state with { ToldUntil = at.Row[^1].Occurrence, AskedAt = at.Now, ReleaseAt = due }, true);
        }

        if (at.Row.Count >= UnusedRow.Warns && !at.IsTold)
        {
            await TellAsync(connection, at, MailKind.SeriesUnusedWarning, onceKey: null, answerBy: null);
            return (state with { ToldUntil = at.Row[^1].Occurrence, AskedAt = null }, true);
        }

        return (state, false);
    }

    // What has not reached a person is not held against them: the week is counted from when the question left.
    private static async Task<(UnusedSeries State, bool Told)> ReleaseAsync(NpgsqlConnection connection, Situation at, CancellationToken cancellation)
    {
        var state = at.State;
        var sent = await connection.QuerySingleOrDefaultAsync<Sent?>(new CommandDefinition(
            SentSql, new { key = KeyOfQuestion(state.SeriesId, state.AskedAt!.Value) }, cancellationToken: cancellation));
        if (sent is not { SentAt: { } sentAt })
        {
            return sent is { FailedAt: null }
                ? (state with { ReleaseAt = at.Now + Duration.FromHours(1) }, false)
                : (state with { ReleaseAt = null }, false);
        }

        if (sentAt + UnusedRow.ToAnswer > at.Now)
        {
            return (state with { ReleaseAt = sentAt + UnusedRow.ToAnswer }, false);
        }

        await EndDates.LockAsync(connection, state.SeriesId, at.Coming.First().Occurrence!.Value, at.Now);
        var reason = MailTexts.In(at.Bookings.Last(booking => booking.IsReachable).PersonLanguage)["SeriesReleasedReason"];
        var ended = await EndDates.HandleAsync(
            connection, state.SeriesId, at.Coming.Select(booking => booking.Id), [], BookingStatus.Released, reason, actorId: null, at.Now);
        if (ended.Count == 0)
        {
            return (state with { ReleaseAt = null }, false);
        }

        await SeriesMails.WriteAsync(connection, at.Places, state.SeriesId, MailKind.SeriesReleased, at.Now, ended, reason);
        return (state with { ReleaseAt = null }, true);
    }

    private static async Task TellAsync(NpgsqlConnection connection, Situation at, string kind, string? onceKey, Instant? answerBy)
    {
        if (at.Bookings.LastOrDefault(booking => booking.IsReachable) is not { } whose)
        {
            return;
        }

        var content = SeriesMails.Content(
            at.Series, at.Bookings, [], at.Places, whose.PersonLanguage, whose.PersonName, reason: null, [.. at.Row.Select(booking => booking.Id)]);
        var mail = OutboxMail.About(content with { AnswerBy = answerBy }, kind, whose.PersonEmail, whose.PersonLanguage, at.Now) with { OnceKey = onceKey };
        await connection.ExecuteAsync(OutboxMail.InsertSql, mail);
    }

    private static string KeyOfQuestion(Guid id, Instant askedAt) => $"series:unused:{id}:{askedAt.ToUnixTimeTicks()}";
}
