namespace Booking.Web.Features.RuleEditor;

/// <summary>A text to be said in the reader's language.</summary>
/// <param name="Key">Its name among the texts.</param>
/// <param name="Words">What stands at its places: numbers, texts, lengths, weekdays and months.</param>
public sealed record Said(string Key, params IReadOnlyList<object> Words);

/// <summary>A length, to be said as "2 timer".</summary>
public sealed record Minutes(int Count);

/// <summary>A month from 1 to 12, to be said by its name.</summary>
public sealed record Month(int Number);

/// <summary>A minute of the day, to be said as a time.</summary>
public sealed record MinuteOfDay(int Minute);
