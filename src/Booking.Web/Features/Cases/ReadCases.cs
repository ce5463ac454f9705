using Booking.Web.Features.Handover;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Cases;

/// <summary>Something that does not work, or did not.</summary>
/// <param name="Note">What the next ones read instead; null until the owner has said it in other words.</param>
/// <param name="BookingId">In which it was found; null when that is no more.</param>
/// <param name="Answer">To whoever reported it; empty where there is none.</param>
/// <param name="ClosedAt">Null while it is open.</param>
public sealed record BrokenCase(
    Guid Id, Guid ResourceId, Guid? BookingId, string What, string Details, string? Note, string Answer, Instant OpenedAt, Instant? ClosedAt)
{
    /// <summary>What the next ones read.</summary>
    public string Said => Note ?? What;
}

/// <param name="Pictures">Names of those taken at the handover.</param>
public sealed record CaseInFull(BrokenCase Case, CatalogueResource Resource, IReadOnlyList<string> Pictures);

public sealed record ListedCase(BrokenCase Case, CatalogueResource Resource);

/// <summary>What is broken, for those who look after it and for those who come next.</summary>
public sealed class ReadCases(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const int MostClosed = 20;

    private const string SelectSql = """
        select id, resource_id, booking_id, what, details, note, answer, opened_at, closed_at from broken_case
        """;

    private const string ListSql = $"""
        ({SelectSql} where resource_id = any(@Resources) and closed_at is null)
        union all
        ({SelectSql} where resource_id = any(@Resources) and closed_at is not null order by closed_at desc limit @MostClosed)
        """;

    /// <summary>The open ones, the oldest first, and then those closed last. Of all that somebody looks after.</summary>
    public async Task<IReadOnlyList<ListedCase>> ListAsync(SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var owners = await OwnerAccess.OwnersAsync(connection, person, OwnerRight.LookAfter, cancellation);
        var cases = await connection.QueryAsync<BrokenCase>(new CommandDefinition(
            ListSql,
            new { Resources = snapshot.All.Where(resource => owners.Contains(resource.Owner.Id)).Select(resource => resource.Id).ToArray(), MostClosed },
            cancellationToken: cancellation));
        return
        [
            .. cases.OrderBy(one => one.ClosedAt is not null).ThenByDescending(one => one.ClosedAt).ThenBy(one => one.OpenedAt)
                .Select(one => new ListedCase(one, snapshot.Get(one.ResourceId))),
        ];
    }

    /// <summary>Null when there is none. Who may read it is for the caller to ask.</summary>
    public async Task<CaseInFull?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await connection.QuerySingleOrDefaultAsync<BrokenCase?>(
            new CommandDefinition($"{SelectSql} where id = @id", new { id }, cancellationToken: cancellation)) is not { } found)
        {
            return null;
        }

        return new CaseInFull(
            found, (await catalogue.ReadAsync(connection, cancellation)).Get(found.ResourceId),
            found.BookingId is { } booking
                ? await HandoverPictures.OfAsync(connection, booking, clock.GetCurrentInstant(), cancellation)
                : []);
    }

    /// <summary>What does not work there now, the newest first: for whoever comes next.</summary>
    public async Task<IReadOnlyList<BrokenCase>> OpenAtAsync(Guid resourceId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<BrokenCase>(new CommandDefinition(
            $"{SelectSql} where resource_id = @resourceId and closed_at is null order by opened_at desc, id", new { resourceId },
            cancellationToken: cancellation))).AsList();
    }
}
