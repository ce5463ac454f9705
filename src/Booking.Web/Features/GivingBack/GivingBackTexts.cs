namespace Booking.Web.Features.GivingBack;

/// <summary>Names the texts about giving back a part of a booking.</summary>
public sealed class GivingBackTexts;
