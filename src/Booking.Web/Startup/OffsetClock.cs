using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Startup;

/// <summary>A clock that is ahead of the real one, or behind it, so that a person can see tomorrow's reminder today.</summary>
public sealed class OffsetClock(IClock clock, Duration offset) : IClock
{
    public const string Setting = "Booking:Clock:Offset";

    public Instant GetCurrentInstant() => clock.GetCurrentInstant() + offset;

    /// <summary>The application's clock: the real one, in Development shifted as configured.</summary>
    /// <exception cref="StartupException">The offset is no duration.</exception>
    public static IClock From(IConfiguration configuration, IHostEnvironment environment)
    {
        var configured = configuration[Setting];
        if (string.IsNullOrWhiteSpace(configured) || !environment.IsDevelopment())
        {
            return SystemClock.Instance;
        }

        return Read(configured.Trim()) is { } offset
            ? new OffsetClock(SystemClock.Instance, offset)
            : throw new StartupException(
                $"{Setting} is not a duration of days, hours and minutes: write it as PT26H (26 hours ahead) or -P1D (a day back).");
    }

    private static Duration? Read(string configured)
    {
        // ISO 8601-2 puts one sign before the whole; NodaTime knows only signs within.
        var back = configured.StartsWith('-');
        var read = PeriodPattern.Roundtrip.Parse(back ? configured[1..] : configured);
        // Months and years have no one length, and centuries have no calendar that tests them.
        if (!read.Success || configured.EndsWith('T') || read.Value is not { Years: 0, Months: 0, Weeks: > -5200 and < 5200, Days: > -36_500 and < 36_500 }
            || Math.Abs((decimal)read.Value.Hours) > 24 * 36_500 || Math.Abs((decimal)read.Value.Minutes) > 60 * 24 * 36_500
            || Math.Abs((decimal)read.Value.Seconds) > 60 * 60 * 24 * 36_500m)
        {
            return null;
        }

        var offset = read.Value.ToDuration();
        return back ? -offset : offset;
    }
}

public static class ClockRegistration
{
    public static IServiceCollection AddClock(this IServiceCollection services) => services.AddSingleton(provider =>
        OffsetClock.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()));
}
