using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;

namespace Booking.Web.Features.RuleEditor;

/// <summary>The page on which a rule is written.</summary>
/// <param name="Address">Where the form goes.</param>
public sealed record EditorPage(RuleTarget Target, ConditionForm Form, Typed Typed, string Address)
{
    /// <summary>The rule that is changed; null for a new one.</summary>
    public CatalogueRule? Old { get; init; }

    /// <summary>The challenge that the change answers; null when it answers none.</summary>
    public Guid? Challenge { get; init; }

    public FieldProblems Problems { get; init; } = new();

    public IReadOnlyList<RuleObstacle> Obstacles { get; init; } = [];

    /// <summary>Key of the text that says what came in between; null when nothing did.</summary>
    public string? Conflict { get; init; }

    /// <summary>What makes a good reason, by example; null where there is none to give.</summary>
    public LocalText? ExampleReason { get; init; }

    public string? ResourceKind => Target.Resource?.Kind;
}

/// <summary>What is about to be saved, and what it would have done.</summary>
public sealed record ConfirmPage(EditorPage Editor, RuleDraft Draft, RulePreview Preview);
