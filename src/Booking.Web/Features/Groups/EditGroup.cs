using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Groups;

public abstract record EditGroupOutcome
{
    public sealed record Edited : EditGroupOutcome;

    /// <summary>There is no such group, or the person is not its contact.</summary>
    public sealed record NotFound : EditGroupOutcome;

    /// <param name="Problems">A text key for each field.</param>
    public sealed record Unclear(IReadOnlyDictionary<string, string> Problems) : EditGroupOutcome;
}

/// <summary>Changes what a group is called, its number in the business register, and who its contact is: by the one who is.</summary>
public sealed class EditGroup(NpgsqlDataSource database, IClock clock)
{
    private const string EditSql = """
        with edited as (
            update community set name = @Name, cvr = @Cvr, contact_id = @ContactId, revised_at = greatest(revised_at, @Now)
            where id = @Id and contact_id = @ActorId
              and exists (select from community_booker m where m.community_id = @Id and m.person_id = @ContactId)
            returning id
        ), audited as (
            insert into audit (at, actor_id, action, subject) select @Now, @ActorId, 'group.edited', id from edited
        )
        select count(*) from edited
        """;

    /// <param name="contact">A member who has joined.</param>
    public async Task<EditGroupOutcome> HandleAsync(
        SignedInPerson actor, Guid groupId, string? name, string? cvr, Guid contact, CancellationToken cancellation)
    {
        var (understood, number) = MakeGroup.Parse(name, cvr, out var problems);
        if (problems.Count > 0)
        {
            return new EditGroupOutcome.Unclear(problems);
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await GroupMembers.LockAsync(connection, groupId);
        if (await connection.ExecuteScalarAsync<long>(
            EditSql, new { Id = groupId, Name = understood, Cvr = number, ContactId = contact, ActorId = actor.Id, Now = clock.GetCurrentInstant() }) == 0)
        {
            return new EditGroupOutcome.NotFound();
        }

        await transaction.CommitAsync(CancellationToken.None);
        return new EditGroupOutcome.Edited();
    }
}
