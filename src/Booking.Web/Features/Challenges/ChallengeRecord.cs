using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Challenges;

/// <summary>What became of a rule that was challenged.</summary>
public enum ChallengeAnswer
{
    Keep,
    Change,
    Drop,
}

/// <summary>A challenge as everyone may see it: what was hidden is not in it, nor who wrote it unless they wanted that.</summary>
public sealed record ChallengeRecord
{
    public Guid Id { get; init; }
    public Guid RuleId { get; init; }
    /// <summary>For comparing with the reader, not for showing. Null when the person has been deleted.</summary>
    public Guid? PersonId { get; init; }
    /// <summary>Empty unless the writer wanted it shown.</summary>
    public string WriterName { get; init; } = "";
    /// <summary>Empty when it is hidden.</summary>
    public string Prevents { get; init; } = "";
    /// <summary>Empty when it is hidden.</summary>
    public string Better { get; init; } = "";
    public Instant CreatedAt { get; init; }
    public Instant AnswerDueAt { get; init; }
    public Instant? AnsweredAt { get; init; }
    public ChallengeAnswer? Answer { get; init; }
    /// <summary>Null until it is answered.</summary>
    public string? AnswerReason { get; init; }
    /// <summary>The rule it was changed to; null unless it was.</summary>
    public Guid? NewRuleId { get; init; }
    public int Supporters { get; init; }
    /// <summary>Whether the reader supports it.</summary>
    public bool Supported { get; init; }
    public Instant? HiddenAt { get; init; }
    /// <summary>Null unless it is hidden.</summary>
    public string? HiddenReason { get; init; }

    /// <summary>Whether it waits for an answer.</summary>
    public bool IsOpen => AnsweredAt is null && HiddenAt is null;

    public bool IsOverdue(Instant now) => IsOpen && AnswerDueAt <= now;

    /// <summary>Where it is read.</summary>
    public string Address => AddressOf(RuleId, Id);

    public static string AddressOf(Guid ruleId, Guid id) => $"/rules/{ruleId}#challenge-{id}";

    /// <summary>The columns above, for every query that reads challenges; <c>c</c> is challenge. Takes <c>@Reader</c>, null for anyone.</summary>
    public const string SelectSql = """
        select c.id, c.rule_id, c.person_id, case when c.signed then coalesce(p.name, '') else '' end as writer_name,
               case when c.hidden_at is null then c.prevents else '' end as prevents,
               case when c.hidden_at is null then c.better else '' end as better,
               c.created_at, c.answer_due_at, c.answered_at, c.answer,
               case when c.answered_at is not null then c.answer_reason end as answer_reason, c.new_rule_id,
               coalesce(c.supporters, (select count(*)::integer from challenge_support s where s.challenge_id = c.id)) as supporters,
               exists (select from challenge_support s where s.challenge_id = c.id and s.person_id = @Reader) as supported,
               c.hidden_at, c.hidden_reason
        from challenge c
        left join person p on p.id = c.person_id
        """;

    public static Task<ChallengeRecord?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        FindAsync(connection, id, reader: null, cancellation);

    /// <param name="reader">Whose support is told apart; null for anyone.</param>
    public static Task<ChallengeRecord?> FindAsync(NpgsqlConnection connection, Guid id, Guid? reader, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<ChallengeRecord?>(new CommandDefinition(
            SelectSql + " where c.id = @id", new { id, Reader = reader }, cancellationToken: cancellation));
}
