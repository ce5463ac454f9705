namespace Booking.Web.Features.CalendarImports;

/// <summary>Names the texts about calendars that are read from elsewhere.</summary>
public sealed class CalendarImportsTexts;
