namespace Booking.Web.Features.ResourceSetup;

/// <summary>What the parts of something are to be called: as typed, one a line.</summary>
public sealed class SplitForm
{
    public const int MostParts = 6;

    public string? Parts { get; set; }

    /// <summary>Null when something is wrong.</summary>
    public IReadOnlyList<string>? Parse(SetupProblems problems)
    {
        string[] names = [.. (Parts ?? "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (names.Length is < 2 or > MostParts)
        {
            problems.Add("parts", "SplitUnclear", MostParts);
        }
        else if (names.Any(name => name.Length > WhatForm.LongestName) || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length)
        {
            problems.Add("parts", "SplitNames", WhatForm.LongestName);
        }

        return problems.IsEmpty ? names : null;
    }
}
