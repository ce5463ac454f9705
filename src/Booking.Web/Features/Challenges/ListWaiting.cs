using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Challenges;

/// <summary>A challenge that waits for an answer, with the rule it is about.</summary>
public sealed record WaitingChallenge(ChallengeRecord Challenge, CatalogueRule Rule);

/// <param name="Own">Those that the reader answers for, oldest first.</param>
/// <param name="Others">For an administrator: those that an owner's people answer for, oldest first. Else none.</param>
public sealed record WaitingChallenges(IReadOnlyList<WaitingChallenge> Own, IReadOnlyList<WaitingChallenge> Others);

/// <summary>What waits for an answer, for those who stand behind the rules.</summary>
public sealed class ListWaiting(NpgsqlDataSource database)
{
    private const string WaitingSql = ChallengeRecord.SelectSql + """

        where c.answered_at is null and c.hidden_at is null
        order by c.created_at, c.id
        """;

    private const string RulesSql = CatalogueRule.SelectSql + """

        where id in (select rule_id from challenge where answered_at is null and hidden_at is null)
        """;

    public async Task<WaitingChallenges> HandleAsync(SignedInPerson person, CatalogueSnapshot catalogue, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var own = await OwnerAccess.OwnersAsync(connection, person, OwnerRight.SetRules, cancellation);
        var answered = await OwnerAccess.WithAnyoneAsync(connection, OwnerRight.SetRules, cancellation);
        await using var read = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{WaitingSql}; {RulesSql}", new { Reader = person.Id }, cancellationToken: cancellation));
        var challenges = (await read.ReadAsync<ChallengeRecord>()).AsList();
        var rules = CatalogueRule.Read((await read.ReadAsync<CatalogueRule.Row>()).AsList()).ToDictionary(rule => rule.Rule.Id);

        // One that came between the two readings is there at the next.
        var waiting = challenges.Where(challenge => rules.ContainsKey(challenge.RuleId))
            .Select(challenge => new WaitingChallenge(challenge, rules[challenge.RuleId]))
            .ToLookup(one => AnswersFor(RuleRights.OwnerOf(one.Rule, catalogue)));
        return new WaitingChallenges([.. waiting[true]], person.IsAdministrator ? [.. waiting[false]] : []);

        // The municipality's administrators answer where nobody nearer does.
        bool AnswersFor(OwnerCard? owner) => owner is null || !answered.Contains(owner.Id) ? person.IsAdministrator : own.Contains(owner.Id);
    }
}
