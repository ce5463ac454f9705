namespace Booking.Web.Features.Waitlist;

/// <summary>Names the resource files.</summary>
public sealed class WaitlistTexts;
