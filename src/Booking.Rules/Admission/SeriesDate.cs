using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Rules.Recurrence;

namespace Booking.Rules.Admission;

/// <summary>The place takes no series at all.</summary>
public sealed record NoSeries : Refusal;

/// <summary>The series has more dates than the place takes.</summary>
/// <param name="Most">How many it takes.</param>
/// <param name="Last">The last date that fits.</param>
public sealed record TooManyDates(int Most, LocalDate Last) : Refusal;

/// <summary>Two dates of the series lie so near each other that the first is not over when the next begins, set-up and clean-up included.</summary>
/// <param name="First">The earlier of the two.</param>
/// <param name="Next">The later.</param>
public sealed record DatesOverlap(LocalDate First, LocalDate Next) : Refusal;

/// <summary>No clock shows its start or its end on that date: the spring change skips it.</summary>
/// <param name="Date">The date.</param>
public sealed record SkippedByClock(LocalDate Date) : Refusal;

/// <summary>One date of a series.</summary>
/// <param name="Start">What the clock on the wall shows then: what names the date within its series for ever.</param>
/// <param name="Period">Includes the start, excludes the end; null where the spring change skips either. Of a time that autumn repeats, the earlier.</param>
public sealed record SeriesDate(LocalDateTime Start, Interval? Period)
{
    /// <summary>The dates of a series, each at the same time on the wall.</summary>
    /// <param name="dates">In order.</param>
    /// <param name="time">When each begins.</param>
    /// <param name="minutes">How long each lasts on the wall clock; one or more.</param>
    /// <param name="zone">Where that clock hangs.</param>
    public static IReadOnlyList<SeriesDate> At(IEnumerable<LocalDate> dates, LocalTime time, int minutes, DateTimeZone zone) =>
        [.. dates.Select(date => At(date + time, minutes, zone))];

    /// <summary>One of them.</summary>
    /// <param name="start">What the clock shows at its start.</param>
    /// <param name="minutes">How long it lasts on the wall clock; one or more.</param>
    /// <param name="zone">Where that clock hangs.</param>
    public static SeriesDate At(LocalDateTime start, int minutes, DateTimeZone zone)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        return new SeriesDate(
            start,
            (WallClock.ToInstant(start, zone), WallClock.ToInstant(start.PlusMinutes(minutes), zone)) is ({ } from, { } until) && from < until
                ? new Interval(from, until)
                : null);
    }

    /// <summary>What speaks against the series as a whole, before any date is looked at; nothing where it may be tried.</summary>
    /// <param name="rule">On which dates.</param>
    /// <param name="time">When each begins.</param>
    /// <param name="minutes">How long each lasts on the wall clock.</param>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="before">The dates still to come of the series that it continues, which count too; none for a new one.</param>
    public static IReadOnlyList<Refusal> AgainstSeries(
        SeriesRule rule, LocalTime time, int minutes, Terms terms, IReadOnlyCollection<LocalDate>? before = null)
    {
        if (terms.MostDates == 0)
        {
            return [new NoSeries { Rule = terms.Series?.Rule }];
        }

        var room = Math.Max(terms.MostDates - (before?.Count ?? 0), 0);
        var dates = rule.Dates(room + 1);
        if (dates.Count > room)
        {
            return [new TooManyDates(terms.MostDates, room > 0 ? dates[room - 1] : before!.Max()) { Rule = terms.Series?.Rule }];
        }

        var periods = At(dates, time, minutes, terms.Zone).Where(date => date.Period is not null).ToList();
        return periods.Zip(periods.Skip(1))
            .Where(pair => terms.Buffer.Around(pair.First.Period!.Value).End > terms.Buffer.Around(pair.Second.Period!.Value).Start)
            .Select(pair => new DatesOverlap(pair.First.Start.Date, pair.Second.Start.Date))
            .Take(1)
            .ToList();
    }
}
