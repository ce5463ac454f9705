namespace Booking.Web.Features.NoShows;

/// <summary>Names the texts about bookings that nobody came to.</summary>
public sealed class NoShowsTexts;
