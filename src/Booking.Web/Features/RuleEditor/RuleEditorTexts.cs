namespace Booking.Web.Features.RuleEditor;

/// <summary>Names the texts for those who set rules.</summary>
public sealed class RuleEditorTexts;
