namespace Booking.Web.Features.FreeNow;

/// <summary>Names the texts about what has just come free.</summary>
public sealed class FreeNowTexts;
