using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using Booking.Testing;
using Booking.Web.Database;
using Dapper;

namespace Booking.Web.Tests.Startup;

/// <summary>Booking with the database server it brings along, as whole processes.</summary>
[UnsupportedOSPlatform("windows")]
[Collection(Processes.Name)]
public sealed class OwnServerTests(MadeDatabase made)
{
    [Fact]
    public async Task Start_TheFirstTimeAndTheSecond_MakesADatabaseAndKeepsIt()
    {
        await using var folder = DataFolderOfATest.Create();

        await using (var first = BookingProcess.Start(folder.Option))
        {
            (await StatusOfAsync(await first.ServesAsync(), "/health/ready")).Should().Be(HttpStatusCode.OK);
            first.Output.Should().Contain("Creating the database").And.Contain("beboer@example.dk").And.Contain("/dev/mail");
            await using (var connection = await folder.OpenAsync())
            {
                await connection.ExecuteAsync("create table kept (id int)");
            }

            await first.SignalAsync("INT");
            (await first.EndsAsync()).Should().Be(0);
            first.Errors.Should().BeEmpty();
            File.GetUnixFileMode(Path.Combine(folder.Path, "postgres.password")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            folder.ServerId.Should().BeNull();
        }

        await using var second = BookingProcess.Start(folder.Option);
        await second.ServesAsync();
        second.Output.Should().NotContain("Creating").And.NotContain("up to date");
        await using (var connection = await folder.OpenAsync())
        {
            (await connection.ExecuteScalarAsync<int>("select count(*) from kept")).Should().Be(0);
        }

        await second.SignalAsync("TERM");
        (await second.EndsAsync()).Should().Be(0);
        folder.ServerId.Should().BeNull();
    }

    [Fact]
    public async Task Start_AfterACrash_UsesTheServerThatWasLeftAndStopsIt()
    {
        await using var folder = await made.CopyAsync();
        await using (var crashing = BookingProcess.Start(folder.Option))
        {
            await crashing.ServesAsync();
            await crashing.SignalAsync("KILL");
            await crashing.EndsAsync();
        }
        var left = folder.ServerId;

        await using var next = BookingProcess.Start(folder.Option);
        await next.ServesAsync();

        left.Should().NotBeNull();
        folder.ServerId.Should().Be(left);
        await next.SignalAsync("INT");
        (await next.EndsAsync()).Should().Be(0);
        folder.ServerId.Should().BeNull();
    }

    [Fact]
    public async Task Start_AfterACrashOfTheMachine_IsNotMisledByWhoHasTheOldProcessIdNow()
    {
        await using var folder = await made.CopyAsync();
        await File.WriteAllTextAsync(
            PostmasterFile.PathIn(folder.Cluster), $"{Environment.ProcessId}\n{folder.Cluster}\n1700000000\n54321\n\n127.0.0.1\n\nready\n");

        await using var next = BookingProcess.Start("migrate", folder.Option);

        (await next.EndsAsync()).Should().Be(0, string.Join('\n', next.Errors));
    }

    [Fact]
    public async Task Stop_WhileAnotherProcessUsesTheServer_LeavesItRunning()
    {
        await using var folder = await made.CopyAsync();
        await using var serving = BookingProcess.Start(folder.Option);
        var address = await serving.ServesAsync();

        await using (var migrating = BookingProcess.Start("migrate", folder.Option))
        {
            (await migrating.EndsAsync()).Should().Be(0);
        }

        (await StatusOfAsync(address, "/health/ready")).Should().Be(HttpStatusCode.OK);
        await serving.SignalAsync("INT");
        (await serving.EndsAsync()).Should().Be(0);
        folder.ServerId.Should().BeNull();
    }

    [Fact]
    public async Task CtrlC_InATerminal_DoesNotReachTheServer()
    {
        await using var folder = await made.CopyAsync();
        await using var serving = BookingProcess.Start(folder.Option);
        await serving.ServesAsync();

        // A terminal signals the group of processes in front of it.
        (await GroupOfAsync(folder.ServerId!.Value)).Should().NotBe(await GroupOfAsync(serving.Id));

        await serving.SignalAsync("INT");
        await serving.EndsAsync();
    }

    [SkippableFact]
    public async Task Start_AsRootWhereTheServersUserMayNotGo_KeepsTheDatabaseElsewhereAndSaysWhere()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "Only root lends the server to another user.");
        await using var folder = DataFolderOfATest.Create();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await using var process = BookingProcess.Start("migrate", folder.Option);
        var elsewhere = (await process.SaysAsync("Keeping the database in ")).Split(',')[0];
        try
        {
            (await process.EndsAsync()).Should().Be(0);
            File.Exists(Path.Combine(elsewhere, "postgres", "PG_VERSION")).Should().BeTrue();
            Directory.Exists(folder.Cluster).Should().BeFalse();
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    private static async Task<HttpStatusCode> StatusOfAsync(Uri address, string path)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<int> GroupOfAsync(int process) =>
        int.Parse((await Tool.RunAsync("ps", ["-o", "pgid=", "-p", $"{process}"])).Output, CultureInfo.InvariantCulture);
}
