using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.NoShows;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>How far it has gone with a series that nobody comes to.</summary>
public sealed record UnusedSeries
{
    public Guid SeriesId { get; init; }
    /// <summary>The newest date that nobody had come to when it was last looked at.</summary>
    public LocalDateTime SeenUntil { get; init; }
    /// <summary>The newest date that a mail has told of; null while none has.</summary>
    public LocalDateTime? ToldUntil { get; init; }
    public Instant? AskedAt { get; init; }
    /// <summary>When the coming dates are given on unless they answer; null when that is not so.</summary>
    public Instant? ReleaseAt { get; init; }
    /// <summary>When they said that they come; null while they have not.</summary>
    public Instant? AnsweredAt { get; init; }

    private const string Sql = """
        select series_id, seen_until, told_until, asked_at, release_at, answered_at from series_unused where series_id = @id
        """;

    // What its person says they came to breaks the row, unless the owner says that they did not.
    private const string MissedSql = $"""
        select b.id from booking b where b.series_id = @id and {NoShowSql.Counts}
        """;

    private const string WriteSql = """
        insert into series_unused (series_id, seen_until, told_until, asked_at, release_at, answered_at)
        values (@SeriesId, @SeenUntil, @ToldUntil, @AskedAt, @ReleaseAt, @AnsweredAt)
        on conflict (series_id) do update
        set seen_until = excluded.seen_until, told_until = excluded.told_until, asked_at = excluded.asked_at, release_at = excluded.release_at,
            answered_at = excluded.answered_at
        """;

    public static Task<UnusedSeries?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<UnusedSeries?>(new CommandDefinition(Sql, new { id }, cancellationToken: cancellation));

    public Task WriteAsync(NpgsqlConnection connection) => connection.ExecuteAsync(WriteSql, this);

    /// <summary>The newest dates in a row that nobody came to, in their order.</summary>
    /// <param name="bookings">Of the series, in the order of the dates.</param>
    /// <param name="since">When the person last said that they come: only what began after it counts.</param>
    public static async Task<IReadOnlyList<BookingRecord>> RowOfAsync(
        NpgsqlConnection connection, Guid id, IReadOnlyList<BookingRecord> bookings, Instant? since, Instant now, CancellationToken cancellation)
    {
        var missed = (await connection.QueryAsync<Guid>(new CommandDefinition(MissedSql, new { id }, cancellationToken: cancellation))).ToHashSet();
        return UnusedRow.Of(bookings.Where(booking => since is null || booking.Period.Start > since), UseOf);

        DateUse UseOf(BookingRecord booking) => booking switch
        {
            _ when missed.Contains(booking.Id) => DateUse.Unused,
            { CheckedInAt: not null } => DateUse.Used,
            { Status: BookingStatus.Confirmed } when booking.Period.End <= now => DateUse.Used,
            { Status: BookingStatus.Released } when booking.EndedAt >= booking.Period.Start => DateUse.Used,
            _ => DateUse.Neither,
        };
    }
}
