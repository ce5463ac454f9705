using Microsoft.Playwright;

namespace Booking.Browser.Tests;

/// <summary>
/// What is wrong with the pages a visitor sees. The browser itself tells of errors in scripts, breaches of the content
/// security policy, missing files and requests to elsewhere.
/// </summary>
public sealed class Complaints
{
    private static readonly string[] Ignored =
    [
        // What was answered with which status is seen to elsewhere.
        "Failed to load resource",
        // The policy also turns off what only other browsers have.
        "Error with Permissions-Policy header: Unrecognized feature",
    ];

    private readonly List<string> all = [];
    private readonly HashSet<int> allowed = [];

    private Complaints()
    {
    }

    public IReadOnlyList<string> All
    {
        get
        {
            lock (all)
            {
                return [.. all];
            }
        }
    }

    public static async Task<Complaints> ListenAsync(IPage page, Uri home)
    {
        var complaints = new Complaints();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && new Uri(request.Url).Authority != home.Authority)
            {
                complaints.Add($"asks {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !complaints.allowed.Contains(response.Status))
            {
                complaints.Add($"{response.Status} for {response.Request.Method} {response.Url}");
            }
        };
        page.RequestFailed += (_, request) =>
        {
            // A download or a page that is left before its files came.
            if (request.Failure != "net::ERR_ABORTED")
            {
                complaints.Add($"{request.Failure} for {request.Url}");
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !Ignored.Any(start => message.Text.StartsWith(start, StringComparison.Ordinal)))
            {
                complaints.Add($"{message.Type} on {page.Url}: {message.Text}");
            }
        };
        await page.AddInitScriptAsync(
            "document.addEventListener('securitypolicyviolation', e => console.error(`${e.violatedDirective} forbids ${e.blockedURI}`))");
        return complaints;
    }

    public void Allow(int status)
    {
        lock (all)
        {
            allowed.Add(status);
        }
    }

    public void Add(string complaint)
    {
        lock (all)
        {
            all.Add(complaint);
        }
    }
}
