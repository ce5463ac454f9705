using Booking.Web.Features.Challenges;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Waitlist;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.RuleEditor;

/// <summary>Ends a rule now, for a reason that is kept, and that answers whoever has challenged it. Nothing takes its place.</summary>
public sealed class DropRule(NpgsqlDataSource database, Catalogue catalogue, AnswerChallenge answer, IClock clock)
{
    /// <summary>How many challenges it would answer.</summary>
    public async Task<int> WaitingAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await answer.OpenAsync(connection, id, cancellation)).Count;
    }

    /// <summary>False when it had ended already.</summary>
    public async Task<bool> HandleAsync(Guid id, string reason, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        if (snapshot.FindRule(id) is not { } rule)
        {
            return false;
        }

        await SetAside.BeforeRulesChangeAsync(connection, RuleTarget.Of(snapshot, rule).Reached);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WriteRule.LockAsync(connection, transaction, actor.Id, cancellation);
        if (!await WriteRule.EndAsync(connection, transaction, id, reason, actor.Id, clock.GetCurrentInstant()))
        {
            return false;
        }

        await answer.DroppedAsync(connection, rule, reason, actor, snapshot, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }
}
