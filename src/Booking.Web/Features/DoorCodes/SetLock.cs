using Booking.Web.Features.CalendarImports;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.DoorCodes;

public abstract record SetLockOutcome
{
    /// <param name="Key">What questions are signed with, to be shown this once; null for the one that was known.</param>
    public sealed record Set(string? Key) : SetLockOutcome;

    public sealed record AddressWrong : SetLockOutcome;

    /// <summary>The place does not ask a lock system.</summary>
    public sealed record NotAsked : SetLockOutcome;
}

/// <summary>Says which lock system a place asks.</summary>
public sealed class SetLock(NpgsqlDataSource database, ProtectedText secrets, FetchLimits limits, IClock clock)
{
    private const string LockSql = """
        select lock_address, lock_key from resource_access where resource_id = @ResourceId and source = 'lock' for update
        """;

    private const string SaveSql = """
        update resource_access
        set lock_address = @Address, lock_key = coalesce(@Key, lock_key), failing_since = null, failing_told_at = null
        where resource_id = @ResourceId
        """;

    // Another lock knows of none of them. A new key says nothing of codes that are given.
    private const string AskAnewSql = """
        update lock_code set period = null, code = null, attempts = 0, due_at = @Now where resource_id = @ResourceId and upper(period) > @Now
        """;

    private sealed record Known(string? LockAddress, string? LockKey);

    /// <param name="typed">The address; null for the one that is known.</param>
    /// <param name="newKey">Whether to sign with a key of its own from now on.</param>
    public async Task<SetLockOutcome> HandleAsync(
        CatalogueResource resource, string? typed, bool newKey, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.QuerySingleOrDefaultAsync<Known>(LockSql, new { ResourceId = resource.Id }) is not { } known)
        {
            return new SetLockOutcome.NotAsked();
        }

        var before = secrets.Read(known.LockAddress);
        if (CalendarAddress.Parse(typed ?? before, limits) is not { } address)
        {
            return new SetLockOutcome.AddressWrong();
        }

        var key = newKey || known.LockKey is null ? LockSignature.NewKey() : null;
        var changed = address.Uri.AbsoluteUri != before;
        await connection.ExecuteAsync(SaveSql, new
        {
            ResourceId = resource.Id, Address = secrets.Protect(address.Uri.AbsoluteUri), Key = key is null ? null : secrets.Protect(key),
        });
        if (changed)
        {
            await connection.ExecuteAsync(AskAnewSql, new { ResourceId = resource.Id, Now = now });
        }

        await OwnerAudit.WriteAsync(
            connection, resource.Owner.Id, changed ? "access.lock-set" : "access.lock-key", resource.Id, before: null,
            after: $"{resource.Name.Da}, {address.Uri.Host}", actor.Id, now);
        await transaction.CommitAsync(CancellationToken.None);
        return new SetLockOutcome.Set(key);
    }
}
