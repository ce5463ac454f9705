using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Challenges;

public enum HideOutcome
{
    Hidden,
    NotFound,
    ReasonMissing,
    ReasonTooLong,
    /// <summary>Someone hid it before: nothing was changed.</summary>
    Already,
}

/// <summary>Hides a challenge that is rude, or tells what is nobody's business. That it was hidden, and why, stays to be read.</summary>
public sealed class HideChallenge(NpgsqlDataSource database, Catalogue catalogue, ChallengeMails mails, IClock clock)
{
    public const int LongestReason = 500;

    private const string HideSql = """
        with hidden as (
            update challenge set hidden_at = @Now, hidden_by = @ActorId, hidden_reason = @Reason, remind_at = null
            where id = @Id and hidden_at is null
            returning id
        ), audited as (
            insert into audit (at, actor_id, action, subject, detail)
            select @Now, @ActorId, 'challenge.hidden', id, jsonb_build_object('reason', @Reason) from hidden
        )
        select count(*) from hidden
        """;

    /// <param name="reason">As it was understood: trimmed. Everyone can read it.</param>
    public async Task<HideOutcome> HandleAsync(Guid id, string reason, SignedInPerson moderator, CancellationToken cancellation)
    {
        if (reason.Length is 0 or > LongestReason)
        {
            return reason.Length == 0 ? HideOutcome.ReasonMissing : HideOutcome.ReasonTooLong;
        }

        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        if (await ChallengeRecord.FindAsync(connection, id, cancellation) is not { } challenge
            || await ReadRule.FindAsync(connection, challenge.RuleId, cancellation) is not { } rule)
        {
            return HideOutcome.NotFound;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var hidden = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            HideSql, new { Id = id, ActorId = moderator.Id, Reason = reason, Now = now }, cancellationToken: cancellation));
        if (hidden == 0)
        {
            return HideOutcome.Already;
        }

        await mails.ToWriterAsync(connection, id, rule, snapshot, now, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        return HideOutcome.Hidden;
    }
}
