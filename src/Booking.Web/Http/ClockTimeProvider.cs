using NodaTime;

namespace Booking.Web.Http;

/// <summary>Gives the application's clock to the parts of the framework that ask for the time.</summary>
public sealed class ClockTimeProvider(IClock clock) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
}
