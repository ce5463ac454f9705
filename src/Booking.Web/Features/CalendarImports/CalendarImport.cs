using System.Text.Json;
using System.Text.Json.Serialization;
using Booking.Rules.Recurrence;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.CalendarImports;

/// <summary>A calendar that is read for a place, as those who look after it see it: without its address.</summary>
/// <param name="Host">Where it is kept.</param>
/// <param name="ReadAt">When it was last read whole or found unchanged; null when it never was.</param>
/// <param name="Fault">Name of a <see cref="FetchFault"/> or a <see cref="CalendarFault"/>; null when the last reading went well.</param>
/// <param name="Times">How many of its times are still to come.</param>
public sealed record CalendarImport(
    Guid Id, string Name, string Host, Instant? TriedAt, Instant? ReadAt, string? Fault, Instant? FailingSince, string ProblemsJson, int Times)
{
    public IReadOnlyList<CalendarProblem> Problems => CalendarProblems.Read(ProblemsJson);
}

/// <summary>How problems are kept.</summary>
public static class CalendarProblems
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static IReadOnlyList<CalendarProblem> Read(string json) => JsonSerializer.Deserialize<List<CalendarProblem>>(json, Options) ?? [];

    public static string Write(IReadOnlyList<CalendarProblem> problems) => JsonSerializer.Serialize(problems, Options);
}

/// <summary>The calendars that are read for a place, by name.</summary>
public sealed class ListCalendarImports(NpgsqlDataSource database, IClock clock)
{
    private const string Sql = """
        select i.id, i.name, substring(i.address from '^[a-z]+://([^/:]+)') as host, i.tried_at, i.read_at, i.fault, i.failing_since,
               i.problems::text as problems_json,
               (select count(*)::int from own_time t where t.import_id = i.id and upper(t.period) > @Now) as times
        from calendar_import i
        where i.resource_id = @resourceId
        order by i.name collate "da-x-icu", i.id
        """;

    public async Task<IReadOnlyList<CalendarImport>> HandleAsync(Guid resourceId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<CalendarImport>(new CommandDefinition(
            Sql, new { resourceId, Now = clock.GetCurrentInstant() }, cancellationToken: cancellation))).AsList();
    }
}
