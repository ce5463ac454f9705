namespace Booking.Benchmarks.Load;

/// <summary>A clock that stands still, so that every measurement meets the same weeks.</summary>
public sealed class Fixed(Instant now) : IClock
{
    public Instant GetCurrentInstant() => now;
}
