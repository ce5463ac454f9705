using Booking.Rules.Admission;

namespace Booking.Rules.Availability;

/// <summary>
/// The month at a glance, for what is lent by the day: how much of each day is left, on which days a loan can begin, and on which
/// it can end.
/// </summary>
public static class MonthCalendar
{
    /// <summary>The month that begins at <paramref name="first"/>.</summary>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="facts">What is taken within <see cref="Terms.Reach"/> of <see cref="Starts"/>, and who looks at it.</param>
    /// <param name="mine">The periods of the onlooker's own bookings, without buffers, in any order.</param>
    /// <param name="first">The first day of the month.</param>
    /// <param name="pickUp">The day chosen for fetching it; null while none is. One after the month counts as none.</param>
    /// <param name="now">The moment of asking.</param>
    /// <exception cref="ArgumentException">That is no first day of a month.</exception>
    public static CalendarMonth Of(
        Terms terms, Facts facts, IReadOnlyList<Interval> mine, LocalDate first, LocalDate? pickUp, Instant now)
    {
        if (first.Day != 1)
        {
            throw new ArgumentException($"{first} begins no month.", nameof(first));
        }

        pickUp = pickUp < first.PlusMonths(1) ? pickUp : null;
        var reach = terms.Reach(Starts(terms, first, pickUp));
        var choices = FreeTime.Choices(terms, facts.Occupied, reach);
        var free = Intervals.Union(choices);
        var bookable = Bookable.In(choices, terms, now);
        var suitsPerson = new SuitsPerson(facts.Person, terms, now, replaces: null);
        var today = WallClock.DateAt(now, terms.Zone);
        return new CalendarMonth(first, pickUp, [.. Enumerable.Range(0, first.Calendar.GetDaysInMonth(first.Year, first.Month)).Select(Day)]);

        MonthDay Day(int number)
        {
            var date = first.PlusDays(number);
            IReadOnlyList<Refusal> refusals = [];
            var loan = pickUp is { } from
                ? date >= from ? bookable.Loan(from, date, Fits) : null
                : LastDays(date).Select(last => bookable.Loan(date, last, Fits)).FirstOrDefault(found => found is not null);
            return new MonthDay(date, date == today, StateOf(terms, free, mine, date, now), loan)
            {
                Closed = OpenTime.WhyClosed(terms, date),
                Refusals = loan is null ? refusals : [],
            };

            bool Fits(Interval period)
            {
                var against = suitsPerson.Against(period);
                refusals = refusals.Count > 0 ? refusals : against;
                return against.Count == 0;
            }
        }

        IEnumerable<LocalDate> LastDays(LocalDate date) => Enumerable.Range(terms.MinimumMinutes / 1440, ((terms.MaximumMinutes - terms.MinimumMinutes) / 1440) + 2)
            .Select(days => date.PlusDays(Math.Max(0, days - (terms.StepMinutes == 1440 ? 1 : 0))))
            .Distinct();
    }

    /// <summary>The time in which the loans begin that such a month tells of.</summary>
    public static Interval Starts(Terms terms, LocalDate first, LocalDate? pickUp)
    {
        var from = pickUp is { } chosen && chosen < first ? chosen : first;
        return new Interval(terms.Zone.AtStartOfDay(from).ToInstant(), terms.Zone.AtStartOfDay(first.PlusMonths(1)).ToInstant());
    }

    private static MonthDayState StateOf(Terms terms, IReadOnlyList<Interval> free, IReadOnlyList<Interval> mine, LocalDate date, Instant now)
    {
        var day = new Interval(terms.Zone.AtStartOfDay(date).ToInstant(), terms.Zone.AtStartOfDay(date.PlusDays(1)).ToInstant());
        if (day.End <= now)
        {
            return MonthDayState.Past;
        }

        if (mine.Any(own => Intervals.Overlap(own, day)))
        {
            return MonthDayState.Mine;
        }

        var left = new Interval(Instant.Max(day.Start, now), day.End);
        var open = Length(OpenTime.Within(terms, left));
        var remains = Length([.. free.Select(interval => Intervals.Common(interval, left)).OfType<Interval>()]);
        return open == Duration.Zero ? MonthDayState.Closed
            : remains == Duration.Zero ? MonthDayState.Taken
            : remains < open ? MonthDayState.Partly
            : MonthDayState.Free;
    }

    private static Duration Length(IReadOnlyList<Interval> intervals) =>
        intervals.Aggregate(Duration.Zero, (sum, interval) => sum + interval.Duration);
}
