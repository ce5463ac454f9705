using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>A cargo bike that a neighbour has reported, for the municipality to answer.</summary>
public static class WriteDemoReport
{
    private const string Sql = """
        with opened as (
            insert into listing_case (id, resource_id, opened_at)
            select @CaseId, id, @At from resource where slug = 'karens-ladcykel'
            returning id
        )
        insert into listing_report (id, case_id, reporter_id, reason, words, reported_at)
        select @ReportId, id, @Resident, 'untrue', @Words, @At from opened
        """;

    public static Task HandleAsync(NpgsqlConnection connection, Guid resident, Instant now) => connection.ExecuteAsync(Sql, new
    {
        CaseId = Guid.CreateVersion7(), ReportId = Guid.CreateVersion7(), Resident = resident, At = now - Duration.FromHours(20),
        Words = "Der står, at cyklen har plads til to børn. Da vi kom, var bænken og selerne taget ud.",
    });
}
