using Booking.Rules;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Booking.Web.Features.DoorCodes;

/// <summary>Gives a place the one code, or the place of the key, that all its bookers see.</summary>
public sealed class SaveFixedCode(NpgsqlDataSource database, ProtectedText secrets, IClock clock)
{
    public const int LongestCode = 200;

    // No code typed keeps the one there is: it is shown to nobody here.
    private const string SaveSql = """
        update resource_access set fixed_code = coalesce(@Code, fixed_code), fixed_until = @Until, ending_told_at = null
        where resource_id = @ResourceId and source = 'fixed' and coalesce(@Code, fixed_code) is not null
        """;

    /// <summary>The key of the text that says what is wrong; null when it was saved.</summary>
    /// <param name="code">As typed; blank for the one there is.</param>
    /// <param name="until">An ISO date, its last day; blank until further notice.</param>
    public async Task<string?> HandleAsync(
        CatalogueResource resource, string? code, string? until, SignedInPerson actor, CancellationToken cancellation)
    {
        var typed = TypedText.Read(code);
        if (typed.Length > LongestCode)
        {
            return "CodeTooLong";
        }

        var now = clock.GetCurrentInstant();
        LocalDate? lastDay = null;
        if (until?.Trim() is { Length: > 0 } day)
        {
            if (LocalDatePattern.Iso.Parse(day) is not { Success: true, Value: { Year: <= 2199 } date }
                || date < WallClock.DateAt(now, resource.Terms.Zone))
            {
                return "UntilWrong";
            }

            lastDay = date;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteAsync(
            SaveSql, new { ResourceId = resource.Id, Code = typed.Length > 0 ? secrets.Protect(typed) : null, Until = lastDay }) == 0)
        {
            return "CodeMissing";
        }

        await OwnerAudit.WriteAsync(
            connection, resource.Owner.Id, "access.code-changed", resource.Id, before: null, after: resource.Name.Da, actor.Id, now);
        await transaction.CommitAsync(CancellationToken.None);
        return null;
    }
}
