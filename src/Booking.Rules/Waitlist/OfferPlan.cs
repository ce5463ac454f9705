using System.Numerics;
using Booking.Rules.Availability;

namespace Booking.Rules.Waitlist;

/// <summary>Time to be offered to one who waits.</summary>
/// <param name="Wish">Whose.</param>
/// <param name="Period">Free, and bookable by the terms of the place.</param>
/// <param name="Unit">
/// Which of a pool's units, counted from zero; zero where a booking takes all. The offers fit together only in the units they are planned for.
/// </param>
/// <param name="IsWhole">As long as they wished; else shorter, but not shorter than is of use to them.</param>
public sealed record PlannedOffer(Guid Wish, Interval Period, int Unit, bool IsWhole);

/// <summary>Who is offered what of the time that is free.</summary>
public static class OfferPlan
{
    /// <summary>
    /// Offers that can all be taken together: none meets what is taken or another offer, and nobody gets two. They are chosen so that the
    /// most time is used; where two ways use as much, by the one who is first in line, then by the next. What they leave is offered
    /// to those still waiting in the same way. By start.
    /// </summary>
    /// <param name="terms">The conditions of the place.</param>
    /// <param name="occupied">What is taken around the windows.</param>
    /// <param name="line">Who waits, the first in line first.</param>
    /// <param name="now">The moment of offering.</param>
    /// <param name="mayHave">Whether that one may have that period, as far as the terms alone do not tell.</param>
    public static IReadOnlyList<PlannedOffer> Of(
        Terms terms, Occupied occupied, IReadOnlyList<Wish> line, Instant now, Func<Wish, Interval, bool> mayHave)
    {
        List<PlannedOffer> offers = [];
        List<(Wish Wish, BigInteger Place)> waiting = [.. line.Select((wish, place) => (wish, BigInteger.One << (line.Count - 1 - place)))];
        List<List<Interval>> taken = [.. occupied.ByUnit.Select(unit => unit.ToList())];
        // A pool's units are filled one after the other; what takes all of them is one thing.
        var ways = terms.Use == UnitUse.All ? Math.Min(1, taken.Count) : taken.Count;
        for (var way = 0; way < ways; way++)
        {
            while (waiting.Count > 0)
            {
                var free = FreeIn(way);
                var candidates = waiting.SelectMany(waiter => CandidatesOf(waiter.Wish, waiter.Place, free, terms, now, mayHave)).ToList();
                var chosen = MostTime(candidates, terms.Buffer);
                if (chosen.Count == 0)
                {
                    break;
                }

                foreach (var candidate in chosen)
                {
                    offers.Add(new(candidate.Wish.Id, candidate.Period, way, candidate.IsWhole));
                    waiting.RemoveAll(waiter => waiter.Wish.Id == candidate.Wish.Id);
                    Take(way, terms.Buffer.Around(candidate.Period));
                }
            }
        }

        return [.. offers.OrderBy(offer => offer.Period.Start)];

        IReadOnlyList<Interval> FreeIn(int way)
        {
            var windows = line.SelectMany(wish => wish.Windows).ToList();
            var window = new Interval(windows.Min(one => one.Start), windows.Max(one => one.End));
            var units = terms.Use == UnitUse.All ? new Occupied([.. taken]) : new Occupied([taken[way]]);
            return FreeTime.Choices(terms, units, window)[0];
        }

        void Take(int way, Interval period)
        {
            foreach (var unit in terms.Use == UnitUse.All ? taken : [taken[way]])
            {
                unit.Insert(unit.FindIndex(other => Intervals.StartOf(other) >= period.Start) is var at && at >= 0 ? at : unit.Count, period);
            }
        }
    }

    // So many starts of one wish in one stretch are choice enough.
    private const int MostStarts = 96;

    private sealed record Candidate(Wish Wish, BigInteger Place, Interval Period, bool IsWhole);

    // In each stretch every start of the whole length; where it does not fit, the longest that does.
    private static IEnumerable<Candidate> CandidatesOf(
        Wish wish, BigInteger place, IReadOnlyList<Interval> free, Terms terms, Instant now, Func<Wish, Interval, bool> mayHave)
    {
        foreach (var stretch in wish.Windows.SelectMany(window => free.Select(interval => Intervals.Common(window, interval))).OfType<Interval>())
        {
            var bookable = Bookable.In([[stretch]], terms, now);
            for (var minutes = wish.Minutes; minutes >= wish.LeastMinutes; minutes -= Step(terms))
            {
                var periods = bookable.Periods(minutes).Where(period => mayHave(wish, period));
                var isWhole = minutes == wish.Minutes;
                var found = periods.Take(isWhole ? MostStarts : 1).Select(period => new Candidate(wish, place, period, isWhole)).ToList();
                foreach (var candidate in found)
                {
                    yield return candidate;
                }

                if (found.Count > 0)
                {
                    break;
                }
            }
        }
    }

    private static int Step(Terms terms) => Grid.Of(terms).StepMinutes;

    // A time that may lie anywhere in a stretch is counted once for each start until one start is chosen for it: the one that leaves
    // the others most.
    private static List<Candidate> MostTime(List<Candidate> candidates, Availability.Buffer buffer)
    {
        while (true)
        {
            var chosen = new Schedule(candidates, buffer).Best();
            if (chosen.GroupBy(candidate => candidate.Wish.Id).FirstOrDefault(same => same.Count() > 1) is not { } several)
            {
                return chosen;
            }

            var others = new Schedule(candidates.Where(candidate => candidate.Wish.Id != several.Key), buffer);
            var best = candidates.Where(candidate => candidate.Wish.Id == several.Key).MaxBy(others.With)!;
            candidates = [.. candidates.Where(candidate => candidate.Wish.Id != several.Key), best];
        }
    }

    /// <summary>How much is used: first the time, then by whom. Places are the bits of one number, so that one outweighs all behind it.</summary>
    private readonly record struct Use(Duration Time, BigInteger Places) : IComparable<Use>
    {
        public int CompareTo(Use other) => (Time, Places).CompareTo((other.Time, other.Places));

        public static Use operator +(Use one, Use other) => new(one.Time + other.Time, one.Places + other.Places);

        public static Use Of(Candidate candidate) => new(candidate.Period.Duration, candidate.Place);
    }

    /// <summary>
    /// Weighted interval scheduling: up to the end of each, the best of leaving it out and of taking it after the best before its start;
    /// and the same from the other side.
    /// </summary>
    private sealed class Schedule
    {
        private readonly Availability.Buffer buffer;
        private readonly (Candidate Candidate, Interval Needed)[] byEnd;
        private readonly Instant[] ends;
        private readonly Use[] before;
        private readonly Instant[] starts;
        private readonly Lazy<Use[]> after;

        public Schedule(IEnumerable<Candidate> candidates, Availability.Buffer buffer)
        {
            this.buffer = buffer;
            byEnd = [.. candidates.Select(candidate => (Candidate: candidate, Needed: buffer.Around(candidate.Period))).OrderBy(one => one.Needed.End).ThenBy(one => one.Needed.Start)];
            ends = [.. byEnd.Select(one => one.Needed.End)];
            before = new Use[byEnd.Length + 1];
            for (var i = 0; i < byEnd.Length; i++)
            {
                var with = before[EndedBy(byEnd[i].Needed.Start)] + Use.Of(byEnd[i].Candidate);
                before[i + 1] = with.CompareTo(before[i]) > 0 ? with : before[i];
            }

            var byStart = byEnd.OrderBy(one => one.Needed.Start).ToArray();
            starts = [.. byStart.Select(one => one.Needed.Start)];
            after = new(() =>
            {
                var uses = new Use[byStart.Length + 1];
                for (var i = byStart.Length - 1; i >= 0; i--)
                {
                    var with = uses[FirstFrom(byStart[i].Needed.End)] + Use.Of(byStart[i].Candidate);
                    uses[i] = with.CompareTo(uses[i + 1]) > 0 ? with : uses[i + 1];
                }

                return uses;
            });
        }

        /// <summary>By start.</summary>
        public List<Candidate> Best()
        {
            List<Candidate> chosen = [];
            for (var i = byEnd.Length; i > 0;)
            {
                if (before[i] == before[i - 1])
                {
                    i--;
                }
                else
                {
                    chosen.Add(byEnd[i - 1].Candidate);
                    i = EndedBy(byEnd[i - 1].Needed.Start);
                }
            }

            chosen.Reverse();
            return chosen;
        }

        /// <summary>What is used at best when one more is taken for certain.</summary>
        public Use With(Candidate candidate)
        {
            var needed = buffer.Around(candidate.Period);
            return before[EndedBy(needed.Start)] + Use.Of(candidate) + after.Value[FirstFrom(needed.End)];
        }

        private int EndedBy(Instant start) => Count(ends, end => end <= start);

        private int FirstFrom(Instant end) => Count(starts, start => start < end);

        private static int Count(Instant[] ascending, Func<Instant, bool> isBefore)
        {
            var (low, high) = (0, ascending.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = isBefore(ascending[middle]) ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }
}
