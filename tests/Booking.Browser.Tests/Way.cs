using Booking.Web.Http;
using Microsoft.Playwright;

namespace Booking.Browser.Tests;

/// <summary>How somebody comes to the site.</summary>
public sealed record Way(string Device, bool Scripts, string Language)
{
    public const string Phone = "phone", Desktop = "desktop";

    public static readonly Way OnPhone = new(Phone, Scripts: true, LanguageChoice.Danish);

    public static readonly Way OnDesktop = new(Desktop, Scripts: true, LanguageChoice.Danish);

    public static readonly Way InEnglish = OnDesktop with { Language = LanguageChoice.English };

    /// <summary>Both devices, both languages, with scripts and without.</summary>
    public static TheoryData<Way> All => [OnPhone, InEnglish, WithoutScripts(OnPhone), WithoutScripts(OnDesktop)];

    /// <summary>For stories that the device makes no difference to: each device, each language, with scripts and without, once.</summary>
    public static TheoryData<Way> Few => [InEnglish, WithoutScripts(OnPhone)];

    /// <summary>For pages to look at, which are looked at in every width anyway.</summary>
    public static TheoryData<Way> Languages => [OnPhone, InEnglish];

    public ViewportSize Viewport => Device == Phone ? new() { Width = 360, Height = 740 } : new() { Width = 1280, Height = 800 };

    public override string ToString() => $"{Device}, {Language}{(Scripts ? "" : ", no scripts")}";

    private static Way WithoutScripts(Way way) => way with { Scripts = false };
}
