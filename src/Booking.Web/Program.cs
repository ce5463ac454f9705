using Booking.Web.Database;
using Booking.Web.Features.Admin;
using Booking.Web.Features.Api;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.CalendarFeeds;
using Booking.Web.Features.CalendarImports;
using Booking.Web.Features.Cases;
using Booking.Web.Features.Challenges;
using Booking.Web.Features.Demo;
using Booking.Web.Features.DevMail;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Features.FreeNow;
using Booking.Web.Features.GivingBack;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Handover;
using Booking.Web.Features.Introductions;
using Booking.Web.Features.ListingReports;
using Booking.Web.Features.Messages;
using Booking.Web.Features.NoShows;
using Booking.Web.Features.Owners;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Profile;
using Booking.Web.Features.ReminderChoice;
using Booking.Web.Features.ResourceImport;
using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Booking.Web.Features.RuleStatistics;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Today;
using Booking.Web.Features.Waitlist;
using Booking.Web.Http;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Startup;

return await Start.RunAsync(args, AddFeatures, MapFeatures, SeedDemo.Command, PrintToken.Command);

static void AddFeatures(WebApplicationBuilder builder)
{
    builder.AddTelemetry();
    builder.AddWebFrame();
    builder.Services.AddClock();
    builder.Services.AddPublicUrl();
    builder.Services.AddDatabase(builder.Configuration);
    builder.Services.AddSignIn(builder.Environment);
    builder.Services.AddOwners();
    builder.Services.AddGroups();
    builder.Services.AddProfile();
    builder.Services.AddResources();
    builder.Services.AddRules();
    builder.Services.AddRuleEditor();
    builder.Services.AddResourceSetup();
    builder.Services.AddResourceImport();
    builder.Services.AddRuleStatistics();
    builder.Services.AddChallenges();
    builder.Services.AddBookings();
    builder.Services.AddSeries();
    builder.Services.AddPermissions();
    builder.Services.AddMessages();
    builder.Services.AddIntroductions();
    builder.Services.AddOwnUse();
    builder.Services.AddCalendarImports();
    builder.Services.AddDoorCodes();
    builder.Services.AddHandover();
    builder.Services.AddCases();
    builder.Services.AddNoShows();
    builder.Services.AddListingReports();
    builder.Services.AddWaitlist();
    builder.Services.AddFreeNow();
    builder.Services.AddGivingBack();
    builder.Services.AddToday();
    builder.Services.AddAdmin();
    builder.Services.AddCalendarFeeds();
    builder.Services.AddApi();
    builder.Services.AddMail();
    builder.Services.AddReminderChoice();
    builder.Services.AddDevMail();
    builder.Services.AddJobs(builder.Configuration);
}

static void MapFeatures(WebApplication app)
{
    app.UseWebFrame();
    app.MapStaticAssets().ForEverybody();
    app.MapControllers().WithStaticAssets();
    app.MapCalendarFeeds();
    app.MapFreeNowFeed();
    app.MapApiDocument();
    app.MapHealth();
    app.UseMail();
    app.MapJobs();
}
