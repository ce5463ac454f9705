namespace Booking.Web.Features.Shared;

/// <summary>Names the texts that stand on every page.</summary>
public sealed class SharedTexts;
