namespace Booking.Web.Features.OwnUse;

/// <summary>Names the texts about an owner's own use.</summary>
public sealed class OwnUseTexts;
