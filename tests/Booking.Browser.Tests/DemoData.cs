using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Demo;
using Booking.Web.Features.DoorCodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;
using NodaTime.Testing;

namespace Booking.Browser.Tests;

/// <summary>A database with the demo data in it as of the moment at which tests begin, to copy; and what of it the stories speak of.</summary>
public static class DemoData
{
    public const string Resident = "beboer@example.dk", Caretaker = "pedel@example.dk", Administrator = "admin@example.dk";

    /// <summary>In Gellerup, for 24 people, looked after by the caretaker. Its Friday evenings are free this week and next.</summary>
    public const string Kitchen = "gellerup-faelleskoekken";

    /// <summary>So it is called in the resident's mails too, whatever language she reads the pages in.</summary>
    public const string KitchenInDanish = "Gellerup Fælleskøkken";

    /// <summary>The Friday of the stories.</summary>
    public static readonly LocalDate Friday = new(2026, 11, 27);

    private static readonly Lazy<Task<TestDatabase>> Filled = new(FillAsync);

    public static Task<TestDatabase> GetAsync() => Filled.Value;

    private static async Task<TestDatabase> FillAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var clock = new FakeClock(BookingApplication.Start);
        await SeedDemo.HandleAsync(
            database.DataSource, clock, new ProtectedText(new EphemeralDataProtectionProvider()),
            new RefusalSentences(new StringLocalizer<RefusalTexts>(Words.Factory), clock), silentWhenDone: false, _ => { });
        return database;
    }
}
