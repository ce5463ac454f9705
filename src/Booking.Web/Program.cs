using Booking.Web.Database;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Startup;

return await Start.RunAsync(args, AddFeatures, MapFeatures);

static void AddFeatures(WebApplicationBuilder builder)
{
    builder.Services.AddDatabase(builder.Configuration);
    builder.Services.AddControllersWithViews();
    builder.Services.AddResources();
    builder.Services.AddBookings();
}

static void MapFeatures(WebApplication app)
{
    app.MapStaticAssets();
    app.MapControllers().WithStaticAssets();
    app.MapGet("/health/live", () => "ok");
}
