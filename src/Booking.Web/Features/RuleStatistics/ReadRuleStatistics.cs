using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.RuleStatistics;

/// <summary>What one rule did in the weeks looked at.</summary>
/// <param name="Times">How many requests it said no to.</param>
/// <param name="People">How many people made those; one who comes back in another month counts again, as nobody is remembered so long.</param>
/// <param name="Found">How many of those requests ended in a booking all the same.</param>
/// <param name="Challenges">How often it was challenged, ever.</param>
/// <param name="Shared">How many rules give the very same reason, this one included; closed days are not counted.</param>
public sealed record RuleFigures(CatalogueRule Rule, int Times, int People, int Found, int Challenges, int Shared);

/// <param name="Monday">The first day of the week.</param>
/// <param name="ByRules">Requests that a rule said no to.</param>
/// <param name="Taken">Requests for time that was taken.</param>
public sealed record WeekFigures(LocalDate Monday, int ByRules, int Taken);

/// <summary>One reason that stands with several rules.</summary>
public sealed record CopiedReason(string Reason, IReadOnlyList<CatalogueRule> Rules);

/// <param name="Weeks">Oldest first, without gaps.</param>
/// <param name="Rules">Those that stopped somebody or were challenged; what stopped most first.</param>
/// <param name="Copied">The reason that stands with most rules first.</param>
public sealed record Statistics(IReadOnlyList<WeekFigures> Weeks, IReadOnlyList<RuleFigures> Rules, IReadOnlyList<CopiedReason> Copied);

/// <summary>Which rules stop people: for those who ask whether the rules are worth it.</summary>
public sealed class ReadRuleStatistics(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    public const int Weeks = 13;

    private const string Sql = """
        select rule_id, count(distinct attempt_id)::int as times, count(distinct who)::int as people,
               count(distinct attempt_id) filter (where found_alternative)::int as found
        from refusal
        where at >= @Since and rule_id is not null
        group by rule_id;

        select date_trunc('week', at at time zone @Zone)::date as monday,
               count(distinct attempt_id) filter (where rule_id is not null)::int as by_rules,
               count(distinct attempt_id) filter (where code = 'SlotTaken')::int as taken
        from refusal
        where at >= @Since
        group by 1;

        select rule_id, count(*)::int as challenges from challenge group by rule_id;
        """;

    private sealed record RuleRow(Guid RuleId, int Times, int People, int Found);

    private sealed record ChallengeRow(Guid RuleId, int Challenges);

    public async Task<Statistics> HandleAsync(CancellationToken cancellation)
    {
        var thisMonday = IsoWeek.MondayOf(clock.GetCurrentInstant().InZone(HomeZone.Zone).Date);
        var first = thisMonday.PlusWeeks(1 - Weeks);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql, new { Since = HomeZone.Zone.AtStartOfDay(first).ToInstant(), Zone = HomeZone.Id }, cancellationToken: cancellation));
        var stopped = (await rows.ReadAsync<RuleRow>()).ToDictionary(row => row.RuleId);
        var weeks = (await rows.ReadAsync<WeekFigures>()).ToDictionary(week => week.Monday);
        var challenged = (await rows.ReadAsync<ChallengeRow>()).ToDictionary(row => row.RuleId, row => row.Challenges);
        // The same holiday is the same reason everywhere.
        var byReason = snapshot.Rules.Where(rule => rule.Condition is not ClosedDates).ToLookup(rule => rule.Rule.ReasonDa.Trim());

        return new Statistics(
            [.. Enumerable.Range(0, Weeks).Select(first.PlusWeeks).Select(monday => weeks.GetValueOrDefault(monday) ?? new WeekFigures(monday, 0, 0))],
            [.. snapshot.Rules
                .Where(rule => stopped.ContainsKey(rule.Rule.Id) || challenged.ContainsKey(rule.Rule.Id))
                .Select(rule => Figures(rule, stopped.GetValueOrDefault(rule.Rule.Id)))
                .OrderByDescending(figures => figures.Times)
                .ThenByDescending(figures => figures.Challenges)
                .ThenBy(figures => figures.Rule.Rule.Id)],
            [.. byReason.Where(reason => reason.Count() > 1).OrderByDescending(reason => reason.Count()).ThenBy(reason => reason.Key, StringComparer.Ordinal)
                .Select(reason => new CopiedReason(reason.Key, [.. reason]))]);

        RuleFigures Figures(CatalogueRule rule, RuleRow? row) => new(
            rule, row?.Times ?? 0, row?.People ?? 0, row?.Found ?? 0, challenged.GetValueOrDefault(rule.Rule.Id),
            byReason[rule.Rule.ReasonDa.Trim()].Count());
    }
}
