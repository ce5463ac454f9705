using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Booking.Web.Database;

namespace Booking.Testing;

/// <summary>The application as it is built, in a process of its own: what it says, how it ends and what it leaves behind.</summary>
public sealed class BookingProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private BookingProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, said) => Hear(said.Data);
        process.ErrorDataReceived += (_, said) =>
        {
            if (said.Data is not null)
            {
                lock (errors)
                {
                    errors.AppendLine(said.Data);
                }
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>What it wrote to standard error, line by line.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (errors)
            {
                return errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
            }
        }
    }

    /// <summary>In Development, as a developer starts it; options in <paramref name="arguments"/> come last and so win.</summary>
    public static BookingProcess Start(params string[] arguments)
    {
        var web = Path.Combine(Repository.Root, "src", "Booking.Web");
        // Built for the same configuration and framework as this test: .../bin/Debug/net10.0.
        var here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var built = Path.Combine(web, "bin", Path.GetFileName(Path.GetDirectoryName(here)!), Path.GetFileName(here), "Booking.Web.dll");
        string[] words = [.. arguments.TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
        var start = new ProcessStartInfo(
            "dotnet", [built, .. words, "--environment=Development", $"--contentRoot={web}", "--Urls=http://127.0.0.1:0", .. arguments[words.Length..]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment.Remove("ConnectionStrings__Booking");
        return new(Process.Start(start)!);
    }

    /// <summary>The rest of the first line that begins so.</summary>
    public async Task<string> SaysAsync(string beginning)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(patience.Token))
            {
                if (line.StartsWith(beginning, StringComparison.Ordinal))
                {
                    return line[beginning.Length..];
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        throw new InvalidOperationException($"It did not say \"{beginning}\" but: {Output} {string.Join('\n', Errors)}");
    }

    /// <summary>The address it serves at.</summary>
    public async Task<Uri> ServesAsync() => new(await SaysAsync("Booking is at "));

    public async Task SignalAsync(string signal) => await Tool.RunAsync("kill", [$"-{signal}", $"{process.Id}"]);

    /// <summary>Answers the exit code.</summary>
    public async Task<int> EndsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            lines.Writer.Complete();
            return;
        }
        lock (output)
        {
            output.AppendLine(line);
        }

        lines.Writer.TryWrite(line);
    }
}
