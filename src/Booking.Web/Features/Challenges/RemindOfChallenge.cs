using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Challenges;

/// <summary>Reminds those who stand behind a rule of a challenge that waits for their answer, and notes when the next reminder is due.</summary>
public sealed class RemindOfChallenge(NpgsqlDataSource database, Catalogue catalogue, ChallengeMails mails, IClock clock)
{
    private const string DueSql = """
        select rule_id, answer_due_at from challenge where id = @Id and remind_at <= @Now
        """;

    // Of two servers at it one moves it on, and that one writes.
    private const string MoveOnSql = """
        update challenge set remind_at = @Next where id = @Id and remind_at <= @Now and answered_at is null and hidden_at is null
        """;

    /// <summary>Safe to repeat. After downtime the reminder of the day is sent, not those whose time has passed.</summary>
    public async Task HandleAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var due = await connection.QuerySingleOrDefaultAsync<Due>(
            new CommandDefinition(DueSql, new { Id = id, Now = now }, cancellationToken: cancellation));
        if (due is null || await ReadRule.FindAsync(connection, due.RuleId, cancellation) is not { } rule)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var next = AnswerDeadline.NextReminder(due.AnswerDueAt, now, HomeZone.Zone);
        if (await connection.ExecuteAsync(MoveOnSql, new { Id = id, Next = next, Now = now }) == 1
            && KindOf(AnswerDeadline.At(due.AnswerDueAt, now, HomeZone.Zone)) is { } kind)
        {
            await mails.ToAnswerersAsync(connection, id, kind, rule, snapshot, now, cancellation);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    private static string? KindOf(AnswerReminder? reminder) => reminder switch
    {
        AnswerReminder.DaysLeft => MailKind.ChallengeReminder,
        AnswerReminder.Overdue => MailKind.ChallengeOverdue,
        _ => null,
    };

    private sealed record Due(Guid RuleId, Instant AnswerDueAt);
}
