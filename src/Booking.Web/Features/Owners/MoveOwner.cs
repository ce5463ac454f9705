using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

public enum MoveOwnerOutcome
{
    Moved,

    /// <summary>There is no such owner, it is a resident, or it is not this person's to move.</summary>
    NotFound,

    /// <summary>There is no such place for it, or it is not this person's.</summary>
    NoParent,

    /// <summary>It would stand below itself.</summary>
    Circle,
}

/// <summary>
/// Puts an organisation below another: whoever administers where it stands and where it goes. What the one could do at it ends there,
/// and the other's begins.
/// </summary>
public sealed class MoveOwner(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    // Before the row, as the trigger takes them: two moves at once come one after the other, and each sees where the other has gone.
    private const string LockSql = "select pg_advisory_xact_lock(hashtextextended('owner tree', 0))";

    private const string FindSql = "select kind, parent_id from owner where id = @ownerId for no key update";

    private const string NameSql = "select name_da from owner where id = @id";

    private const string IsBelowSql = "select exists (select from owners_above(@parentId) where owner_id = @ownerId)";

    private const string MoveSql = "update owner set parent_id = @parentId where id = @ownerId";

    private sealed record Row(string Kind, Guid? ParentId);

    /// <param name="under">The slug of the owner that it is to stand below; blank for none, which only the municipality decides.</param>
    public async Task<MoveOwnerOutcome> HandleAsync(SignedInPerson actor, Guid ownerId, string? under, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var parent = string.IsNullOrEmpty(under) ? null : (await catalogue.ReadAsync(connection, cancellation)).FindOwner(under);
        if (string.IsNullOrEmpty(under) ? !actor.IsAdministrator : parent is null or { Kind: OwnerCard.Citizen })
        {
            return MoveOwnerOutcome.NoParent;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(LockSql);
        if (await connection.QuerySingleOrDefaultAsync<Row>(FindSql, new { ownerId }) is not { } owner || owner.Kind == OwnerCard.Citizen
            || !await OwnerAccess.HasAsync(connection, actor, OwnerRight.SetUp, owner.ParentId ?? ownerId, cancellation))
        {
            return MoveOwnerOutcome.NotFound;
        }

        if (parent is not null && !await OwnerAccess.HasAsync(connection, actor, OwnerRight.SetUp, parent.Id, cancellation))
        {
            return MoveOwnerOutcome.NoParent;
        }

        var parentId = parent?.Id;
        if (parentId is not null && await connection.ExecuteScalarAsync<bool>(IsBelowSql, new { parentId, ownerId }))
        {
            return MoveOwnerOutcome.Circle;
        }

        if (parentId != owner.ParentId)
        {
            var before = owner.ParentId is { } id ? await connection.ExecuteScalarAsync<string>(NameSql, new { id }) : null;
            await connection.ExecuteAsync(MoveSql, new { parentId, ownerId });
            await OwnerAudit.WriteAsync(connection, ownerId, OwnerAudit.OwnerMoved, ownerId, before, parent?.Name.Da, actor.Id, clock.GetCurrentInstant());
            await transaction.CommitAsync(CancellationToken.None);
        }

        return MoveOwnerOutcome.Moved;
    }
}
