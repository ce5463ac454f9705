using System.Globalization;
using System.Resources;

namespace Booking.Web.Mail;

/// <summary>
/// What the mails and calendars say, in the reader's language. A job has no request to take the language from, so it is
/// always an argument.
/// </summary>
public sealed class MailTexts
{
    private static readonly ResourceManager Texts = new(typeof(MailTexts));

    private readonly CultureInfo culture;

    private MailTexts(string language)
    {
        Language = language == "en" ? "en" : "da";
        culture = CultureInfo.GetCultureInfo(Language);
    }

    public static MailTexts In(string language) => new(language);

    public string Language { get; }

    public string this[string name, params object[] arguments] => string.Format(
        culture, Texts.GetString(name, culture) ?? throw new ArgumentException($"There is no text {name}.", nameof(name)), arguments);
}
