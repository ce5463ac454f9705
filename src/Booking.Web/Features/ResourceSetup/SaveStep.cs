using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Saves the answer to one question, and that it has been answered.</summary>
public sealed class SaveStep(NpgsqlDataSource database, IClock clock)
{
    private const string AnsweredSql = """
        update resource set answered = answered || @step where id = @Id and not @step = any(answered)
        """;

    /// <param name="write">What else the answer means, in the same transaction.</param>
    /// <param name="before">What it said until now, for the log. Nothing personal; null for nothing.</param>
    public async Task HandleAsync(
        SetupRecord resource, string step, Func<NpgsqlConnection, NpgsqlTransaction, Task> write, object? before, object? after,
        SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await write(connection, transaction);
        await connection.ExecuteAsync(AnsweredSql, new { step, resource.Id }, transaction);
        await SetupAudit.WriteAsync(
            connection, transaction, "resource.changed", resource.Id, resource.OwnerId, new { step, before, after }, actor, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
    }
}
