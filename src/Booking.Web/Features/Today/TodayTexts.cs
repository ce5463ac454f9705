namespace Booking.Web.Features.Today;

/// <summary>Names the texts for those who look after resources.</summary>
public sealed class TodayTexts;
