using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Booking.Testing;

/// <summary>An answer with the page it carries.</summary>
public sealed record Page(HttpResponseMessage Response, IHtmlDocument Document)
{
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>The address in Location as it was sent; null when the answer is no redirect.</summary>
    public string? RedirectsTo => Response.Headers.Location?.OriginalString;

    /// <summary>What a reader reads in the content of the page, with single spaces.</summary>
    public string Text => string.Join(
        ' ', (Document.QuerySelector("main") ?? Document.Body!).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    public static async Task<Page> ReadAsync(HttpResponseMessage response) =>
        new(response, await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync()));

    /// <summary>Where a form goes and what it sends, as HTML has it: what is named, not disabled, and chosen.</summary>
    internal (Uri Address, List<KeyValuePair<string, string>> Values) Form(string selector, IReadOnlyDictionary<string, string?> changes)
    {
        var found = Document.QuerySelectorAll(selector).OfType<IHtmlFormElement>().ToList();
        if (found.Count != 1)
        {
            throw new InvalidOperationException($"{found.Count} forms match \"{selector}\" on {Response.RequestMessage?.RequestUri} ({Status}): {Text}");
        }

        var values = found[0].Elements
            .Where(element => !string.IsNullOrEmpty(element.GetAttribute("name")) && !element.HasAttribute("disabled"))
            .SelectMany(Values)
            .Where(value => !changes.ContainsKey(value.Key))
            .Concat(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Key, change.Value!)))
            .ToList();
        var action = found[0].GetAttribute("action");
        var address = string.IsNullOrEmpty(action)
            ? Response.RequestMessage!.RequestUri!
            : new Uri(Response.RequestMessage!.RequestUri!, action);
        return (address, values);
    }

    private static IEnumerable<KeyValuePair<string, string>> Values(IElement element) => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio" } input => input.IsChecked ? [KeyValuePair.Create(input.Name!, input.Value)] : [],
        IHtmlInputElement { Type: "submit" or "button" or "image" } => [],
        IHtmlInputElement input => [KeyValuePair.Create(input.Name!, input.Value)],
        IHtmlSelectElement select => select.Options.Where(option => option.IsSelected).Select(option => KeyValuePair.Create(select.Name!, option.Value)),
        IHtmlTextAreaElement area => [KeyValuePair.Create(area.Name!, area.Value)],
        _ => []
    };
}
