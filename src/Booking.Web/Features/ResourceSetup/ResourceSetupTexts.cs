namespace Booking.Web.Features.ResourceSetup;

/// <summary>Names the texts of sharing something.</summary>
public sealed class ResourceSetupTexts;
