using Microsoft.Extensions.Caching.Memory;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>
/// Calendars as they were last written. Calendars are fetched far more often than they change, and writing one takes longer
/// than reading its events: one whose events are the same is not written again.
/// </summary>
public sealed class WrittenFeeds : IDisposable
{
    private const int LargestTotal = 16 * 1024 * 1024;
    private static readonly TimeSpan KeptUnused = TimeSpan.FromHours(2);

    private readonly MemoryCache feeds = new(new MemoryCacheOptions { SizeLimit = LargestTotal });

    private sealed record Written(CalendarHead Head, IReadOnlyList<CalendarEntry> Entries, byte[] Calendar);

    /// <param name="name">The same for every fetch of one feed.</param>
    public byte[] Write(string name, CalendarHead head, IReadOnlyList<CalendarEntry> entries)
    {
        if (feeds.TryGetValue(name, out Written? last) && last!.Head == head && last.Entries.SequenceEqual(entries))
        {
            return last.Calendar;
        }

        var calendar = IcsWriter.Feed(head, entries);
        // The events it is compared with take about as much room as the calendar.
        feeds.Set(name, new Written(head, entries, calendar), new MemoryCacheEntryOptions { Size = 2 * calendar.Length, SlidingExpiration = KeptUnused });
        return calendar;
    }

    public void Dispose() => feeds.Dispose();
}
