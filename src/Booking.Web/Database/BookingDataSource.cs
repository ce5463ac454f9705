using System.Data.Common;
using Npgsql;

namespace Booking.Web.Database;

/// <summary>How Booking connects: with NodaTime's types, under its own name, and with a bound on every statement and on the pool.</summary>
public static class BookingDataSource
{
    private const int StatementTimeoutMilliseconds = 10_000;
    private const int MaximumPoolSize = 32;
    private const int PreparedStatements = 100;
    private const int UsesBeforePreparing = 2;

    public static NpgsqlDataSource Create(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(WithDefaults(connectionString));
        builder.UseNodaTime();
        return builder.Build();
    }

    /// <summary>What the connection string says itself is left as it is.</summary>
    public static string WithDefaults(string connectionString)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var complete = new NpgsqlConnectionStringBuilder(connectionString);

        complete.ApplicationName ??= "booking";
        if (!given.ContainsKey("Maximum Pool Size") && !given.ContainsKey("MaxPoolSize"))
        {
            complete.MaxPoolSize = Math.Max(MaximumPoolSize, complete.MinPoolSize);
        }
        // Planning the statements costs the server several times what running them does.
        if (!given.ContainsKey("Max Auto Prepare"))
        {
            (complete.MaxAutoPrepare, complete.AutoPrepareMinUsages) = (PreparedStatements, UsesBeforePreparing);
        }
        // Nothing here changes a session's settings or takes its locks, so there is nothing to undo before the next one has it.
        if (!given.ContainsKey("No Reset On Close"))
        {
            complete.NoResetOnClose = true;
        }
        // The server's own bound, which ends a statement before its commit: a client that gives up waiting for a commit
        // cannot know whether it was made.
        if (complete.Options?.Contains("statement_timeout", StringComparison.Ordinal) != true)
        {
            complete.Options = $"{complete.Options} -c statement_timeout={StatementTimeoutMilliseconds}".TrimStart();
        }

        return complete.ConnectionString;
    }
}
