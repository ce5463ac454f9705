using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ListingReports;

/// <param name="Coming">How many bookings are to come.</param>
public sealed record ListingCaseInFull(ListingCase Case, CatalogueResource Resource, IReadOnlyList<ListingReport> Reports, int Coming);

public sealed record ListedCase(ListingCase Case, CatalogueResource Resource);

/// <summary>Cases about what is shared, for the municipality and for whoever shares it.</summary>
public sealed class ReadListingCase(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const int MostAnswered = 20;

    private const string SelectSql = """
        select c.id, c.resource_id, c.status, c.opened_at, c.answered_at, c.answer, c.objection, c.objected_at,
               (select count(*)::int from listing_report r where r.case_id = c.id) as reports
        from listing_case c
        """;

    private const string ListSql = $"""
        ({SelectSql} where c.status in ('open', 'objected') order by c.opened_at)
        union all
        ({SelectSql} where c.status not in ('open', 'objected') order by c.answered_at desc limit @MostAnswered)
        """;

    private const string ReportsSql = """
        select reason, words, reported_at from listing_report where case_id = @id order by reported_at, id;
        select count(*)::int from booking b join listing_case c on c.resource_id = b.resource_id
        where c.id = @id and b.status in ('held', 'confirmed') and upper(b.period) > @Now
        """;

    private const string HasReportedSql = """
        select exists (
            select from listing_report r join listing_case c on c.id = r.case_id
            where c.resource_id = @resourceId and c.status = 'open' and r.reporter_id = @personId)
        """;

    /// <summary>Those that wait, the oldest first, and then those answered last.</summary>
    public async Task<IReadOnlyList<ListedCase>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var cases = await connection.QueryAsync<ListingCase>(new CommandDefinition(ListSql, new { MostAnswered }, cancellationToken: cancellation));
        return [.. cases.Select(one => new ListedCase(one, snapshot.Get(one.ResourceId)))];
    }

    /// <summary>Null when there is none.</summary>
    public async Task<ListingCaseInFull?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await connection.QuerySingleOrDefaultAsync<ListingCase?>(
            new CommandDefinition($"{SelectSql} where c.id = @id", new { id }, cancellationToken: cancellation)) is not { } found)
        {
            return null;
        }

        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(ReportsSql, new { id, Now = clock.GetCurrentInstant() }, cancellationToken: cancellation));
        return new ListingCaseInFull(
            found, snapshot.Get(found.ResourceId), (await rows.ReadAsync<ListingReport>()).AsList(), await rows.ReadSingleAsync<int>());
    }

    /// <summary>The one that keeps something off the list; null where none does.</summary>
    public async Task<ListingCase?> KeepingOffAsync(Guid resourceId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<ListingCase?>(new CommandDefinition(
            $"{SelectSql} where c.resource_id = @resourceId and c.status in ('off', 'objected', 'upheld')", new { resourceId }, cancellationToken: cancellation));
    }

    /// <summary>Whether that person has said it already, and waits for the answer.</summary>
    public async Task<bool> HasReportedAsync(Guid resourceId, Guid personId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(HasReportedSql, new { resourceId, personId }, cancellationToken: cancellation));
    }
}
