namespace Booking.Web.Features.Challenges;

/// <summary>A field for some lines of text.</summary>
/// <param name="Label">Key of its text; so for the hint and the problem.</param>
/// <param name="Value">As typed.</param>
/// <param name="Longest">How many characters there is room for.</param>
/// <param name="Problem">Null when nothing is wrong.</param>
public sealed record LongTextField(string Name, string Label, string Hint, string? Value, int Longest, string? Problem);
