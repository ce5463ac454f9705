namespace Booking.Web.Features.Introductions;

/// <summary>Names the texts about introductions and members.</summary>
public sealed class IntroductionsTexts;
