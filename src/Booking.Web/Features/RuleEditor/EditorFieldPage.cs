namespace Booking.Web.Features.RuleEditor;

/// <summary>One field as a page shows it.</summary>
/// <param name="IsAlone">Whether its label is to be seen: no sentence around it says what it is.</param>
public sealed record EditorFieldPage(EditorField Field, EditorPage Page, bool IsAlone);

/// <summary>One line as a page shows it.</summary>
public sealed record EditorLinePage(EditorLine Line, EditorPage Page);
