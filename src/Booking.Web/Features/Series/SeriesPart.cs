using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>How the dates of a series are meant to be from one on.</summary>
public sealed record SeriesPart(LocalDateTime FromOccurrence, Guid ResourceId, LocalTime Starts, int Minutes, int People, string Purpose)
{
    private const string Sql = """
        select from_occurrence, resource_id, starts, minutes, people, purpose from series_part where series_id = @Id order by from_occurrence
        """;

    /// <summary>All of them, from the one that the series began with.</summary>
    public static async Task<IReadOnlyList<SeriesPart>> OfAsync(NpgsqlConnection connection, SeriesRecord series, CancellationToken cancellation) =>
    [
        FirstOf(series),
        .. await connection.QueryAsync<SeriesPart>(new CommandDefinition(Sql, new { series.Id }, cancellationToken: cancellation)),
    ];

    /// <summary>As the series began; calendars tell the others from it.</summary>
    public static SeriesPart FirstOf(SeriesRecord series) =>
        new(LocalDate.MinIsoValue.AtMidnight(), series.ResourceId, series.Starts, series.Minutes, series.People, series.Purpose);

    /// <summary>The one that a date belongs to.</summary>
    public static SeriesPart At(IReadOnlyList<SeriesPart> parts, LocalDateTime occurrence) => parts.Last(part => part.FromOccurrence <= occurrence);
}
