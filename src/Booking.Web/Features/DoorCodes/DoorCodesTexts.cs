namespace Booking.Web.Features.DoorCodes;

/// <summary>Names the texts about how one gets in.</summary>
public sealed class DoorCodesTexts;
