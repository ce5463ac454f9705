using Booking.Web.Database;
using Booking.Web.Jobs;
using Dapper;
using Npgsql;

namespace Booking.Web.Http;

/// <summary>What a load balancer asks. Neither answer says anything about people or about how the server is built.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/health/live", [HttpMethods.Get, HttpMethods.Head], () => Results.Text("ok")).ForEverybody();
        endpoints.MapMethods("/health/ready", [HttpMethods.Get, HttpMethods.Head], ReadyAsync).ForEverybody();
    }

    // A server that only answers requests is as good as before when another one has stopped running the jobs.
    private static async Task<IResult> ReadyAsync(
        NpgsqlDataSource database, ReadSchedules schedules, IConfiguration configuration, CancellationToken cancellation)
    {
        try
        {
            List<string> done;
            await using (var connection = await database.OpenConnectionAsync(cancellation))
            {
                done = (await connection.QueryAsync<string>("select scriptname from schema_version")).AsList();
            }

            if (Migrator.ScriptNames.Except(done).Any())
            {
                return NotReady("migrations are missing");
            }

            return JobsFeature.IsEnabled(configuration) && (await schedules.HandleAsync(cancellation)).Any(schedule => schedule.Overdue)
                ? NotReady("the jobs have stopped")
                : Results.Text("ok");
        }
        catch (NpgsqlException)
        {
            return NotReady("the database does not answer");
        }
    }

    private static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
