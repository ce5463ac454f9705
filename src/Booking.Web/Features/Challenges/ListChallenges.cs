using Dapper;
using Npgsql;

namespace Booking.Web.Features.Challenges;

/// <summary>The challenges of a rule, for its page.</summary>
public static class ListChallenges
{
    /// <summary>How many a page shows.</summary>
    public const int Most = 100;

    private const string OfRuleSql = ChallengeRecord.SelectSql + """

        where c.rule_id = @ruleId
        order by c.created_at desc, c.id desc
        limit @Most
        """;

    private const string ThatLedToSql = ChallengeRecord.SelectSql + """

        where c.new_rule_id = @ruleId
        order by c.answered_at desc
        limit 1
        """;

    /// <summary>Newest first, and no more than <see cref="Most"/>.</summary>
    /// <param name="connection">An open one.</param>
    /// <param name="ruleId">Also of a rule that has run out.</param>
    /// <param name="reader">Whose support is told apart; null for anyone.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<IReadOnlyList<ChallengeRecord>> OfRuleAsync(
        NpgsqlConnection connection, Guid ruleId, Guid? reader, CancellationToken cancellation)
    {
        var challenges = await connection.QueryAsync<ChallengeRecord>(
            new CommandDefinition(OfRuleSql, new { ruleId, Reader = reader, Most }, cancellationToken: cancellation));
        return challenges.AsList();
    }

    /// <summary>The challenge that a rule is the answer to; null when it is none.</summary>
    public static Task<ChallengeRecord?> ThatLedToAsync(NpgsqlConnection connection, Guid ruleId, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<ChallengeRecord?>(
            new CommandDefinition(ThatLedToSql, new { ruleId, Reader = (Guid?)null }, cancellationToken: cancellation));
}
