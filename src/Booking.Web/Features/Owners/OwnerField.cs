namespace Booking.Web.Features.Owners;

/// <summary>One line to type in.</summary>
/// <param name="Label">Key of its text; the hint's likewise, null for none.</param>
/// <param name="Problem">What is wrong with it, in words; null when nothing is.</param>
public sealed record OwnerField(string Name, string Label, string? Hint, string? Value, string? Problem, int Longest)
{
    public string Type { get; init; } = "text";

    public bool IsOptional { get; init; }
}
