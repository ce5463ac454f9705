using System.Diagnostics;

namespace Booking.Benchmarks.Load;

/// <summary>What many clients, each asking again as soon as it is answered, got in a while.</summary>
/// <param name="PerSecond">Requests answered as expected.</param>
public sealed record Measured(double PerSecond, TimeSpan Median, TimeSpan P99, TimeSpan Slowest, IReadOnlyDictionary<int, int> Unexpected)
{
    public const int Clients = 32;

    /// <param name="request">The bytes to send next, for a client by number.</param>
    public static async Task<Measured> RunAsync(Uri address, TimeSpan span, int expected, Func<int, byte[]> request)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Factory.StartNew(
            () => Ask(address, span, expected, () => request(client)), TaskCreationOptions.LongRunning)));

        var times = all.SelectMany(one => one.Times).Order().ToList();
        var unexpected = all.SelectMany(one => one.Unexpected).GroupBy(status => status).ToDictionary(group => group.Key, group => group.Count());
        return new Measured(
            times.Count / span.TotalSeconds, At(times, 0.5), At(times, 0.99), At(times, 1), unexpected);
    }

    /// <summary>The one in the middle by throughput.</summary>
    public static Measured Middle(IEnumerable<Measured> runs)
    {
        var sorted = runs.OrderBy(run => run.PerSecond).ToList();
        return sorted[sorted.Count / 2];
    }

    private static TimeSpan At(List<long> sorted, double share) => sorted.Count == 0
        ? TimeSpan.Zero
        : Stopwatch.GetElapsedTime(0, sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))]);

    private static (List<long> Times, List<int> Unexpected) Ask(Uri address, TimeSpan span, int expected, Func<byte[]> next)
    {
        var (times, unexpected) = (new List<long>(), new List<int>());
        using var connection = new RawConnection(address);
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < span)
        {
            var request = next();
            var sent = Stopwatch.GetTimestamp();
            var status = connection.Send(request);
            if (status == expected)
            {
                times.Add(Stopwatch.GetTimestamp() - sent);
            }
            else
            {
                unexpected.Add(status);
            }
        }
        return (times, unexpected);
    }
}
