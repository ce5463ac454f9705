namespace Booking.Web.Features.Accessibility;

/// <summary>Names the texts of the accessibility statement.</summary>
public sealed class AccessibilityTexts;
