using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.Rules;

namespace Booking.Web.Features.ResourceImport;

/// <summary>What would come of each row of a file.</summary>
/// <param name="Unknown">Headings that mean nothing here; what stands below them goes nowhere.</param>
public sealed record JudgedFile(IReadOnlyList<string> Unknown, IReadOnlyList<JudgedRow> Rows)
{
    public IEnumerable<JudgedRow> Good => Rows.Where(row => row.Draft is not null);

    public IEnumerable<JudgedRow> Wrong => Rows.Where(row => row.Problems.Count > 0);

    public IEnumerable<JudgedRow> Skipped => Rows.Where(row => row.Draft is null && row.Problems.Count == 0);
}

/// <param name="Number">As the spreadsheet counts.</param>
/// <param name="Name">As it stands there; may be blank.</param>
public sealed record JudgedRow(int Number, string Name)
{
    /// <summary>What it becomes; null when it becomes nothing.</summary>
    public ImportedDraft? Draft { get; init; }

    /// <summary>What is wrong, with the column it stands in.</summary>
    public IReadOnlyList<(string Column, ImportProblem Problem)> Problems { get; init; } = [];

    /// <summary>The same thing, which the owner shares already; null when there is none.</summary>
    public CatalogueResource? Existing { get; init; }

    /// <summary>The row above that is the same; null when there is none.</summary>
    public int? SameAs { get; init; }
}

/// <summary>A draft with its answers.</summary>
/// <param name="RuleSet">The kind whose starting set it gets; null for none.</param>
/// <param name="Rules">Those of the set that are not settled for it already.</param>
public sealed record ImportedDraft(
    string Slug, WhatAnswer What, WhereAnswer Where, UseAnswer Use, ThereAnswer There, string? RuleSet, IReadOnlyList<StartingRule> Rules);
