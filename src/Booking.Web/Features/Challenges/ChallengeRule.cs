using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Challenges;

public abstract record ChallengeOutcome
{
    public sealed record Made(Guid Id) : ChallengeOutcome;

    public sealed record NoSuchRule : ChallengeOutcome;

    /// <summary>It does not hold any longer: there is nothing to challenge.</summary>
    public sealed record RuleEnded : ChallengeOutcome;

    /// <summary>This person asks already, and has not got an answer yet.</summary>
    /// <param name="Id">The challenge that waits.</param>
    /// <param name="Same">Whether it says the same: a form that was sent twice.</param>
    public sealed record AlreadyOpen(Guid Id, bool Same) : ChallengeOutcome;

    public sealed record TooMany : ChallengeOutcome;

    public sealed record PersonGone : ChallengeOutcome;
}

/// <summary>Asks those who stand behind a rule whether it has to be so, and tells them.</summary>
public sealed class ChallengeRule(NpgsqlDataSource database, Catalogue catalogue, ChallengeMails mails, IClock clock)
{
    /// <summary>How many challenges a person can make in 24 hours, whatever becomes of them.</summary>
    public const int MostADay = 5;

    // One challenge of a person after the other: what is counted stays so until the new one is written.
    private const string StandingSql = """
        select id from person where id = @PersonId for no key update;

        select exists (select from challenge where id = @Id) as made,
               (select count(*) from challenge where person_id = @PersonId and created_at > @DayAgo) as lately,
               open.id as open_id, coalesce(open.prevents = @Prevents and open.better = @Better, false) as same
        from (values (1)) as one
        left join challenge open on open.rule_id = @RuleId and open.person_id = @PersonId
                                 and open.answered_at is null and open.hidden_at is null
        """;

    private const string InsertSql = """
        insert into challenge (id, rule_id, person_id, prevents, better, signed, created_at, answer_due_at, remind_at)
        values (@Id, @RuleId, @PersonId, @Prevents, @Better, @ShowName, @Now, @DueAt, @RemindAt);

        insert into audit (at, actor_id, action, subject) values (@Now, @PersonId, 'challenge.made', @Id)
        """;

    public Task<ChallengeOutcome> HandleAsync(Guid ruleId, ChallengeText text, SignedInPerson person, CancellationToken cancellation) =>
        HandleAsync(Guid.CreateVersion7(), ruleId, text, person, cancellation);

    /// <param name="id">The same for every attempt to make the same: it is made once.</param>
    public async Task<ChallengeOutcome> HandleAsync(
        Guid id, Guid ruleId, ChallengeText text, SignedInPerson person, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await ReadRule.FindAsync(connection, ruleId, cancellation) is not { } rule)
        {
            return new ChallengeOutcome.NoSuchRule();
        }

        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var due = AnswerDeadline.For(now, HomeZone.Zone);
        var challenge = new
        {
            Id = id, RuleId = ruleId, PersonId = person.Id, text.Prevents, text.Better, text.ShowName,
            Now = now, DueAt = due, RemindAt = AnswerDeadline.NextReminder(due, now, HomeZone.Zone), DayAgo = now - Duration.FromDays(1),
        };
        if (await WithoutMakingAsync(connection, id, rule.Rule.ValidUntil <= now, challenge, cancellation) is { } outcome)
        {
            return outcome;
        }

        await connection.ExecuteAsync(InsertSql, challenge);
        await mails.ToAnswerersAsync(connection, id, MailKind.ChallengeMade, rule, snapshot, now, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        return new ChallengeOutcome.Made(id);
    }

    /// <summary>That it has been made before, or why it is not; null when it is to be made.</summary>
    private static async Task<ChallengeOutcome?> WithoutMakingAsync(
        NpgsqlConnection connection, Guid id, bool ruleEnded, object challenge, CancellationToken cancellation)
    {
        await using var read = await connection.QueryMultipleAsync(new CommandDefinition(StandingSql, challenge, cancellationToken: cancellation));
        if (await read.ReadSingleOrDefaultAsync<Guid?>() is null)
        {
            return new ChallengeOutcome.PersonGone();
        }

        return await read.ReadSingleAsync<Standing>() switch
        {
            { Made: true } => new ChallengeOutcome.Made(id),
            _ when ruleEnded => new ChallengeOutcome.RuleEnded(),
            { OpenId: { } open, Same: var same } => new ChallengeOutcome.AlreadyOpen(open, same),
            { Lately: >= MostADay } => new ChallengeOutcome.TooMany(),
            _ => null,
        };
    }

    private sealed record Standing(bool Made, long Lately, Guid? OpenId, bool Same);
}
