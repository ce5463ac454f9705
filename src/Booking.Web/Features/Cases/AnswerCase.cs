using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Cases;

public enum AnswerCaseOutcome
{
    Saved,
    Closed,
    NoteMissing,
    NoteTooLong,
    AnswerMissing,
    AnswerTooLong,
    /// <summary>Somebody was faster: nothing was changed.</summary>
    ClosedBefore,
}

/// <summary>Says to the next ones what does not work, or closes the case with an answer to whoever reported it.</summary>
public sealed class AnswerCase(NpgsqlDataSource database, IClock clock)
{
    public const int LongestAnswer = 1000;

    private const string SaveSql = "update broken_case set note = @Note where id = @Id and closed_at is null";

    private const string CloseSql = """
        update broken_case set answer = @Answer, closed_at = @Now, closed_by = @By where id = @Id and closed_at is null
        """;

    private const string ReporterSql = """
        select p.email, p.name, p.language from broken_case c join person p on p.id = c.reporter_id where c.id = @Id and p.id <> @By
        """;

    /// <param name="note">As typed: what the next ones read.</param>
    public async Task<AnswerCaseOutcome> SayAsync(CaseInFull about, string? note, SignedInPerson actor, CancellationToken cancellation)
    {
        var text = TypedText.Read(note).Replace('\n', ' ');
        if (text.Length is 0 or > Report.LongestWhat)
        {
            return text.Length == 0 ? AnswerCaseOutcome.NoteMissing : AnswerCaseOutcome.NoteTooLong;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteAsync(SaveSql, new { about.Case.Id, Note = text }) == 0)
        {
            return AnswerCaseOutcome.ClosedBefore;
        }

        await AuditAsync(connection, about, "case.said", actor, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
        return AnswerCaseOutcome.Saved;
    }

    /// <param name="answer">As typed: to whoever reported it.</param>
    public async Task<AnswerCaseOutcome> CloseAsync(CaseInFull about, string? answer, SignedInPerson actor, CancellationToken cancellation)
    {
        var text = TypedText.Read(answer);
        if (text.Length is 0 or > LongestAnswer)
        {
            return text.Length == 0 ? AnswerCaseOutcome.AnswerMissing : AnswerCaseOutcome.AnswerTooLong;
        }

        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteAsync(CloseSql, new { about.Case.Id, Answer = text, Now = now, By = actor.Id }) == 0)
        {
            return AnswerCaseOutcome.ClosedBefore;
        }

        if (await connection.QuerySingleOrDefaultAsync<OwnerContact?>(ReporterSql, new { about.Case.Id, By = actor.Id }) is { } reporter)
        {
            var mail = new CaseMail(
                about.Case.Id, about.Case.BookingId, reporter.Name, about.Resource.Name.In(reporter.Language), about.Case.What, Details: "", text);
            await OutboxMail.InsertAsync(
                connection, [OutboxMail.About(mail, MailKind.CaseClosed, reporter.Email, reporter.Language, now)], cancellation);
        }

        await AuditAsync(connection, about, "case.closed", actor, now);
        await transaction.CommitAsync(CancellationToken.None);
        return AnswerCaseOutcome.Closed;
    }

    // Not what is broken: that was written by somebody, and the log is never changed.
    private static Task AuditAsync(NpgsqlConnection connection, CaseInFull about, string action, SignedInPerson actor, Instant now) =>
        OwnerAudit.WriteAsync(connection, about.Resource.Owner.Id, action, about.Case.Id, before: null, after: about.Resource.Name.Da, actor.Id, now);
}
