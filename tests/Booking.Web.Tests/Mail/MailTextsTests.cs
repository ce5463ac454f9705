using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Mail;

public sealed partial class MailTextsTests
{
    [Fact]
    public void MailTexts_InBothLanguages_HaveTheSameNamesAndPlaces()
    {
        var texts = new ResourceManager(typeof(MailTexts));
        var danish = Read(texts, CultureInfo.InvariantCulture);
        var english = Read(texts, CultureInfo.GetCultureInfo("en"));

        english.Keys.Should().BeEquivalentTo(danish.Keys);
        foreach (var (name, text) in danish)
        {
            Places().Matches(english[name]).Select(place => place.Value).Distinct()
                .Should().BeEquivalentTo(Places().Matches(text).Select(place => place.Value).Distinct(), name);
        }
    }

    private static Dictionary<string, string> Read(ResourceManager texts, CultureInfo culture) =>
        texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();
}
