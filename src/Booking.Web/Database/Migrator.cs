using Booking.Web.Startup;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Npgsql;

namespace Booking.Web.Database;

/// <summary>Brings a database up to this version: every script in <c>sql/migrations</c> that it has not had, in the order of their names.</summary>
public static class Migrator
{
    private const string Folder = "migrations/";

    private const string Schema = "public";
    private const string Table = "schema_version";
    private const string Journal = $"{Schema}.{Table}";

    // Any number that no other program on the server takes a lock on; it must stay the same for all versions.
    private const long LockKey = 0x426F6F6B696E67;

    private static readonly SqlScript[] Scripts =
        [.. typeof(Migrator).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => SqlScript.FromStream(name[Folder.Length..], typeof(Migrator).Assembly.GetManifestResourceStream(name)!))];

    /// <summary>Every script that a database of this version has had.</summary>
    public static IEnumerable<string> ScriptNames => Scripts.Select(script => script.Name);

    /// <summary>Answers the names of the scripts it ran. Several processes may do this at once: one works, the others wait for it.</summary>
    /// <exception cref="StartupException">The database cannot be reached, is of a newer version, or a script fails.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string connectionString, Action<string> say, CancellationToken cancellation)
    {
        // Migrations may take long and must not be cut off: no timeout here. And no pool, which would outlive the work.
        var unhurried = UnreachableDatabase.Read(connectionString);
        unhurried.Pooling = false;
        unhurried.CommandTimeout = 0;
        unhurried.KeepAlive = 30;
        unhurried.ApplicationName = "booking migrations";

        // The lock is the session's: it goes with this connection, whatever happens to the process.
        await using var session = await UnreachableDatabase.OpenAsync(unhurried, cancellation);
        // As at most starts.
        if (await IsOfThisVersionAsync(session, cancellation))
        {
            return [];
        }

        await using (var locking = new NpgsqlCommand("select pg_advisory_lock($1)", session) { Parameters = { new() { Value = LockKey } } })
        {
            await locking.ExecuteNonQueryAsync(cancellation);
        }

        return Run(unhurried.ConnectionString, say);
    }

    private static async Task<bool> IsOfThisVersionAsync(NpgsqlConnection session, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand($"select to_regclass('{Journal}') is not null", session);
        if (await exists.ExecuteScalarAsync(cancellation) is false)
        {
            return false;
        }

        await using var had = new NpgsqlCommand($"select array_agg(scriptname::text) from {Journal}", session);
        return await had.ExecuteScalarAsync(cancellation) is string[] names && names.ToHashSet().SetEquals(ScriptNames);
    }

    private static List<string> Run(string connectionString, Action<string> say)
    {
        var engine = DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScripts(Scripts)
            .JournalToPostgresqlTable(Schema, Table)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .WithExecutionTimeout(TimeSpan.Zero)
            .LogTo(new NoOpUpgradeLog())
            .Build();

        if (engine.GetExecutedButNotDiscoveredScripts().FirstOrDefault() is { } unknown)
        {
            throw new StartupException(
                $"The database is of a newer version of Booking (it has had {unknown}, which this version does not know): "
                + "start that version, or use another database.");
        }

        var due = engine.GetScriptsToExecute();
        if (due.Count == 0)
        {
            return [];
        }

        say(due.Count == 1 ? $"Bringing the database up to date: {due[0].Name} ..." : $"Bringing the database up to date: {due.Count} scripts ...");
        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new StartupException(
                $"The script sql/migrations/{result.ErrorScript?.Name} failed and was undone ({FirstLine(result.Error)}): "
                + "mend it, or the data it stumbled over, and start again.",
                result.Error);
        }

        return [.. result.Scripts.Select(script => script.Name)];
    }

    private static string FirstLine(Exception error) => error.Message.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd('.');
}
