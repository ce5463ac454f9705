using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

public enum KeepSeriesOutcome
{
    Kept,
    /// <summary>There is no such series, or it is not this person's to answer for.</summary>
    NotFound,
    /// <summary>Nobody asks any longer: they have answered, or the dates have been given on.</summary>
    NotAsked,
}

/// <summary>The person says that they come to the dates of a series: nothing is given on, and the row of unused dates begins anew.</summary>
public sealed class KeepSeries(NpgsqlDataSource database, IClock clock)
{
    // The lock of the job: it comes before or after, never between.
    private const string KeepSql = """
        with kept as (
            update series_unused set release_at = null, answered_at = @now where series_id = @id and release_at is not null returning series_id
        )
        insert into audit (at, actor_id, action, subject) select @now, @personId, 'series.kept', series_id from kept
        """;

    public async Task<KeepSeriesOutcome> HandleAsync(Guid id, SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await SeriesRecord.LockedAsync(connection, id, cancellation) is not { } series || !await series.IsTheirsAsync(connection, person.Id, cancellation))
        {
            return KeepSeriesOutcome.NotFound;
        }

        var kept = await connection.ExecuteAsync(KeepSql, new { id, now = clock.GetCurrentInstant(), personId = person.Id });
        await transaction.CommitAsync(CancellationToken.None);
        return kept == 1 ? KeepSeriesOutcome.Kept : KeepSeriesOutcome.NotAsked;
    }
}
