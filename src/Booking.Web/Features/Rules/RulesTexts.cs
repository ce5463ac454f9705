namespace Booking.Web.Features.Rules;

/// <summary>Names the texts about rules.</summary>
public sealed class RulesTexts;
