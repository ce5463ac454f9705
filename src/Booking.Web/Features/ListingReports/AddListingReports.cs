namespace Booking.Web.Features.ListingReports;

public static class ListingReportsFeature
{
    /// <summary>What should not be on the list, from whoever says so to the municipality's answer and the owner's.</summary>
    public static IServiceCollection AddListingReports(this IServiceCollection services) => services
        .AddSingleton<ReadListingCase>()
        .AddSingleton<ReportListing>()
        .AddSingleton<AnswerListingCase>()
        .AddSingleton<ObjectToAnswer>();
}
