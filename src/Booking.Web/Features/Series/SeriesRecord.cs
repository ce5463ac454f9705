using System.Text.Json;
using Booking.Rules.Admission;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>A series as it stands.</summary>
public sealed record SeriesRecord
{
    public Guid Id { get; init; }
    /// <summary>Null when the person has been deleted.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Whose the dates are or become: of those who are no longer there, of whoever of the group acts.</summary>
    public Guid WhoseWith(Guid acting) => PersonId ?? acting;
    public Guid? GroupId { get; init; }
    public Guid ResourceId { get; init; }
    /// <summary>As calendars write it, without its end.</summary>
    public string Rule { get; init; } = "";
    public LocalTime Starts { get; init; }
    public int Minutes { get; init; }
    public int People { get; init; }
    public string Purpose { get; init; } = "";
    public int Sequence { get; init; }
    public Instant CreatedAt { get; init; }

    private const string Sql = """
        select id, person_id, community_id as group_id, resource_id, rule, starts, minutes, people, purpose, sequence, created_at
        from series
        """;

    public static Task<SeriesRecord?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<SeriesRecord?>(new CommandDefinition(Sql + " where id = @id", new { id }, cancellationToken: cancellation));

    /// <summary>The same, kept from being changed by others until the transaction ends.</summary>
    public static Task<SeriesRecord?> LockedAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<SeriesRecord?>(
            new CommandDefinition(Sql + " where id = @id for update", new { id }, cancellationToken: cancellation));

    /// <summary>Several, for calendars.</summary>
    public static Task<IEnumerable<SeriesRecord>> OfAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        connection.QueryAsync<SeriesRecord>(new CommandDefinition(Sql + " where id = any(@ids)", new { ids = ids.ToArray() }, cancellationToken: cancellation));

    /// <summary>Its bookings by the dates they are of, those last that came last.</summary>
    public static async Task<IReadOnlyList<BookingRecord>> BookingsAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        (await connection.QueryAsync<BookingRecord>(new CommandDefinition(
            BookingRecord.SelectSql + " where b.series_id = @id order by b.occurrence, b.created_at, b.id", new { id }, cancellationToken: cancellation))).AsList();

    /// <summary>Whether it is that person's to manage: their own, or of a group that they book for.</summary>
    public async Task<bool> IsTheirsAsync(NpgsqlConnection connection, Guid personId, CancellationToken cancellation) =>
        PersonId == personId || (GroupId is { } group && await GroupMembers.IsBookerAsync(connection, group, personId, cancellation));
}

/// <summary>Why a date was not booked, in both languages as it was said then.</summary>
public sealed record SkipReason(string Code, Guid? Rule, string Da, string En)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public LocalText Text => new(Da, En);

    public static IReadOnlyList<SkipReason> Of(IReadOnlyList<Refusal> refusals, CatalogueResource resource, RefusalSentences sentences) =>
    [
        .. refusals.Select(refusal => new SkipReason(
            refusal.Code, refusal.Rule,
            Speaking.In("da", () => sentences.Of(refusal, resource)), Speaking.In("en", () => sentences.Of(refusal, resource)))),
    ];

    public static string Write(IReadOnlyList<SkipReason> reasons) => JsonSerializer.Serialize(reasons, Options);

    public static IReadOnlyList<SkipReason> Read(string json) => JsonSerializer.Deserialize<IReadOnlyList<SkipReason>>(json, Options)!;
}

/// <summary>A date of a series that was not booked.</summary>
/// <param name="Reasons">None where the person left it out.</param>
public sealed record SkippedDate(LocalDateTime Occurrence, IReadOnlyList<SkipReason> Reasons)
{
    private sealed record Row(LocalDateTime Occurrence, string Reasons);

    public static async Task<IReadOnlyList<SkippedDate>> OfAsync(NpgsqlConnection connection, Guid seriesId, CancellationToken cancellation) =>
    [
        .. (await connection.QueryAsync<Row>(new CommandDefinition(
            "select occurrence, reasons::text as reasons from series_skip where series_id = @seriesId order by occurrence",
            new { seriesId }, cancellationToken: cancellation)))
            .Select(row => new SkippedDate(row.Occurrence, SkipReason.Read(row.Reasons))),
    ];

    /// <summary>Writes them all; of a date that was skipped before, the reasons are the newest.</summary>
    public static Task WriteAsync(NpgsqlConnection connection, Guid seriesId, IReadOnlyList<SkippedDate> skipped, Instant now) => connection.ExecuteAsync(
        """
        insert into series_skip (series_id, occurrence, reasons, skipped_at)
        select @seriesId, occurrence, reasons::jsonb, @now from unnest(@occurrences, @reasons) as s (occurrence, reasons)
        on conflict (series_id, occurrence) do update set reasons = excluded.reasons, skipped_at = excluded.skipped_at
        """,
        new
        {
            seriesId,
            now,
            occurrences = skipped.Select(date => date.Occurrence).ToArray(),
            reasons = skipped.Select(date => SkipReason.Write(date.Reasons)).ToArray(),
        });
}
