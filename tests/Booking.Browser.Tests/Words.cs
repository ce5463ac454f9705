using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Booking.Browser.Tests;

/// <summary>What the pages say, in one language.</summary>
public sealed class Words(string language)
{
    internal static readonly ResourceManagerStringLocalizerFactory Factory =
        new(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance);

    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(language);

    /// <param name="key">A key of the texts in <typeparamref name="TTexts"/>.</param>
    public string Of<TTexts>(string key, params object[] arguments)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = culture;
            var text = Factory.Create(typeof(TTexts))[key, arguments];
            return text.ResourceNotFound ? throw new ArgumentException($"{typeof(TTexts).Name} has no {key}.") : text.Value;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
