using Booking.Web.Database;
using Npgsql;

namespace Booking.Testing;

/// <summary>A database of one's own, empty but migrated by the production migrator: a copy of a template, made in some 50 ms.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string Template = "migrated";

    // How long a connection may take to come about, in seconds: a machine that does other work besides is no fault of what is tested.
    private const int Patience = 120;

    private static readonly Lazy<Task<NpgsqlDataSource>> Administration = new(PrepareAsync);

    // PostgreSQL copies a template for one at a time: others would be refused, not queued.
    private static readonly SemaphoreSlim Copying = new(1, 1);

    private static int count;

    private readonly string name;

    private TestDatabase(string name, string connectionString)
    {
        this.name = name;
        ConnectionString = connectionString;
        DataSource = BookingDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    /// <summary>As the application has it: with NodaTime's types and the statement timeout.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <param name="migrated">False for a database without any table.</param>
    public static Task<TestDatabase> CreateAsync(bool migrated = true) => CopyAsync(migrated ? Template : "template0");

    /// <summary>Another with the same in it. Nobody else may be using this one meanwhile.</summary>
    public Task<TestDatabase> CopyAsync()
    {
        DataSource.Clear();
        return CopyAsync(name);
    }

    private static async Task<TestDatabase> CopyAsync(string template)
    {
        var administration = await Administration.Value;
        var name = $"test_{Interlocked.Increment(ref count)}";
        await Copying.WaitAsync();
        try
        {
            // By copying its files: by way of the log it takes several times as long.
            await ExecuteAsync(administration, $"create database {name} template {template} strategy file_copy");
        }
        finally
        {
            Copying.Release();
        }
        return new(name, await ConnectionStringToAsync(name));
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        // Others may have pools of their own on it still, Hangfire for one.
        await ExecuteAsync(await Administration.Value, $"drop database if exists {name} with (force)");
    }

    private static async Task<NpgsqlDataSource> PrepareAsync()
    {
        NodaTimeHandlers.Register();
        Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;
        var administration = NpgsqlDataSource.Create(await ConnectionStringToAsync("postgres"));
        await ExecuteAsync(administration, $"create database {Template}");
        await Migrator.RunAsync(await ConnectionStringToAsync(Template), _ => { }, CancellationToken.None);
        return administration;
    }

    private static async Task<string> ConnectionStringToAsync(string database) =>
        new NpgsqlConnectionStringBuilder((await DatabaseServer.GetAsync()).ConnectionString) { Database = database, Timeout = Patience }.ConnectionString;

    private static async Task ExecuteAsync(NpgsqlDataSource administration, string statement)
    {
        await using var command = administration.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
