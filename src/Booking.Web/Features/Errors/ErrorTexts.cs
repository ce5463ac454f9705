namespace Booking.Web.Features.Errors;

/// <summary>Names the texts of the error pages.</summary>
public sealed class ErrorTexts;
