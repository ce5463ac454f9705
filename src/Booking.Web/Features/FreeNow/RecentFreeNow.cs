using Booking.Web.Features.Resources;
using NodaTime;

namespace Booking.Web.Features.FreeNow;

/// <summary>What has just come free, read at most once a minute: for what many fetch.</summary>
public sealed class RecentFreeNow(Catalogue catalogue, ReadFreeNow read, IClock clock)
{
    /// <summary>How old it may be.</summary>
    public static readonly Duration Kept = Duration.FromMinutes(1);

    // Two that come at once may both read; the later one stays.
    private volatile Reading? last;

    /// <param name="At">When it was read.</param>
    public sealed record Reading(Instant At, IReadOnlyList<FreedTime> Freed);

    public async Task<Reading> ReadAsync(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        if (last is not { } known || known.At > now || now - known.At >= Kept)
        {
            known = new Reading(now, await read.HandleAsync(await catalogue.ReadAsync(cancellation), kind: null, district: null, cancellation));
            last = known;
        }

        return known;
    }
}
