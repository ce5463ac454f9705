namespace Booking.Web.Features.Admin;

/// <summary>Names the texts for administrators.</summary>
public sealed class AdminTexts;
