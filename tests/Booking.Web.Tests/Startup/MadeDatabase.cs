using Booking.Testing;
using Booking.Web.Database;

namespace Booking.Web.Tests.Startup;

/// <summary>A data folder with a database and its demo data, to be copied: making one takes seconds.</summary>
public sealed class MadeDatabase : IAsyncLifetime
{
    private readonly DataFolderOfATest made = DataFolderOfATest.Create();

    public async Task InitializeAsync()
    {
        await using var once = BookingProcess.Start("seed", made.Option);
        (await once.EndsAsync()).Should().Be(0, string.Join('\n', once.Errors));
    }

    internal async Task<DataFolderOfATest> CopyAsync()
    {
        var copy = DataFolderOfATest.Create();
        (await Tool.RunAsync("cp", ["-a", $"{made.Path}/.", copy.Path])).Succeeded.Should().BeTrue();
        return copy;
    }

    public async Task DisposeAsync() => await made.DisposeAsync();
}

/// <summary>Tests that start processes: one at a time, since each is as busy as a whole test run.</summary>
[CollectionDefinition(Name)]
public sealed class Processes : ICollectionFixture<MadeDatabase>
{
    public const string Name = "processes";
}
