using Booking.Testing;
using Booking.Web.Database;
using Booking.Web.Startup;
using Dapper;

namespace Booking.Web.Tests.Database;

public sealed class MigratorTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync(migrated: false);

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Run_OnAnEmptyDatabase_RunsEveryScriptInTheOrderOfTheirNames()
    {
        var expected = Directory.GetFiles(Path.Combine(Repository.Root, "sql", "migrations"), "*.sql")
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

        var run = await RunAsync();

        run.Should().Equal(expected);
    }

    [Fact]
    public async Task Run_ASecondTime_RunsNothing()
    {
        await RunAsync();

        (await RunAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Run_OnADatabaseThatLacksAScript_RunsIt()
    {
        await RunAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var lacking = await connection.QuerySingleAsync<string>("delete from schema_version where scriptname like '%renewal.sql' returning scriptname");

        var act = RunAsync;

        // What it does is there already: that it is tried shows in its failing.
        (await act.Should().ThrowAsync<StartupException>()).Which.Message.Should().Contain(lacking);
    }

    [Fact]
    public async Task Run_ByFiveNodesAtOnce_RunsEveryScriptOnce()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(RunAsync)));

        runs.Should().ContainSingle(run => run.Count > 0);
        await using var connection = await database.DataSource.OpenConnectionAsync();
        (await connection.QueryAsync<string>("select scriptname from schema_version")).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Run_OnADatabaseOfANewerVersion_IsRefusedWithTheScriptItDoesNotKnow()
    {
        await RunAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into schema_version (scriptname, applied) values ('2999-01-01_00_future.sql', localtimestamp)");

        var act = RunAsync;

        (await act.Should().ThrowAsync<StartupException>()).Which.Message
            .Should().Contain("newer version").And.Contain("2999-01-01_00_future.sql");
    }

    [Fact]
    public async Task Run_WhenAScriptFails_NamesItAndLeavesNothingOfIt()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("create table resource (id int)");

        var act = RunAsync;

        (await act.Should().ThrowAsync<StartupException>()).Which.Message.Should().Contain("_resource.sql").And.Contain("already exists");
        (await connection.ExecuteScalarAsync<bool>("select to_regclass('person') is not null")).Should().BeTrue("the script before it had worked");
        (await connection.ExecuteScalarAsync<bool>("select to_regclass('district') is not null")).Should().BeFalse("it stands before the failing statement");
    }

    private Task<IReadOnlyList<string>> RunAsync() => Migrator.RunAsync(database.ConnectionString, _ => { }, CancellationToken.None);
}
