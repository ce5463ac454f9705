namespace Booking.Web.Features.Rules;

/// <summary>Names the texts of a rule's own page.</summary>
public sealed class RulePageTexts;
