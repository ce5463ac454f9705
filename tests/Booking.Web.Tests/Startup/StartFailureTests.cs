using System.Net;
using System.Net.Sockets;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Startup;

/// <summary>What can go wrong at the start is said in one sentence with the way out, and the exit code is 1.</summary>
[Collection(Processes.Name)]
public sealed class StartFailureTests(MadeDatabase made)
{
    [Fact]
    public async Task Start_AtABusyPort_NamesTheAddressAndAnotherOne()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();

        var sentence = await FailsAsync(Configured(database.ConnectionString), $"--Urls=http://127.0.0.1:{((IPEndPoint)busy.LocalEndpoint).Port}");

        sentence.Should().StartWith($"http://127.0.0.1:{((IPEndPoint)busy.LocalEndpoint).Port} is in use").And.Contain("--Urls=");
    }

    [Fact]
    public async Task Start_WithoutAnAnswerFromTheConfiguredServer_NamesItAndTheSetting()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        var sentence = await FailsAsync(Configured($"Host=127.0.0.1;Port={port};Database=booking;Username=booking;Password=secret"));

        sentence.Should().Contain($"127.0.0.1:{port}").And.Contain("ConnectionStrings__Booking").And.NotContain("secret");
    }

    [Theory]
    [InlineData("Database=nowhere", "create database nowhere")]
    [InlineData("Password=wrong", "is not let in")]
    public async Task Start_WhenTheConfiguredServerRefuses_SaysWhatToCorrect(string change, string expected)
    {
        await using var database = await TestDatabase.CreateAsync();

        (await FailsAsync(Configured($"{database.ConnectionString};{change}"))).Should().Contain(expected);
    }

    [Fact]
    public async Task Start_WithAConnectionStringThatIsNone_SaysHowToWriteIt() =>
        (await FailsAsync(Configured("postgres://booking@localhost/booking"))).Should().Contain("cannot be read").And.Contain("Host=");

    [Theory]
    [InlineData("Moonlight", "{}", "does not know")]
    [InlineData("Horizon", "{\"weeks\": 3}", "cannot read")]
    public async Task Start_WithARuleThatCannotBeRead_NamesItsKind(string kind, string parameters, string expected)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                """
                insert into rule (id, kind, parameters, level, reason_da, set_at, valid_from)
                values (gen_random_uuid(), @kind, @parameters::jsonb, 'municipality', 'x', '2026-01-01Z', '2026-01-01Z')
                """,
                new { kind, parameters });
        }

        (await FailsAsync(Configured(database.ConnectionString))).Should().Contain($"\"{kind}\"").And.Contain(expected).And.Contain("valid_until");
    }

    [Fact]
    public async Task Start_InAFolderThatHoldsSomethingElse_LeavesItAlone()
    {
        await using var folder = DataFolderOfATest.Create();
        Directory.CreateDirectory(folder.Cluster);
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, "letter.txt"), "Dear Sir");

        (await FailsAsync(folder.Option)).Should().Contain(folder.Cluster).And.Contain("is no database");

        File.Exists(Path.Combine(folder.Cluster, "letter.txt")).Should().BeTrue();
    }

    [Fact]
    public async Task Start_WithABrokenDatabase_SaysWhatPostgresqlSays()
    {
        await using var folder = await made.CopyAsync();
        File.Delete(Path.Combine(folder.Cluster, "global", "pg_control"));

        (await FailsAsync(folder.Option)).Should().Contain("does not start").And.Contain("pg_control").And.Contain("backup");
        folder.ServerId.Should().BeNull();
    }

    [Fact]
    public async Task Start_WithADatabaseOfAnotherPostgresql_NamesBoth()
    {
        await using var folder = DataFolderOfATest.Create();
        Directory.CreateDirectory(folder.Cluster);
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, "PG_VERSION"), "9\n");

        (await FailsAsync(folder.Option)).Should().Contain("made by PostgreSQL 9");
    }

    [Fact]
    public async Task Start_WithoutThePassword_NamesItsFile()
    {
        await using var folder = await made.CopyAsync();
        File.Delete(Path.Combine(folder.Path, "postgres.password"));

        (await FailsAsync(folder.Option)).Should().Contain("postgres.password");
    }

    [Fact]
    public async Task Start_WhereTheFolderIsAFile_SaysSo()
    {
        await using var folder = DataFolderOfATest.Create();
        Directory.Delete(folder.Path);
        await File.WriteAllTextAsync(folder.Path, "");

        (await FailsAsync(folder.Option)).Should().Contain(folder.Path).And.Contain("--Booking:DataDirectory");
    }

    private static string Configured(string connectionString) => $"--ConnectionStrings:Booking={connectionString}";

    private static async Task<string> FailsAsync(params string[] arguments)
    {
        await using var process = BookingProcess.Start(arguments);
        (await process.EndsAsync()).Should().Be(1);
        process.Output.Should().NotContain("   at ", "nobody wants a stack trace");
        return process.Errors.Should().ContainSingle().Subject;
    }
}
