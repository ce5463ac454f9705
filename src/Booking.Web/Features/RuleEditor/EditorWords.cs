using Booking.Web.Features.Shared;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Booking.Web.Features.RuleEditor;

/// <summary>Says the editor's texts in the language of the request.</summary>
public sealed class EditorWords(IStringLocalizer<RuleEditorTexts> texts)
{
    /// <exception cref="ArgumentException">There is no such text.</exception>
    public string Of(Said said)
    {
        var text = said.Words.Count == 0 ? texts[said.Key] : texts[said.Key, [.. said.Words.Select(Word)]];
        return text.ResourceNotFound ? throw new ArgumentException($"There is no text '{said.Key}'.", nameof(said)) : text;
    }

    /// <summary>A sentence cut up at its places: texts, and the numbers of the fields that stand between them.</summary>
    public IEnumerable<(string Text, int? Field)> Cut(string key)
    {
        var sentence = Of(new Said(key));
        var from = 0;
        for (var open = sentence.IndexOf('{'); open >= 0; open = sentence.IndexOf('{', from))
        {
            var close = sentence.IndexOf('}', open);
            yield return (sentence[from..open], int.Parse(sentence.AsSpan(open + 1, close - open - 1), System.Globalization.CultureInfo.InvariantCulture));
            from = close + 1;
        }

        yield return (sentence[from..], null);
    }

    private object Word(object word) => word switch
    {
        Minutes { Count: 0 } => Of(new Said("NoTime")),
        Minutes length => TimeText.Length(length.Count),
        Month month => TimeText.CultureOf(System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
            .DateTimeFormat.GetMonthName(month.Number),
        IsoDayOfWeek day => TimeText.Weekday(day),
        MinuteOfDay time => Clock.Say(time.Minute),
        Said said => Of(said),
        _ => word,
    };
}
