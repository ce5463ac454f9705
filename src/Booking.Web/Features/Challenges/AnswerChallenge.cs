using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Challenges;

public enum AnswerOutcome
{
    Answered,
    /// <summary>There is no such challenge, or it is hidden.</summary>
    NotFound,
    /// <summary>Others stand behind that rule.</summary>
    NotTheirs,
    ReasonMissing,
    ReasonTooLong,
    /// <summary>Someone answered before: nothing was changed.</summary>
    AlreadyAnswered,
    /// <summary>The rule does not hold any longer, so it cannot be kept.</summary>
    NothingToKeep,
    /// <summary>The reason is noted; the answer is given when the new rule is saved.</summary>
    ContinueInEditor,
}

/// <summary>Gives a challenge its answer, once and for good, and tells those who asked.</summary>
public sealed class AnswerChallenge(NpgsqlDataSource database, Catalogue catalogue, ChallengeMails mails, IClock clock)
{
    public const int LongestReason = 1000;

    private const string NoteSql = """
        update challenge set answer_reason = @Reason where id = @Id and answered_at is null and hidden_at is null
        """;

    private const string NotedReasonSql = """
        select answer_reason from challenge where id = @id and answered_at is null and hidden_at is null
        """;

    // Apart from the answer, which then counts whoever was supporting it at this moment. Who comes later finds it answered.
    private const string LockSql = "select from challenge where id = @Id for no key update";

    private const string AnswerSql = """
        with answered as (
            update challenge c
            set answered_at = @Now, answered_by = @ActorId, answer = @Answer, answer_reason = @Reason,
                new_rule_id = @NewRuleId, remind_at = null,
                supporters = (select count(*)::integer from challenge_support s where s.challenge_id = c.id)
            where id = @Id and answered_at is null and hidden_at is null
            returning id
        ), audited as (
            insert into audit (at, actor_id, action, subject, detail)
            select @Now, @ActorId, 'challenge.answered', id, jsonb_build_object('answer', @Answer) from answered
        )
        select count(*) from answered
        """;

    // One that has not come into force yet never will. The catalogue is taken first, as by whoever else changes it.
    private const string EndRuleSql = """
        with catalogue as materialized (
            select version from catalogue_version for update
        ), ended as (
            update rule set valid_until = greatest(valid_from, @Now)
            from catalogue
            where id = @RuleId and (valid_until is null or valid_until > @Now)
            returning id, owner_id, resource_id
        )
        insert into audit (at, actor_id, action, subject, owner_id, detail)
        select @Now, @ActorId, 'rule.ended', id, coalesce(owner_id, (select r.owner_id from resource r where r.id = resource_id)), jsonb_build_object('challenge', @Id) from ended
        """;

    private const string OpenSql = """
        select id from challenge where rule_id = @ruleId and answered_at is null and hidden_at is null order by id
        """;

    /// <summary>What was written when someone chose to change the rule, for going on with it; null when nothing was.</summary>
    public async Task<string?> NotedReasonAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await NotedReasonAsync(connection, id, cancellation);
    }

    /// <param name="reason">As it was understood: trimmed.</param>
    public async Task<AnswerOutcome> HandleAsync(
        Guid id, ChallengeAnswer answer, string reason, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var (refused, challenged) = await MayAnswerAsync(connection, id, reason, actor, snapshot, cancellation);
        if (challenged is not { } rule)
        {
            return refused;
        }

        var now = clock.GetCurrentInstant();
        var newer = await ReadRule.FindNewerAsync(connection, rule.Rule.Id, cancellation);
        var ended = rule.Rule.ValidUntil <= now;
        if (answer == ChallengeAnswer.Keep && ended)
        {
            return AnswerOutcome.NothingToKeep;
        }

        // A rule that has been changed already answers by what it was changed to.
        if (answer == ChallengeAnswer.Change && newer is null)
        {
            return await connection.ExecuteAsync(new CommandDefinition(NoteSql, new { Id = id, Reason = reason }, cancellationToken: cancellation)) == 1
                ? AnswerOutcome.ContinueInEditor
                : AnswerOutcome.AlreadyAnswered;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (answer == ChallengeAnswer.Drop)
        {
            await connection.ExecuteAsync(EndRuleSql, new { RuleId = rule.Rule.Id, ActorId = actor.Id, Id = id, Now = now });
        }

        var given = new Given(id, rule, answer, reason, answer == ChallengeAnswer.Change ? newer!.Rule.Id : null, actor);
        if (!await WriteAsync(connection, given, snapshot, now, cancellation))
        {
            return AnswerOutcome.AlreadyAnswered;
        }

        if (answer == ChallengeAnswer.Drop)
        {
            await DroppedAsync(connection, rule, reason, actor, snapshot, cancellation);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return AnswerOutcome.Answered;
    }

    /// <summary>
    /// Gives all who still wait for an answer about a rule that it is gone, in the transaction that is open on the connection and has
    /// ended that rule: there is nobody left to answer them later.
    /// </summary>
    /// <param name="snapshot">The catalogue as it was read before the transaction.</param>
    public async Task DroppedAsync(
        NpgsqlConnection connection, CatalogueRule rule, string reason, SignedInPerson actor, CatalogueSnapshot snapshot,
        CancellationToken cancellation)
    {
        foreach (var id in await OpenAsync(connection, rule.Rule.Id, cancellation))
        {
            await WriteAsync(
                connection, new Given(id, rule, ChallengeAnswer.Drop, reason, null, actor), snapshot, clock.GetCurrentInstant(), cancellation);
        }
    }

    /// <summary>
    /// Answers with another rule, in the transaction that is open on the connection and has written that rule: both commit or
    /// neither does. On any outcome but <see cref="AnswerOutcome.Answered"/> nothing was written, and the caller lets go of its own.
    /// </summary>
    /// <param name="newRuleId">What the rule was changed to.</param>
    /// <param name="reason">Null for the one that was noted when the change was chosen.</param>
    /// <param name="snapshot">The catalogue as it was read before the transaction: within it, it would hold what is not committed.</param>
    public async Task<AnswerOutcome> ChangedAsync(
        NpgsqlConnection connection, Guid id, Guid newRuleId, string? reason, SignedInPerson actor, CatalogueSnapshot snapshot,
        CancellationToken cancellation)
    {
        reason ??= await NotedReasonAsync(connection, id, cancellation) ?? "";
        var (refused, challenged) = await MayAnswerAsync(connection, id, reason, actor, snapshot, cancellation);
        if (challenged is not { } rule)
        {
            return refused;
        }

        var given = new Given(id, rule, ChallengeAnswer.Change, reason, newRuleId, actor);
        return await WriteAsync(connection, given, snapshot, clock.GetCurrentInstant(), cancellation)
            ? AnswerOutcome.Answered
            : AnswerOutcome.AlreadyAnswered;
    }

    /// <summary>The challenges of a rule that wait for an answer.</summary>
    public async Task<IReadOnlyList<Guid>> OpenAsync(NpgsqlConnection connection, Guid ruleId, CancellationToken cancellation) =>
        (await connection.QueryAsync<Guid>(new CommandDefinition(OpenSql, new { ruleId }, cancellationToken: cancellation))).AsList();

    /// <summary>The rule in question, or why there is no answering.</summary>
    private static async Task<(AnswerOutcome Refused, CatalogueRule? Rule)> MayAnswerAsync(
        NpgsqlConnection connection, Guid id, string reason, SignedInPerson actor, CatalogueSnapshot snapshot, CancellationToken cancellation)
    {
        var challenge = await ChallengeRecord.FindAsync(connection, id, cancellation);
        if (challenge is null or { HiddenAt: not null }
            || await ReadRule.FindAsync(connection, challenge.RuleId, cancellation) is not { } rule)
        {
            return (AnswerOutcome.NotFound, null);
        }

        if (!await RuleRights.StandsBehindAsync(connection, actor, rule, snapshot, cancellation))
        {
            return (AnswerOutcome.NotTheirs, null);
        }

        return challenge.AnsweredAt is not null ? (AnswerOutcome.AlreadyAnswered, null)
            : reason.Length == 0 ? (AnswerOutcome.ReasonMissing, null)
            : reason.Length > LongestReason ? (AnswerOutcome.ReasonTooLong, null)
            : (AnswerOutcome.Answered, rule);
    }

    /// <summary>False when it was answered or hidden meanwhile.</summary>
    private async Task<bool> WriteAsync(
        NpgsqlConnection connection, Given given, CatalogueSnapshot snapshot, Instant now, CancellationToken cancellation)
    {
        var parameters = new
        {
            given.Id, Answer = given.Answer.ToString().ToLowerInvariant(), given.Reason, ActorId = given.Actor.Id, Now = now, given.NewRuleId,
        };
        await connection.ExecuteAsync(new CommandDefinition(LockSql, parameters, cancellationToken: cancellation));
        if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(AnswerSql, parameters, cancellationToken: cancellation)) == 0)
        {
            return false;
        }

        await mails.ToAskersAsync(connection, given.Id, given.Rule, snapshot, now, cancellation);
        return true;
    }

    private static Task<string?> NotedReasonAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        connection.ExecuteScalarAsync<string?>(new CommandDefinition(NotedReasonSql, new { id }, cancellationToken: cancellation));

    private sealed record Given(Guid Id, CatalogueRule Rule, ChallengeAnswer Answer, string Reason, Guid? NewRuleId, SignedInPerson Actor);
}
