namespace Booking.Web.Features.Api;

/// <summary>Names the texts that programs get to show.</summary>
public sealed class ApiTexts;
