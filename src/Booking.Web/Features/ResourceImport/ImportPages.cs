using Booking.Web.Features.Resources;

namespace Booking.Web.Features.ResourceImport;

/// <param name="Chosen">The slug of the owner that is chosen; null or unknown for none.</param>
public sealed record ImportPage(IReadOnlyList<OwnerCard> Owners, string? Chosen)
{
    public bool OwnerMissing { get; init; }

    /// <summary>What is wrong with the file; null before there is one.</summary>
    public ImportProblem? Problem { get; init; }
}

public sealed record LookPage(Guid Id, OwnerCard Owner, JudgedFile File);

/// <param name="Made">The drafts, in the order of the file.</param>
public sealed record MadePage(OwnerCard Owner, IReadOnlyList<(string Slug, LocalText Name)> Made);
