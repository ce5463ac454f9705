namespace Booking.Web.Features.Cases;

/// <summary>Names the texts about what is broken.</summary>
public sealed class CasesTexts;
