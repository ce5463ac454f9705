using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using NodaTime;
using Facts = Booking.Rules.Admission.Facts;

namespace Booking.Web.Features.Series;

/// <summary>One date of a series, where and when it is to be.</summary>
/// <param name="Period">Null where the spring change skips it.</param>
/// <param name="Replaces">The booking whose place it takes; null for a new one.</param>
public sealed record WantedDate(LocalDateTime Start, CatalogueResource Resource, Interval? Period, Guid? Replaces = null);

/// <summary>What the rules and the calendar say to one date.</summary>
/// <param name="Units">Those it would take; none unless it may be had.</param>
public sealed record JudgedDate(WantedDate Wanted, Decision Decision, IReadOnlyList<Guid> Units)
{
    public IReadOnlyList<Refusal> Reasons => Decision is Refused refused ? refused.Reasons : [];

    public bool MayBeHad => Decision is not Refused;
}

/// <summary>
/// Judges the dates of a series one after the other: each that may be had counts against those after it, in the person's quotas and
/// in the calendar.
/// </summary>
/// <param name="who">What is known of the person at a place.</param>
/// <param name="taken">At least around every date that is judged.</param>
public sealed class JudgeDates(Func<CatalogueResource, PersonFacts> who, ILookup<Guid, ReadOccupancies.Row> taken, int people, Instant now)
{
    private readonly Dictionary<Guid, List<Interval>> byUnit = [];
    private readonly List<OwnBooking> accepted = [];

    /// <summary>Takes the time of those that may be had.</summary>
    public JudgedDate Next(WantedDate wanted)
    {
        var judged = Look(wanted);
        if (judged is { MayBeHad: true, Wanted.Period: { } period })
        {
            foreach (var unit in judged.Units)
            {
                Insert(Of(unit), wanted.Resource.Terms.Buffer.Around(period));
            }

            accepted.Add(new OwnBooking(Guid.NewGuid(), wanted.Resource.Terms.Place, period, ForGroup: who(wanted.Resource).OfGroup is not null));
        }

        return judged;
    }

    /// <summary>The same, and leaves everything as it is.</summary>
    public JudgedDate Look(WantedDate wanted)
    {
        if (wanted.Period is not { } period)
        {
            return new JudgedDate(wanted, new Refused([new SkippedByClock(wanted.Start.Date)]), []);
        }

        var terms = wanted.Resource.Terms.OfSeries();
        var decision = Admission.Decide(new BookingRequest(period, people, wanted.Replaces), FactsAt(wanted.Resource), terms, now);
        return new JudgedDate(wanted, decision, decision is Refused ? [] : UnitsFor(wanted.Resource, terms.Buffer.Around(period)));
    }

    public Facts FactsAt(CatalogueResource resource) =>
        new(new Occupied([.. resource.Units.Select(unit => (IReadOnlyList<Interval>)Of(unit))]), who(resource).With(accepted));

    private List<Interval> Of(Guid unit)
    {
        if (!byUnit.TryGetValue(unit, out var periods))
        {
            byUnit[unit] = periods = [.. taken[unit].Select(row => row.Period)];
        }

        return periods;
    }

    private IReadOnlyList<Guid> UnitsFor(CatalogueResource resource, Interval needed) => resource.Terms.Use == UnitUse.All
        ? resource.Units
        : [resource.Units.First(unit => Of(unit).TrueForAll(period => period.End <= needed.Start || needed.End <= period.Start))];

    private static void Insert(List<Interval> periods, Interval period)
    {
        var at = periods.FindIndex(other => other.Start >= period.End);
        periods.Insert(at < 0 ? periods.Count : at, period);
    }
}
