namespace Booking.Web.Features.Series;

/// <summary>Names the texts of series.</summary>
public sealed class SeriesTexts;
