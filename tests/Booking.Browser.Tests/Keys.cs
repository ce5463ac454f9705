using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests;

/// <summary>A visitor's keyboard, for who uses nothing else.</summary>
public sealed class Keys(Visitor visitor)
{
    private const int FarAway = 120;

    // Somewhere from the focused thing to what it stands in there is a frame around it, and nothing lies over its middle.
    private const string ShownScript = """
        () => {
          const focused = document.activeElement;
          const box = focused.getBoundingClientRect();
          const framed = element => {
            const style = getComputedStyle(element);
            return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
          };
          const inView = box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
          const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          const onTop = top && (focused.contains(top) || top.contains(focused) || top.closest('label')?.control === focused);
          const ancestors = [focused, focused.parentElement, focused.closest('article')].filter(element => element);
          return ancestors.some(framed) && inView && Boolean(onTop) ? '' : `${focused.outerHTML.slice(0, 200)} framed ${ancestors.some(framed)} in view ${inView} on top ${Boolean(onTop)}`;
        }
        """;

    private IPage Page => visitor.Page;

    /// <summary>On and on with Tab until that is reached. On the way all that has the focus shows it.</summary>
    public async Task TabToAsync(ILocator wanted)
    {
        await Expect(wanted).ToBeVisibleAsync();
        for (var tabs = 0; tabs < FarAway; tabs++)
        {
            await Page.Keyboard.PressAsync("Tab");
            (await Page.EvaluateAsync<string>(ShownScript)).Should().BeEmpty("it has the focus on {0}", visitor.Place);
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }
        throw new InvalidOperationException($"{FarAway} tabs do not lead to {wanted} on {visitor.Place}.");
    }

    public async Task PressAsync(ILocator wanted, string key = "Enter")
    {
        await TabToAsync(wanted);
        await Page.Keyboard.PressAsync(key);
    }

    public async Task TypeAsync(ILocator wanted, string text)
    {
        await TabToAsync(wanted);
        await Page.Keyboard.TypeAsync(text);
    }
}
