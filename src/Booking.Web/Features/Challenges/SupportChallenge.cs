using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Challenges;

public enum SupportOutcome
{
    /// <summary>It has this person's support now, whether or not it had before; or it has not, whether or not it had.</summary>
    Done,
    /// <summary>There is no such challenge, or it is hidden.</summary>
    NotFound,
    /// <summary>Who writes it supports it: once is enough.</summary>
    Own,
    /// <summary>It is answered: nothing was changed.</summary>
    Answered,
}

/// <summary>Adds a person's weight to another's challenge, or takes it back while it waits for its answer.</summary>
public sealed class SupportChallenge(NpgsqlDataSource database)
{
    // Waits for an answer that is being written: then it comes too late, and is told so.
    private const string SupportSql = """
        with open as (
            select c.id as challenge_id, p.id as person_id
            from challenge c
            join person p on p.id = @PersonId
            where c.id = @Id and c.answered_at is null and c.hidden_at is null and c.person_id is distinct from @PersonId
            for no key update of c for key share of p
        )
        insert into challenge_support (challenge_id, person_id)
        select challenge_id, person_id from open
        on conflict do nothing
        """;

    private const string WithdrawSql = """
        with open as (
            select id from challenge where id = @Id and answered_at is null and hidden_at is null for no key update
        )
        delete from challenge_support where challenge_id in (select id from open) and person_id = @PersonId
        """;

    public Task<SupportOutcome> HandleAsync(Guid id, SignedInPerson person, CancellationToken cancellation) =>
        RunAsync(SupportSql, id, person, cancellation);

    public Task<SupportOutcome> WithdrawAsync(Guid id, SignedInPerson person, CancellationToken cancellation) =>
        RunAsync(WithdrawSql, id, person, cancellation);

    private async Task<SupportOutcome> RunAsync(string sql, Guid id, SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var written = await connection.ExecuteAsync(new CommandDefinition(sql, new { Id = id, PersonId = person.Id }, cancellationToken: cancellation));
        return written == 1
            ? SupportOutcome.Done
            : await ChallengeRecord.FindAsync(connection, id, cancellation) switch
            {
                null or { HiddenAt: not null } => SupportOutcome.NotFound,
                { AnsweredAt: not null } => SupportOutcome.Answered,
                { PersonId: var writer } when writer == person.Id => SupportOutcome.Own,
                _ => SupportOutcome.Done,
            };
    }
}
