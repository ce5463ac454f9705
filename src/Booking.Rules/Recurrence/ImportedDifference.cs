namespace Booking.Rules.Recurrence;

/// <summary>What a calendar read again changes in what is known of it.</summary>
/// <param name="New">To be added.</param>
/// <param name="Gone">Which of the known ones are to be taken out, by their place in the list.</param>
public sealed record ImportedDifference(IReadOnlyList<ImportedTime> New, IReadOnlyList<int> Gone)
{
    /// <summary>
    /// Times are the same when event, period and title are. What has begun is history and stays, and so does all of an event of
    /// which something could not be read.
    /// </summary>
    /// <param name="known">As it was read before.</param>
    /// <param name="read">What the calendar says now.</param>
    /// <param name="now">The moment of reading.</param>
    public static ImportedDifference Of(IReadOnlyList<ImportedTime> known, ImportedCalendar read, Instant now)
    {
        var (before, after) = (known.ToHashSet(), read.Times.ToHashSet());
        return new ImportedDifference(
            [.. read.Times.Where(time => !before.Contains(time) && time.Period.End > now).Distinct()],
            [.. known.Select((time, index) => (time, index))
                .Where(one => !after.Contains(one.time) && !read.Unread.Contains(one.time.Uid) && one.time.Period.Start > now)
                .Select(one => one.index)]);
    }
}
