using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Booking.Browser.Tests;

/// <summary>What holds on every page, at every width.</summary>
public static class PageCheck
{
    private static readonly int[] Widths = [Way.OnDesktop.Viewport.Width, Way.OnPhone.Viewport.Width];
    private const int Narrowest = 320;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private const string AxeScript = """
        async () => {
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const result = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
          return result.violations.map(rule => `${rule.id}: ${rule.help} (${rule.nodes.slice(0, 5).map(node => node.html).join('; ')})`);
        }
        """;

    /// <summary>
    /// The page without its words: elements, what kind each is, and whether it says something; of neighbours that are alike, one.
    /// Pages that are the same in this are the same to axe, and looked at once in a test run.
    /// </summary>
    private const string BuildScript = """
        () => {
          const telling = name => ['class', 'role', 'type', 'autocomplete', 'tabindex', 'dir'].includes(name) || /^aria-(?!label|describedby|controls|owns)/.test(name);
          const build = element => {
            const attributes = [...element.attributes].map(({ name, value }) => telling(name) ? `${name}=${value}` : value === '' ? `${name}=` : name).sort();
            const says = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
            const children = [...element.children].map(build).filter((child, index, all) => child !== all[index - 1]);
            return `<${element.localName} ${attributes.join(' ')}${says ? ' ...' : ''}>${children.join('')}</>`;
          };
          return build(document.documentElement);
        }
        """;

    private static readonly ConcurrentDictionary<string, bool> SeenByAxe = new();

    private const string FrameScript = """
        () => ({
          language: document.documentElement.lang,
          title: document.title,
          headings: document.querySelectorAll('h1').length,
          inline: [...document.querySelectorAll('style, [style], script:not([src]), [onclick], [onsubmit], [onload], [onchange]')]
            .map(element => element.outerHTML.slice(0, 200)),
        })
        """;

    private const string WideScript = """
        () => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll('body *')]
            .filter(element => element.getBoundingClientRect().right > width + 0.5)
            .map(element => element.outerHTML.slice(0, 150));
        }
        """;

    public static async Task RunAsync(Visitor visitor, Complaints complaints)
    {
        var (page, place) = (visitor.Page, visitor.Place);
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        var frame = await page.EvaluateAsync<Frame>(FrameScript);
        if (frame.Language != visitor.Way.Language)
        {
            complaints.Add($"{place} is marked as {frame.Language}");
        }

        // The name of the site alone tells nobody which page it is.
        if (frame.Title.Length == 0 || frame.Title.StartsWith('–') || frame.Headings != 1)
        {
            complaints.Add($"{place} has {frame.Headings} first headings and the title \"{frame.Title}\"");
        }

        foreach (var inline in frame.Inline)
        {
            complaints.Add($"{place} carries a style or script in itself: {inline}");
        }

        await Texts.RunAsync(visitor, complaints);

        await FitsAsync(visitor, complaints);
        // axe waits for timers, which do not run where scripts do not.
        if (visitor.Way.Scripts && SeenByAxe.TryAdd(await page.EvaluateAsync<string>(BuildScript), true))
        {
            await page.EvaluateAsync(Axe);
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, visitor.Way.Viewport.Height);
                foreach (var violation in await page.EvaluateAsync<string[]>(AxeScript))
                {
                    complaints.Add($"{place} at {width} pixels: {violation}");
                }
            }
        }

        await page.SetViewportSizeAsync(visitor.Way.Viewport.Width, visitor.Way.Viewport.Height);
    }

    public static async Task FitsAsync(Visitor visitor, Complaints complaints)
    {
        await visitor.Page.SetViewportSizeAsync(Narrowest, visitor.Way.Viewport.Height);
        foreach (var wide in await visitor.Page.EvaluateAsync<string[]>(WideScript))
        {
            complaints.Add($"{visitor.Place} does not fit in {Narrowest} pixels: {wide}");
        }
    }

    private sealed record Frame
    {
        public string Language { get; init; } = "";
        public string Title { get; init; } = "";
        public int Headings { get; init; }
        public string[] Inline { get; init; } = [];
    }
}
