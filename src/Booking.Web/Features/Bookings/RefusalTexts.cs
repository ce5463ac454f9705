namespace Booking.Web.Features.Bookings;

/// <summary>Names the texts that say why a booking is not possible.</summary>
public sealed class RefusalTexts;
