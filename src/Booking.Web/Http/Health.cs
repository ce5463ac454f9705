using Booking.Web.Database;
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

    private static async Task<IResult> ReadyAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var done = await connection.QueryAsync<string>("select scriptname from schema_version");
            return Migrator.ScriptNames.Except(done).Any() ? NotReady("migrations are missing") : Results.Text("ok");
        }
        catch (NpgsqlException)
        {
            return NotReady("the database does not answer");
        }
    }

    private static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
