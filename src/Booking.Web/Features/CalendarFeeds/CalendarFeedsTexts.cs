namespace Booking.Web.Features.CalendarFeeds;

/// <summary>Names the texts of the page with a person's feed addresses.</summary>
public sealed class CalendarFeedsTexts;
