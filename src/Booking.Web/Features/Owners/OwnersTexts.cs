namespace Booking.Web.Features.Owners;

/// <summary>Names the texts about owners and the people who act for them.</summary>
public sealed class OwnersTexts;
