namespace Booking.Web.Features.ListingReports;

/// <summary>Names the texts about what should not be on the list.</summary>
public sealed class ListingReportsTexts;
