using Booking.Testing;
using Booking.Web.Jobs;
using Microsoft.Extensions.Logging;
using NodaTime.Testing;

namespace Booking.Web.Tests.Jobs;

public sealed class EachDueTests : IAsyncLifetime
{
    private const string Sql = "select ('00000000-0000-0000-0000-00000000000' || n)::uuid from generate_series(1, 5) n where @now is not null order by n";

    private readonly KeptLog log = new();
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Run_WhenOneFails_HandlesTheOthersAndLogsNothingPersonal()
    {
        var handled = new List<Guid>();
        var each = new EachDue(database.DataSource, new FakeClock(BookingApplication.Start), log);

        await each.RunAsync("test", Sql, (id, _) =>
        {
            if (handled.Count == 2)
            {
                handled.Add(Guid.Empty);
                throw new InvalidOperationException("anna@example.dk could not be reached");
            }
            handled.Add(id);
            return Task.CompletedTask;
        }, default);

        handled.Should().HaveCount(5);
        log.Lines.Should().ContainSingle().Which.Should().Contain("InvalidOperationException").And.NotContain("anna");
    }

    [Fact]
    public async Task Run_WhenToldToStop_StopsBeforeTheNext()
    {
        using var stop = new CancellationTokenSource();
        var handled = 0;
        var each = new EachDue(database.DataSource, new FakeClock(BookingApplication.Start), log);

        var run = () => each.RunAsync("test", Sql, async (_, _) =>
        {
            handled++;
            await stop.CancelAsync();
        }, stop.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
        handled.Should().Be(1);
    }

    private sealed class KeptLog : ILogger<EachDue>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception) + exception?.Message);
    }
}
