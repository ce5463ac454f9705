using Booking.Testing;
using Booking.Web.Startup;
using Dapper;

namespace Booking.Web.Tests.Startup;

[Collection(Processes.Name)]
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "serve", "", "")]
    [InlineData("--Urls=http://localhost:1", "serve", "", "--Urls=http://localhost:1")]
    [InlineData("migrate", "migrate", "", "")]
    [InlineData("token a@example.dk", "token", "a@example.dk", "")]
    [InlineData("token a@example.dk --A=b --C=d", "token", "a@example.dk", "--A=b --C=d")]
    [InlineData("migrate --A=b", "migrate", "", "--A=b")]
    [InlineData("--help", "help", "", "")]
    [InlineData("migrate --help", "help", "", "")]
    [InlineData("-h", "help", "", "")]
    public void Read_SplitsTheWordFromItsArgumentsAndTheConfiguration(string typed, string word, string arguments, string options)
    {
        var line = CommandLine.Read(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        (line.Word, string.Join(' ', line.Arguments), string.Join(' ', line.Options)).Should().Be((word, arguments, options));
    }

    [Fact]
    public async Task Help_ListsTheWordsAndStartsNothing()
    {
        await using var process = BookingProcess.Start("--help");

        (await process.EndsAsync()).Should().Be(0);
        process.Output.Should().Contain("migrate").And.Contain("--help").And.Contain("ConnectionStrings:Booking");
        process.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task AnUnknownWord_IsAnsweredWithTheHelpAndExitCode1()
    {
        await using var process = BookingProcess.Start("migrat");

        (await process.EndsAsync()).Should().Be(1);
        process.Errors.Should().Contain(line => line.Contains("migrate"));
    }

    [Fact]
    public async Task Migrate_OnTheConfiguredServer_BringsItUpToDateAndEnds()
    {
        await using var database = await TestDatabase.CreateAsync(migrated: false);
        await using var process = BookingProcess.Start("migrate", $"--ConnectionStrings:Booking={database.ConnectionString}");

        (await process.EndsAsync()).Should().Be(0);

        process.Output.Should().Contain("up to date").And.NotContain("PostgreSQL");
        await using var connection = await database.DataSource.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<bool>("select to_regclass('booking') is not null")).Should().BeTrue();
    }
}
