using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Challenges;

/// <summary>Writes what challenges have to tell into the outbox, within the transaction of what is told. No mail names who wrote a challenge.</summary>
public sealed class ChallengeMails(RuleSentences sentences, RuleStanding standing)
{
    private const string TextSql = """
        select prevents, better, answer_due_at, answer,
               coalesce(hidden_reason, case when answered_at is not null then answer_reason end) as reason, new_rule_id
        from challenge
        where id = @id
        """;

    private const string WriterAndSupportersSql = """
        select p.email, p.language, true as own
        from challenge c
        join person p on p.id = c.person_id
        where c.id = @id and p.verified_at is not null
        union all
        select p.email, p.language, false
        from challenge_support s
        join person p on p.id = s.person_id
        where s.challenge_id = @id and p.verified_at is not null
        """;

    /// <summary>To those who stand behind the rule: there is a challenge to answer.</summary>
    public async Task ToAnswerersAsync(
        NpgsqlConnection connection, Guid id, string kind, CatalogueRule rule, CatalogueSnapshot catalogue, Instant now,
        CancellationToken cancellation)
    {
        var readers = await RuleRights.AnswerersAsync(connection, rule, catalogue, cancellation);
        await WriteAsync(connection, id, kind, [.. readers.Select(reader => new Recipient(reader.Email, reader.Language, false))], rule, catalogue, now, cancellation);
    }

    /// <summary>To the writer and to those who support it: here is the answer.</summary>
    public async Task ToAskersAsync(
        NpgsqlConnection connection, Guid id, CatalogueRule rule, CatalogueSnapshot catalogue, Instant now, CancellationToken cancellation)
    {
        var askers = await connection.QueryAsync<Recipient>(
            new CommandDefinition(WriterAndSupportersSql, new { id }, cancellationToken: cancellation));
        await WriteAsync(connection, id, MailKind.ChallengeAnswered, askers.AsList(), rule, catalogue, now, cancellation);
    }

    /// <summary>To the writer: others do not see it any longer, and why.</summary>
    public async Task ToWriterAsync(
        NpgsqlConnection connection, Guid id, CatalogueRule rule, CatalogueSnapshot catalogue, Instant now, CancellationToken cancellation)
    {
        var askers = await connection.QueryAsync<Recipient>(
            new CommandDefinition(WriterAndSupportersSql, new { id }, cancellationToken: cancellation));
        await WriteAsync(connection, id, MailKind.ChallengeHidden, [.. askers.Where(asker => asker.Own)], rule, catalogue, now, cancellation);
    }

    private async Task WriteAsync(
        NpgsqlConnection connection, Guid id, string kind, IReadOnlyList<Recipient> recipients, CatalogueRule rule, CatalogueSnapshot catalogue,
        Instant now, CancellationToken cancellation)
    {
        if (recipients.Count == 0)
        {
            return;
        }

        var text = await connection.QuerySingleAsync<Text>(new CommandDefinition(TextSql, new { id }, cancellationToken: cancellation));
        var contents = recipients.Select(recipient => (recipient.Language, recipient.Own)).Distinct()
            .ToDictionary(reader => reader, reader => Speaking.In(reader.Language, () => Of(id, text, rule, catalogue, reader.Own)));
        await OutboxMail.InsertAsync(connection,
            [.. recipients.Select(to => OutboxMail.About(contents[(to.Language, to.Own)], kind, to.Email, to.Language, now))], cancellation);
    }

    private ChallengeMail Of(Guid id, Text text, CatalogueRule rule, CatalogueSnapshot catalogue, bool own) => new(
        id, rule.Rule.Id, sentences.NameOf(rule.Condition.Kind), string.Join('\n', sentences.Lines(rule.Condition)),
        standing.WhoOf(rule, catalogue), standing.WhereOf(rule, catalogue), text.Prevents, text.Better,
        AnswerDeadline.LastDay(text.AnswerDueAt, HomeZone.Zone), own, text.Answer, text.Reason, text.NewRuleId);

    private sealed record Recipient(string Email, string Language, bool Own);

    private sealed record Text(string Prevents, string Better, Instant AnswerDueAt, string? Answer, string? Reason, Guid? NewRuleId);
}
