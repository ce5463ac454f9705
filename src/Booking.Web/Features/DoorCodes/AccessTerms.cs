using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.DoorCodes;

/// <summary>Where a place's code comes from. The values are stored and are part of texts: rename none.</summary>
public static class AccessSource
{
    public const string None = "none";
    public const string Fixed = "fixed";
    public const string List = "list";
    public const string Lock = "lock";

    public static readonly IReadOnlyList<string> All = [None, Fixed, List, Lock];
}

/// <summary>How one gets in at a place, as it is kept: whatever is secret is protected.</summary>
/// <param name="GuideDa">What to do at the door; may be empty.</param>
/// <param name="MinutesBefore">So long before the start it can be seen.</param>
/// <param name="FixedUntil">The last day the fixed code works; null until further notice.</param>
/// <param name="FailingSince">Since when the lock system has not answered as it should; null when it has.</param>
public sealed record AccessTerms(
    Guid ResourceId, string Source, string GuideDa, string GuideEn, int MinutesBefore, string? FixedCode, LocalDate? FixedUntil,
    string? LockAddress, string? LockKey, Instant? FailingSince)
{
    public const int UsualMinutesBefore = 120;

    private const string FindSql = """
        select resource_id, source, guide_da, guide_en, minutes_before, fixed_code, fixed_until, lock_address, lock_key, failing_since
        from resource_access
        where resource_id = @resourceId
        """;

    /// <summary>As it is where nothing has been said.</summary>
    public static AccessTerms Empty(Guid resourceId) => new(resourceId, AccessSource.None, "", "", UsualMinutesBefore, null, null, null, null, null);

    public LocalText Guide => new(GuideDa, GuideEn);

    /// <summary>Whether there is anything for a booker to see.</summary>
    public bool TellsAnything => Source != AccessSource.None || GuideDa.Length > 0;

    /// <summary>Null where nothing has been said.</summary>
    public static Task<AccessTerms?> FindAsync(NpgsqlConnection connection, Guid resourceId, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<AccessTerms?>(new CommandDefinition(FindSql, new { resourceId }, cancellationToken: cancellation));
}
