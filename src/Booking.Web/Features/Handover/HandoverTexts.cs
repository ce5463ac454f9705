namespace Booking.Web.Features.Handover;

/// <summary>Names the texts about handing over.</summary>
public sealed class HandoverTexts;
