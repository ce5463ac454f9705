using BenchmarkDotNet.Running;
using Booking.Benchmarks.Load;

namespace Booking.Benchmarks;

public static class Program
{
    /// <summary>
    /// Without a word, the rules alone. With <c>load</c>, the whole system beside what its parts can do at most.
    /// </summary>
    public static async Task<int> Main(string[] args) => args switch
    {
        ["load"] => await LoadRun.RunAsync(),
        [PlainText.Word] => await PlainText.ServeAsync(),
        _ => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"]).Any() ? 0 : 1,
    };
}
