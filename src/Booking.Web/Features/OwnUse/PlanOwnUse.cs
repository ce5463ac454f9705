using Booking.Rules;
using Booking.Rules.Availability;
using Booking.Rules.Recurrence;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

/// <summary>A series of own use as it is stored.</summary>
public sealed record OwnUseRow
{
    public Guid Id { get; init; }

    public Guid ResourceId { get; init; }

    public string Title { get; init; } = "";

    /// <summary>1 for Monday.</summary>
    public int[] Weekdays { get; init; } = [];

    public int FromMinute { get; init; }

    public int UntilMinute { get; init; }

    public LocalDate FirstDate { get; init; }

    public LocalDate? LastDate { get; init; }

    public bool SkipsClosed { get; init; }

    /// <summary>Null for never.</summary>
    public int? GiveBackHours { get; init; }

    public const string SelectSql = """
        select id, resource_id, title, weekdays, from_minute, until_minute, first_date, last_date, skips_closed, give_back_hours from own_use
        """;

    public bool IsOnce => FirstDate == LastDate;

    public WeeklyUse Use => new([.. Weekdays.Select(day => (IsoDayOfWeek)day)], FromMinute, UntilMinute, FirstDate, LastDate);
}

/// <summary>The dates of a resource's own use, from today until <see cref="DaysBeyondHorizon"/> after the last day that can be booked.</summary>
public static class PlanOwnUse
{
    /// <summary>So the time is taken well before anyone could book it, also when the nightly run fails for weeks.</summary>
    public const int DaysBeyondHorizon = 60;

    private const string SeriesSql = OwnUseRow.SelectSql + " where resource_id = @Id and ended_at is null";

    // A date that was there before stays as it is: taken out, given back, or moved with its series.
    private const string InsertSql = """
        insert into own_time (id, resource_id, own_use_id, date, title, period, release_at)
        select id, @ResourceId, @OwnUseId, date, @Title, period, lower(period) - make_interval(hours => @GiveBackHours)
        from unnest(@Ids, @Dates, @Periods) as t (id, date, period)
        on conflict (own_use_id, date) do nothing
        """;

    /// <summary>Writes the dates that are missing. What they take is another step.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, CatalogueResource resource, Instant now, CancellationToken cancellation)
    {
        var series = await connection.QueryAsync<OwnUseRow>(new CommandDefinition(SeriesSql, new { resource.Id }, cancellationToken: cancellation));
        foreach (var one in series.AsList())
        {
            var dates = Dates(one, resource, now);
            await connection.ExecuteAsync(new CommandDefinition(
                InsertSql,
                new
                {
                    ResourceId = resource.Id, OwnUseId = one.Id, one.Title, one.GiveBackHours,
                    Ids = dates.Select(_ => Guid.CreateVersion7()).ToArray(),
                    Dates = dates.Select(date => date.Date).ToArray(),
                    Periods = dates.Select(date => date.Period).ToArray(),
                },
                cancellationToken: cancellation));
        }
    }

    /// <summary>Those that are not over.</summary>
    public static IReadOnlyList<Occurrence> Dates(OwnUseRow series, CatalogueResource resource, Instant now)
    {
        var (terms, today) = (resource.Terms, WallClock.DateAt(now, resource.Terms.Zone));
        return
        [
            .. series.Use.Within(
                    today.PlusDays(-1), today.PlusDays(terms.HorizonDays + DaysBeyondHorizon), terms.Zone,
                    date => series.SkipsClosed && OpenTime.WhyClosed(terms, date) is not null)
                .Where(occurrence => occurrence.Period.End > now),
        ];
    }
}
