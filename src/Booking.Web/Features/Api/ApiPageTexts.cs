namespace Booking.Web.Features.Api;

/// <summary>Names the texts of the page about the API.</summary>
public sealed class ApiPageTexts;
