using System.Globalization;
using System.Security.Claims;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Localization;

namespace Booking.Web.Http;

/// <summary>
/// The language a reader has chosen: Danish unless they have, whatever their browser prefers. Programs choose by Accept-Language.
/// </summary>
public static class LanguageChoice
{
    public const string Danish = "da";
    public const string English = "en";

    private const string CookieName = "Booking.Language";

    public static IServiceCollection AddLanguageChoice(this IServiceCollection services, IHostEnvironment environment) =>
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SupportedUICultures = [new(Danish), new(English)];
            // British English: the day before the month, and 24 hours, as on every clock in Denmark.
            options.SupportedCultures = [new("da-DK"), new("en-GB")];
            options.DefaultRequestCulture = new RequestCulture("da-DK", Danish);
            options.RequestCultureProviders = [new CustomRequestCultureProvider(http => Task.FromResult(CultureOf(Chosen(http, environment))))];
        });

    public static bool IsKnown(string? language) => language is Danish or English;

    /// <summary>Remembers the choice in this browser.</summary>
    public static void Remember(HttpContext http, string language)
    {
        var environment = http.RequestServices.GetRequiredService<IHostEnvironment>();
        var cookie = SafeCookie.Builder(CookieName, environment);
        cookie.MaxAge = TimeSpan.FromDays(365);
        http.Response.Cookies.Append(SafeCookie.Name(CookieName, environment), language, cookie.Build(http));
    }

    /// <summary>Sets the language for what is written outside the ordinary run of a request, such as an error page.</summary>
    public static void Apply(HttpContext http)
    {
        var chosen = CultureOf(Chosen(http, http.RequestServices.GetRequiredService<IHostEnvironment>()))
            ?? new ProviderCultureResult("da-DK", Danish);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(chosen.Cultures[0].Value!);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(chosen.UICultures[0].Value!);
    }

    private static string? Chosen(HttpContext http, IHostEnvironment environment)
    {
        var chosen = ApiAddress.Asks(http) ? Asked(http) : http.Request.Cookies[SafeCookie.Name(CookieName, environment)];
        return IsKnown(chosen) ? chosen : http.User.FindFirstValue(SignedInPerson.LanguageClaim);
    }

    private static string? Asked(HttpContext http) => http.Request.GetTypedHeaders().AcceptLanguage
        .Where(language => language.Quality is null or > 0)
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(IsKnown);

    private static ProviderCultureResult? CultureOf(string? language) => language switch
    {
        Danish => new("da-DK", Danish),
        English => new("en-GB", English),
        _ => null
    };
}
