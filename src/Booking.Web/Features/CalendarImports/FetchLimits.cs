namespace Booking.Web.Features.CalendarImports;

/// <summary>What fetching a calendar may cost.</summary>
/// <param name="Time">For all of it, redirects included.</param>
/// <param name="Bytes">Of the calendar.</param>
/// <param name="AllowLocal">Whether calendars on this machine may be read, without https too.</param>
public sealed record FetchLimits(TimeSpan Time, int Bytes, bool AllowLocal)
{
    public const string AllowLocalSetting = "Booking:Imports:AllowLocal";

    public const int Redirects = 3;

    public static readonly FetchLimits Usual = new(TimeSpan.FromSeconds(20), 2 * 1024 * 1024, AllowLocal: false);

    /// <summary>Only in Development is there anything to choose.</summary>
    public static FetchLimits From(IConfiguration configuration, IHostEnvironment environment) =>
        Usual with { AllowLocal = environment.IsDevelopment() && configuration.GetValue(AllowLocalSetting, false) };
}
