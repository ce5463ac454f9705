using Microsoft.Playwright;

namespace Booking.Browser.Tests;

/// <summary>The one browser of a test run: the system's Chromium, else the one that Playwright installs.</summary>
public static class Chromium
{
    // The first is the same without what only a screen needs, and does the same in three quarters of the time.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
        // Whatever a page or the browser itself asks for, only this machine can answer.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ];

    // As much as for all else: a machine that does other work besides is no fault of the page.
    private const int Patience = 30_000;

    private static readonly Lazy<Task<(IBrowser? Browser, string Missing)>> Launched = new(LaunchAsync);

    /// <exception cref="SkipException">There is no browser here; the message says how to get one.</exception>
    public static async Task<IBrowser> GetAsync()
    {
        var (browser, missing) = await Launched.Value;
        Skip.If(browser is null, missing);
        return browser!;
    }

    private static async Task<(IBrowser? Browser, string Missing)> LaunchAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        var installed = Names
            .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        try
        {
            return (await playwright.Chromium.LaunchAsync(new() { ExecutablePath = installed, Args = Arguments }), "");
        }
        catch (PlaywrightException exception) when (installed is null && exception.Message.Contains("Executable doesn't exist", StringComparison.Ordinal))
        {
            return (null, $"There is no Chromium: neither {string.Join(", ", Names)} is on the PATH, nor has Playwright installed one. Install your system's package, or run playwright.ps1 install chromium beside these tests.");
        }
    }
}
