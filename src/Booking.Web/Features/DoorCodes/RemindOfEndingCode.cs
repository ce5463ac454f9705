using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.DoorCodes;

/// <summary>Says once to those who look after a place that its code is about to end.</summary>
public sealed class RemindOfEndingCode(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    // Of two servers at it, one tells.
    private const string ClaimSql = """
        update resource_access set ending_told_at = @Now
        where resource_id = @Id and source = 'fixed' and fixed_code is not null and fixed_until is not null and ending_told_at is null
        returning fixed_until
        """;

    public async Task HandleAsync(Guid resourceId, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(resourceId);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteScalarAsync<LocalDate?>(ClaimSql, new { Id = resourceId, Now = now }) is { } lastDay)
        {
            await AccessMails.WriteAsync(connection, resource, MailKind.CodeEnding, left: null, lastDay, now, cancellation);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }
}
