namespace Booking.Web.Features.Bookings;

/// <summary>Names the texts about booking.</summary>
public sealed class BookingsTexts;
