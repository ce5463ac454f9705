using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Admin;

/// <param name="Waiting">Mails that are to leave, among them those tried before.</param>
/// <param name="Reports">Cases about listings that wait for an answer.</param>
/// <param name="Oldest">When the oldest of them was written; null when none waits.</param>
public sealed record Machinery(int Waiting, Instant? Oldest, int Reports, IReadOnlyList<FailedMail> Failed);

/// <param name="Error">What the mail server said; holds no address and nothing of the mail.</param>
public sealed record FailedMail(Guid Id, string Kind, Instant CreatedAt, Instant FailedAt, int Attempts, string? Error);

/// <summary>What an administrator looks at when somebody says that no mail came. Names nobody.</summary>
public sealed class ReadMachinery(NpgsqlDataSource database)
{
    private const int Shown = 50;

    private const string Sql = """
        select (select count(*)::int from outbox where due_at is not null) as waiting,
               (select min(created_at) from outbox where due_at is not null) as oldest,
               (select count(*)::int from listing_case where status in ('open', 'objected')) as reports;

        select id, kind, created_at, failed_at, attempts, last_error as error
        from outbox
        where failed_at is not null
        order by failed_at desc
        limit @Shown;
        """;

    private sealed record Counts(int Waiting, Instant? Oldest, int Reports);

    public async Task<Machinery> HandleAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql, new { Shown }, cancellationToken: cancellation));
        var counts = await rows.ReadSingleAsync<Counts>();
        return new Machinery(counts.Waiting, counts.Oldest, counts.Reports, (await rows.ReadAsync<FailedMail>()).AsList());
    }
}
