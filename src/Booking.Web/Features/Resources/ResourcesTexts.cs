namespace Booking.Web.Features.Resources;

/// <summary>Names the texts about resources.</summary>
public sealed class ResourcesTexts;
