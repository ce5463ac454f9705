using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.RuleEditor;

/// <summary>Ends a rule now, for a reason that is kept. Nothing takes its place.</summary>
public sealed class DropRule(NpgsqlDataSource database, IClock clock)
{
    /// <summary>False when it had ended already.</summary>
    public async Task<bool> HandleAsync(Guid id, string reason, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WriteRule.LockAsync(connection, transaction, cancellation);
        if (!await WriteRule.EndAsync(connection, transaction, id, reason, actor.Id, clock.GetCurrentInstant()))
        {
            return false;
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }
}
