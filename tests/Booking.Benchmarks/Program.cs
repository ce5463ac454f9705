using BenchmarkDotNet.Running;
using Booking.Benchmarks.Load;

namespace Booking.Benchmarks;

public static class Program
{
    /// <summary>
    /// Without a word, the rules alone. With <c>load</c>, the whole system beside what its parts can do at most; with <c>series</c>,
    /// what repeats and who waits, of that.
    /// </summary>
    public static async Task<int> Main(string[] args) => args switch
    {
        ["load"] => await LoadRun.RunAsync(),
        ["series"] => await LoadRun.RunSeriesAsync(),
        [PlainText.Word] => await PlainText.ServeAsync(),
        _ => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"]).Any() ? 0 : 1,
    };
}
