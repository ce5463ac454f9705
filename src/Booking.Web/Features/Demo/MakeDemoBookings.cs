using System.Globalization;
using Booking.Rules;
using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Demo;

/// <summary>
/// Months of bookings that look like a city's. Each is admitted by the rules of its resource at the moment it was made, so
/// there is none that could not have happened. Times and people are the same whenever it runs on the same day.
/// </summary>
/// <param name="people">Who books, apart from the resident.</param>
/// <param name="resident">The one who signs in to look: has bookings past and coming.</param>
/// <param name="requests">What owners are asked for, and by whom.</param>
/// <param name="keptFree">Where nothing coming may be booked, so that there is something left to find.</param>
public sealed class MakeDemoBookings(
    IReadOnlyList<DemoResource> resources, IReadOnlyList<Guid> people, Guid resident,
    IReadOnlyList<(DemoFiles.Request Request, Guid Person)> requests, Func<DemoResource, Interval, bool> keptFree, Instant now)
{
    private const int DaysBack = 90;
    private const int DaysAhead = 60;

    private readonly Dictionary<Guid, List<Interval>> taken =
        resources.SelectMany(resource => resource.Units).Distinct().ToDictionary(unit => unit, _ => new List<Interval>());

    private readonly Dictionary<Guid, IReadOnlyList<DemoRegular>> regulars =
        resources.ToDictionary(resource => resource.Id, resource => DemoRegular.Of(resource, people));

    private readonly HashSet<string> references = [];
    private readonly List<DemoBooking> made = [];

    private sealed record Wish(DemoResource Resource, Interval Period, int People, string Purpose, Guid Person, Instant MadeAt);

    /// <summary>What became of a booking.</summary>
    private enum Fate { Kept, Used, Cancelled, Released }

    public IReadOnlyList<DemoBooking> All()
    {
        MakeResidentsBookings();
        foreach (var (request, person) in requests)
        {
            MakeRequest(request, person);
        }

        KeepOpenTimesFree();

        foreach (var resource in resources.Where(resource => resource.HasCaretaker))
        {
            MakeTodaysBookings(resource);
        }

        // Who needs the whole hall asks before its halves are gone.
        var widestFirst = resources.OrderByDescending(resource => resource.Terms.Use == UnitUse.All ? resource.Units.Count : 1).ToList();
        for (var day = -DaysBack; day <= DaysAhead; day++)
        {
            foreach (var resource in widestFirst)
            {
                FillDay(resource, DateOf(resource, day), day);
            }
        }

        return made;
    }

    private void MakeResidentsBookings()
    {
        MakeResidentsBooking("gellerup-faelleskoekken", -66, 17, 180, "Fødselsdag", Fate.Used);
        MakeResidentsBooking("yusufs-boremaskine", -38, 0, 1440, "Ophængning af reoler", Fate.Used);
        MakeResidentsBooking("skovkanten-faellesrum", -24, 19, 120, "Beboermøde", Fate.Cancelled);
        MakeResidentsBooking("noerrevang-hal-a", -12, 18, 60, "Badminton", Fate.Released);
        MakeResidentsBooking("aabent-vaerksted-arbejdsborde", -5, 16, 120, "Reparation af en lampe", Fate.Used);
        MakeResidentsBooking("syrenhaven-cykelvaerksted", 2, 17, 60, "Ny kæde", Fate.Kept);
        MakeResidentsBooking("skovkanten-faellesrum", 9, 19, 120, "Beboermøde", Fate.Kept);
        MakeResidentsBooking("delebil-solsorten", 18, 10, 240, "Hente en sofa", Fate.Kept);
    }

    /// <summary>At the time nearest to that one at which there is room; none when there is no such resource.</summary>
    private void MakeResidentsBooking(string slug, int day, int hour, int minutes, string purpose, Fate fate)
    {
        foreach (var resource in resources.Where(resource => resource.Slug == slug))
        {
            var start = (DateOf(resource, day) + new LocalTime(hour, 0)).InZoneLeniently(resource.Terms.Zone).ToInstant();
            var asked = new BookingRequest(new Interval(start, start + Duration.FromMinutes(minutes)), 1);
            var madeAt = Instant.Min(start - Duration.FromDays(4), now - Duration.FromHours(3));
            if (NearestTo(resource, asked, new Interval(start - Duration.FromDays(1), start + Duration.FromDays(4)), madeAt) is { } period)
            {
                var wish = new Wish(resource, period, Math.Min(2, resource.Terms.Capacity), purpose, resident, madeAt);
                TryMake(wish, fate == Fate.Released && ReleaseDue(wish) is null ? Fate.Used : fate);
            }
        }
    }

    /// <summary>In the first of the coming weeks, from the next but one, in which the time is open and free.</summary>
    private void MakeRequest(DemoFiles.Request request, Guid person)
    {
        const int weeksToTry = 6;
        foreach (var resource in resources.Where(resource => resource.Slug == request.Resource))
        {
            var terms = resource.Terms;
            var first = DateOf(resource, 7).Next(DemoFiles.Weekday(request.Day)) + LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(request.From).Value;
            var madeAt = now - Duration.FromHours(request.AskedHoursAgo);
            foreach (var start in Enumerable.Range(0, weeksToTry).Select(week => first.PlusWeeks(week).InZoneLeniently(terms.Zone).ToInstant()))
            {
                var wish = new Wish(resource, new Interval(start, start + Duration.FromMinutes(request.Minutes)), request.People, request.Purpose, person, madeAt);
                var verdict = Admission.Decide(new BookingRequest(wish.Period, wish.People), Near(resource, wish.Period), terms, madeAt);
                // What an owner asks of all their places does not stand among a resource's own terms.
                if (verdict is Accepted || (verdict is Refused refused && refused.Reasons.All(reason => reason.Code == request.Code)))
                {
                    made.Add(ToBooking(wish, Fate.Kept, request.Holds ? Take(resource, wish.Period) : [], terms.Buffer.Around(wish.Period)) with
                    {
                        Status = BookingStatus.Held, Request = request, HoldExpiresAt = AnswerTime.Of(wish.Period, madeAt), ReleaseAt = null, Reconfirm = null,
                    });
                    return;
                }
            }
        }
    }

    // A demo in which somebody has always taken it meanwhile would show nothing of choosing between two.
    private void KeepOpenTimesFree()
    {
        foreach (var asked in made.Where(booking => booking.Request is { Holds: false }))
        {
            var resource = resources.First(resource => resource.Id == asked.ResourceId);
            if (!resource.Units.Any(unit => TakenIn(unit, asked.Occupied).Any()))
            {
                Take(resource, asked.Period);
            }
        }
    }

    /// <summary>One that is about to begin, one in the first hours of the day and one in the last, as far as there is room.</summary>
    private void MakeTodaysBookings(DemoResource resource)
    {
        var today = WholeDay(resource, DateOf(resource, 0));
        var open = OpenTime.Within(resource.Terms, today);
        if (open.Count == 0)
        {
            return;
        }

        var random = DemoRandom.Of(resource.Slug, "today");
        foreach (var start in (Instant[])[now + Duration.FromMinutes(25), open[0].Start, open[^1].End - Duration.FromHours(3)])
        {
            var madeAt = today.Start - Duration.FromHours(6 + random.Next(72));
            var asked = new BookingRequest(new Interval(start, start + Duration.FromMinutes(resource.Habit.LengthFor(resource.Terms, random))), 1);
            if (NearestTo(resource, asked, today, madeAt) is { } period)
            {
                var wish = new Wish(resource, period, resource.Habit.CompanyFor(resource.Terms, random), random.Pick(resource.Purposes), random.Pick(people), madeAt);
                TryMake(wish, period.Start > now ? Fate.Kept : Fate.Used);
            }
        }
    }

    private void FillDay(DemoResource resource, LocalDate date, int daysAhead)
    {
        var random = DemoRandom.Of(resource.Slug, date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));
        var day = WholeDay(resource, date);
        var open = OpenTime.Within(resource.Terms, day);
        var choices = resource.Terms.Use == UnitUse.All ? 1 : resource.Units.Count;

        // People book near days more than far ones.
        var eagerness = daysAhead <= 7 ? 1 : Math.Max(0.15, 1 - (daysAhead / 70.0));
        var wanted = open.Sum(interval => interval.Duration.TotalMinutes) * choices * resource.Share * eagerness * (0.5 + random.NextDouble());
        var booked = resource.Units.Average(unit => MinutesTaken(unit, day)) * choices;

        foreach (var regular in regulars[resource.Id].Where(regular => regular.Day == date.DayOfWeek && random.Chance(0.85)))
        {
            booked += TryFill(resource, date, regular.StartMinute, regular.Minutes, regular.Purpose, regular.Person, random) ? regular.Minutes : 0;
        }

        for (var attempt = 0; attempt < 6 * choices && booked < wanted && open.Count > 0; attempt++)
        {
            var start = UsualStart(resource, date, open, random);
            var length = resource.Habit.LengthFor(resource.Terms, random);
            // What is taken for many days begins on few.
            if (length > 1440 && !random.Chance(1440.0 / length))
            {
                continue;
            }

            booked += TryFill(resource, date, start, length, random.Pick(resource.Purposes), random.Pick(people), random) ? Math.Min(length, 1440) : 0;
        }
    }

    // Where the usual hours are closed, any open one is as good: the rehearsal room opens when others close.
    private static int UsualStart(DemoResource resource, LocalDate date, IReadOnlyList<Interval> open, Random random)
    {
        var usual = resource.Habit.StartOn(date.DayOfWeek, random);
        var start = date.AtMidnight().PlusMinutes(usual).InZoneLeniently(resource.Terms.Zone).ToInstant();
        if (open.Any(interval => interval.Contains(start)))
        {
            return usual;
        }

        var other = random.Pick(open);
        var opens = WallClock.MinutesBetween(new Interval(date.AtStartOfDayInZone(resource.Terms.Zone).ToInstant(), other.Start), resource.Terms.Zone);
        return opens + (random.Next(Math.Max(1, (int)other.Duration.TotalMinutes / 30)) * 30);
    }

    private double MinutesTaken(Guid unit, Interval day) => TakenIn(unit, day)
        .Sum(interval => (Instant.Min(interval.End, day.End) - Instant.Max(interval.Start, day.Start)).TotalMinutes);

    private bool TryFill(DemoResource resource, LocalDate date, int startMinute, int minutes, string purpose, Guid person, Random random)
    {
        var terms = resource.Terms;
        var wall = date.AtMidnight().PlusMinutes(startMinute / terms.StepMinutes * terms.StepMinutes);
        var company = resource.Habit.CompanyFor(terms, random);
        var notice = terms.LeadMinutes + (random.NextDouble() * 1440 * Math.Clamp(terms.HorizonDays - 1, 0, 28));
        var fate = random.NextDouble();
        if (WallClock.ToInstant(wall, terms.Zone) is not { } start || WallClock.ToInstant(wall.PlusMinutes(minutes), terms.Zone) is not { } end
            || end <= start)
        {
            return false;
        }

        var madeAt = Instant.Min(start - Duration.FromMinutes(Math.Ceiling(notice)), now - Duration.FromMinutes(1 + (notice % 5000)));
        var period = terms.Handover is null ? new Interval(start, end) : LoanNear(resource, new Interval(start, end), madeAt);
        if (period is not { } chosen)
        {
            return false;
        }

        var wish = new Wish(resource, chosen, company, purpose, person, madeAt);
        return TryMake(wish, FateOf(wish, fate));
    }

    private Fate FateOf(Wish wish, double chance)
    {
        if (chance < 0.06)
        {
            return wish.MadeAt < Instant.Min(wish.Period.Start, now) - Duration.FromHours(1) ? Fate.Cancelled : Fate.Kept;
        }

        if (wish.Period.Start > now)
        {
            return Fate.Kept;
        }

        return ReleaseDue(wish) is { } due
            ? (due > now ? Fate.Kept : chance < 0.13 ? Fate.Released : Fate.Used)
            : chance < 0.5 ? Fate.Kept : Fate.Used;
    }

    private static Instant? ReleaseDue(Wish wish) => ReleaseRule.DueAt(wish.Period, wish.Resource.Terms.CheckInGraceMinutes);

    // Who wants to borrow something comes when it is handed out.
    private Interval? LoanNear(DemoResource resource, Interval wished, Instant madeAt) => NearestTo(
        resource, new BookingRequest(wished, 1),
        new Interval(wished.Start - Duration.FromHours(12), wished.Start + Duration.FromMinutes(resource.Terms.MaximumMinutes)), madeAt);

    private Interval? NearestTo(DemoResource resource, BookingRequest asked, Interval searchWithin, Instant madeAt) =>
        Admission.Decide(asked, Near(resource, searchWithin), resource.Terms, madeAt) is Accepted
            ? asked.Period
            : NearestFree.To(resource.Terms, Facts.Of(Near(resource, searchWithin)), asked, madeAt, searchWithin, 1).Cast<Interval?>().FirstOrDefault();

    private bool TryMake(Wish wish, Fate fate)
    {
        var (resource, terms) = (wish.Resource, wish.Resource.Terms);
        if ((wish.Period.End > now && keptFree(resource, wish.Period))
            || Admission.Decide(new BookingRequest(wish.Period, wish.People), Near(resource, wish.Period), terms, wish.MadeAt) is not Accepted)
        {
            return false;
        }

        var occupied = terms.Buffer.Around(wish.Period);
        made.Add(ToBooking(wish, fate, fate is Fate.Cancelled or Fate.Released ? [] : Take(resource, wish.Period), occupied));
        return true;
    }

    private IReadOnlyList<Guid> Take(DemoResource resource, Interval period)
    {
        var occupied = resource.Terms.Buffer.Around(period);
        IReadOnlyList<Guid> units = resource.Terms.Use == UnitUse.All
            ? resource.Units
            : [resource.Units.First(unit => !TakenIn(unit, occupied).Any())];
        foreach (var unit in units)
        {
            taken[unit].Insert(FirstEndingAfter(taken[unit], occupied.Start), occupied);
        }

        return units;
    }

    private DemoBooking ToBooking(Wish wish, Fate fate, IReadOnlyList<Guid> units, Interval occupied)
    {
        var period = wish.Period;
        Instant? cancelledAt = fate == Fate.Cancelled ? wish.MadeAt + ((Instant.Min(period.Start, now) - wish.MadeAt) * 0.6) : null;
        var coming = fate == Fate.Kept && period.Start > now;
        return new DemoBooking(
            Guid.CreateVersion7(wish.MadeAt.ToDateTimeOffset()), NewReference(), wish.Resource.Id, wish.Person, period, wish.People, wish.Purpose,
            fate switch { Fate.Cancelled => BookingStatus.Cancelled, Fate.Released => BookingStatus.Released, _ => BookingStatus.Confirmed },
            wish.MadeAt,
            CheckedInAt: fate == Fate.Used ? Instant.Min(period.Start + (Duration.FromMinutes(wish.People % 10) - Duration.FromMinutes(4)), now) : null,
            EndedAt: fate == Fate.Released ? ReleaseDue(wish) : cancelledAt,
            // Only the resident's mail is there to be looked at; the others would drown it.
            RemindAt: coming && wish.Person == resident ? Reminders.FirstDue(period, wish.MadeAt) : null,
            ReleaseAt: fate == Fate.Kept && ReleaseDue(wish) is { } due && due > now ? due : null,
            Reconfirm: coming && wish.Person == resident
                ? ReconfirmationPlan.Of(period.Start, wish.MadeAt, wish.Resource.Terms.Reconfirmation, wish.Resource.Terms.Zone)
                : null,
            units, occupied);
    }

    private string NewReference()
    {
        string reference;
        do
        {
            reference = BookingReference.New();
        }
        while (!references.Add(reference));

        return reference;
    }

    private Occupied Near(DemoResource resource, Interval period)
    {
        var reach = resource.Terms.Buffer.Around(period);
        return new Occupied([.. resource.Units.Select(unit => (IReadOnlyList<Interval>)[.. TakenIn(unit, reach)])]);
    }

    // Sorted and disjoint: their ends ascend as their starts do.
    private IEnumerable<Interval> TakenIn(Guid unit, Interval window)
    {
        var own = taken[unit];
        for (var index = FirstEndingAfter(own, window.Start); index < own.Count && own[index].Start < window.End; index++)
        {
            yield return own[index];
        }
    }

    private static int FirstEndingAfter(List<Interval> sorted, Instant moment)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle].End > moment ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private LocalDate DateOf(DemoResource resource, int daysAhead) => now.InZone(resource.Terms.Zone).Date.PlusDays(daysAhead);

    private static Interval WholeDay(DemoResource resource, LocalDate date) => new(
        resource.Terms.Zone.AtStartOfDay(date).ToInstant(), resource.Terms.Zone.AtStartOfDay(date.PlusDays(1)).ToInstant());
}
