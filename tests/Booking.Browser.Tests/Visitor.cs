using System.Text.RegularExpressions;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.Playwright;

namespace Booking.Browser.Tests;

/// <summary>Somebody at a browser, who finds things by what they are and what they say.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly Site site;
    private readonly IBrowserContext context;
    private readonly Complaints complaints;
    private readonly Words words;

    private Visitor(Site site, IBrowserContext context, IPage page, Complaints complaints, Way way)
    {
        this.site = site;
        this.context = context;
        this.complaints = complaints;
        words = new Words(way.Language);
        Page = page;
        Way = way;
    }

    public IPage Page { get; }

    public Way Way { get; }

    public IReadOnlyList<string> Complaints => complaints.All;

    /// <summary>How often something has been pressed.</summary>
    public int Taps { get; private set; }

    /// <summary>What the kitchen of the stories is called.</summary>
    public string Kitchen => Way.Language == LanguageChoice.Danish ? DemoData.KitchenInDanish : "Gellerup Community Kitchen";

    /// <summary>Path and query of where the visitor is.</summary>
    public string Place => new Uri(Page.Url).PathAndQuery;

    public ILocator Main => Page.GetByRole(AriaRole.Main);

    internal static async Task<Visitor> OpenAsync(Site site, IBrowser browser, Way way)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = site.Address.AbsoluteUri,
            ViewportSize = way.Viewport,
            JavaScriptEnabled = way.Scripts,
            IgnoreHTTPSErrors = true,
            Locale = "da-DK",
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        return new Visitor(site, context, page, await Tests.Complaints.ListenAsync(page, site.Address), way);
    }

    internal async Task ArriveAsync()
    {
        await GoAsync("/");
        if (Way.Language == LanguageChoice.English)
        {
            await ButtonNamed("English").ClickAsync();
        }
    }

    public string Say<TTexts>(string key, params object[] arguments) => words.Of<TTexts>(key, arguments);

    /// <summary>Answers the status.</summary>
    public async Task<int> GoAsync(string address) => (await Page.GotoAsync(address))!.Status;

    public ILocator Link<TTexts>(string key, params object[] arguments) => LinkNamed(Say<TTexts>(key, arguments));

    public ILocator LinkNamed(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Button<TTexts>(string key, params object[] arguments) => ButtonNamed(Say<TTexts>(key, arguments));

    public ILocator ButtonNamed(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field<TTexts>(string key) => Main.GetByLabel(Say<TTexts>(key), new() { Exact = true });

    public Task PressAsync<TTexts>(string key, params object[] arguments) => TapAsync(Button<TTexts>(key, arguments));

    public Task FollowAsync<TTexts>(string key, params object[] arguments) => TapAsync(Link<TTexts>(key, arguments));

    /// <summary>From the menu at the top of every page.</summary>
    public Task GoByMenuAsync(string key) => TapAsync(Page
        .GetByRole(AriaRole.Navigation, new() { Name = Say<SharedTexts>("MainNavigation"), Exact = true })
        .GetByRole(AriaRole.Link, new() { Name = Say<SharedTexts>(key), Exact = true }));

    /// <summary>To what concerns all the places someone looks after.</summary>
    public async Task GoByMyPlacesAsync(string key)
    {
        await GoByMenuAsync("MyPlaces");
        await FollowAsync<SharedTexts>(key);
    }

    public Task TickAsync<TTexts>(string key) => TapAsync(Field<TTexts>(key));

    public Task TapAsync(ILocator thing)
    {
        Taps++;
        return thing.ClickAsync();
    }

    public Task FillAsync<TTexts>(string key, string value) => Field<TTexts>(key).FillAsync(value);

    public Task ChooseAsync<TTexts>(string key, string label) => Field<TTexts>(key).SelectOptionAsync(new SelectOptionValue { Label = label });

    /// <summary>Waits until the page's heading is that.</summary>
    public Task MeetsAsync<TTexts>(string key, params object[] arguments) => MeetsAsync(Say<TTexts>(key, arguments));

    public Task MeetsAsync(string heading) =>
        Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);

    /// <summary>Waits until the content of the page says that.</summary>
    public Task ReadsAsync<TTexts>(string key, params object[] arguments) => ReadsAsync(Say<TTexts>(key, arguments));

    public Task ReadsAsync(string text) => Assertions.Expect(Main).ToContainTextAsync(text);

    /// <summary>The heading of a state such as "Confirmed".</summary>
    public Task SeesStateAsync(string key) => Assertions.Expect(Main.Locator(".tag").GetByText(Say<BookingsTexts>(key), new() { Exact = true })).ToBeVisibleAsync();

    /// <summary>What books a resource from then, in its week.</summary>
    public ILocator Slot(LocalDate day, LocalTime start) => Main.Locator($".week a[href*='start={day:uuuu-MM-dd}T{start:HH}%3A{start:mm}']");

    /// <summary>In a resource's week, on the way that a narrow screen has to it too.</summary>
    public async Task PressSlotAsync(LocalDate day, LocalTime start)
    {
        var slot = Slot(day, start);
        if (Way.Device == Way.Phone)
        {
            await TapAsync(Main.Locator($".day-strip a[href*='day={day:uuuu-MM-dd}']"));
        }

        await TapAsync(slot);
    }

    /// <summary>Books the kitchen on Friday without looking around; the visitor has signed in and has a name.</summary>
    public async Task BookKitchenAsync(string from = "17:00", string to = "21:00")
    {
        await GoAsync($"/resources/{DemoData.Kitchen}/book?start={DemoData.Friday:uuuu-MM-dd}T{from}&end={DemoData.Friday:uuuu-MM-dd}T{to}");
        await FillAsync<BookingsTexts>("PeopleLabel", "12");
        await FillAsync<BookingsTexts>("PurposeLabel", "Fællesspisning");
        await TickAsync<BookingsTexts>("AcceptRulesLabel");
        await PressAsync<BookingsTexts>("BookButton");
        await MeetsAsync<BookingsTexts>("YouHave", Kitchen);
    }

    /// <summary>The number by which people speak of a booking, on its page.</summary>
    public Task<string> ReferenceAsync() => Page.Locator("[aria-current=page]").Last.InnerTextAsync();

    /// <summary>From any page by the sign-in link, with the code from the mail.</summary>
    public async Task SignInAsync(string email)
    {
        await GoByMenuAsync("SignIn");
        await FillAsync<SignInTexts>("Email", email);
        await PressAsync<SignInTexts>("SendCode");
        await EnterCodeAsync(email);
        await Assertions.Expect(Button<SharedTexts>("SignOut")).ToBeVisibleAsync();
    }

    /// <summary>On the page that asks for the code from the mail.</summary>
    public async Task EnterCodeAsync(string email)
    {
        await MeetsAsync<SignInTexts>("CodeTitle");
        await site.DoWhatIsDueAsync();
        await FillAsync<SignInTexts>("Code", await site.Mail.CodeForAsync(email));
        await Main.GetByRole(AriaRole.Button, new() { Name = Say<SignInTexts>("SignInTitle"), Exact = true }).ClickAsync();
    }

    /// <summary>The page is as every page has to be.</summary>
    public Task LooksRightAsync() => PageCheck.RunAsync(this, complaints);

    /// <summary>The page needs no scrolling to the side on the narrowest phone.</summary>
    public Task FitsAsync() => PageCheck.FitsAsync(this, complaints);

    /// <summary>From now on an answer with that status is no surprise.</summary>
    public void Expects(int status) => complaints.Allow(status);

    public static Regex StartingWith(string text) => new("^" + Regex.Escape(text));

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
