using Booking.Web.Features.Rules;
using Npgsql;

namespace Booking.Web.Http;

/// <summary>The status that an exception comes down to.</summary>
public static class Faults
{
    public static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // Nothing is decided without a rule that cannot be read: another version of the application wrote it.
        _ when Chain(exception).Any(link => IsDatabaseAway(link) || link is UnknownRuleKindException or UnreadableRuleException) =>
            StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError
    };

    // What PostgreSQL says while it starts, stops or is full (classes 08, 53, 57P) or has no such database, and what Npgsql
    // says when nothing answers.
    private static bool IsDatabaseAway(Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } =>
            state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
            || state.StartsWith("57P", StringComparison.Ordinal) || state == PostgresErrorCodes.InvalidCatalogName,
        NpgsqlException => true,
        _ => false
    };

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var link = exception; link is not null; link = link.InnerException)
        {
            yield return link;
        }
    }
}
