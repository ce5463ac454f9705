using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>One date as it would be.</summary>
/// <param name="Instead">What could be had in its place; null where nothing could, and where it may be had itself.</param>
public sealed record PreviewedDate(JudgedDate Judged, Alternative? Instead)
{
    public LocalDateTime Start => Judged.Wanted.Start;
}

/// <param name="Against">What speaks against the series as a whole; then there are no dates.</param>
/// <param name="Dates">In order.</param>
public sealed record SeriesPreview(IReadOnlyList<Refusal> Against, IReadOnlyList<PreviewedDate> Dates)
{
    /// <summary>All that can be had, and what could be had in the place of the others.</summary>
    public IReadOnlyList<TakenDate> All =>
    [
        .. Dates.Select(date => date switch
            {
                { Judged.MayBeHad: true } => new TakenDate(date.Start),
                { Instead: { } instead } => new TakenDate(date.Start, instead.Resource.Slug, instead.Period),
                _ => null,
            })
            .OfType<TakenDate>(),
    ];

    public int Free => Dates.Count(date => date.Judged.MayBeHad);

    /// <summary>Whether any date can be booked, or another time in its place.</summary>
    public bool OffersAny => Dates.Any(date => date.Judged.MayBeHad || date.Instead is not null);
}

/// <summary>Every date of a series before anything is stored: free or not and why, and what could be had instead.</summary>
public sealed class PreviewSeries(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const double NearbyKilometres = 8;
    private const int OtherPlaces = 4;

    public async Task<SeriesPreview> HandleAsync(SeriesWish wish, Guid personId, CancellationToken cancellation)
    {
        if (wish.Against is { Count: > 0 } against)
        {
            return new SeriesPreview(against, []);
        }

        var now = clock.GetCurrentInstant();
        var wanted = DatesOf(wish);
        var others = await NearbyAsync(wish, wanted, now, cancellation);
        List<CatalogueResource> places = [wish.Resource, .. others];
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var who = await ReadWhoAsync(connection, places, new Booker(personId, wish.Group), wanted, now, cancellation);
        var taken = await ReadOccupancies.OfAsync(connection, places, DaysOf(wanted), cancellation);
        var judge = new JudgeDates(who, wish.Continues is { } series ? await KeptTime.WithoutAsync(connection, series.Id, taken, cancellation) : taken, wish.People, now);
        var judged = wanted.Select(judge.Next).ToList();

        // Only when all that is free is known to be taken, what could be had instead is not in the way of a later date.
        return new SeriesPreview([], [.. judged.Select(date => new PreviewedDate(date, InsteadOf(date)))]);

        Alternative? InsteadOf(JudgedDate date)
        {
            if (date.MayBeHad || HereThatDay(date.Wanted, judge, wish.People, now) is not { } here)
            {
                return date.MayBeHad || date.Wanted.Period is not { } period ? null : Elsewhere(date.Wanted, period);
            }

            return Chosen(date.Wanted, here);
        }

        Alternative? Elsewhere(WantedDate date, Interval period) => others
            .Select(place => date with { Resource = place, Period = period })
            .Where(there => judge.Look(there).MayBeHad)
            .Select(there => Chosen(there, there.Period!.Value))
            .FirstOrDefault();

        // The next alternative must be free beside this one.
        Alternative Chosen(WantedDate date, Interval period)
        {
            judge.Next(date with { Period = period });
            return new Alternative(date.Resource, period);
        }
    }

    /// <summary>The dates as the series says.</summary>
    public static IReadOnlyList<WantedDate> DatesOf(SeriesWish wish) =>
    [
        .. SeriesDate.At(wish.Rule.Dates(wish.Resource.Terms.MostDates), wish.Time, wish.Minutes, wish.Resource.Terms.Zone)
            .Select(date => new WantedDate(date.Start.Date + (wish.Continues?.NamedAt ?? wish.Time), wish.Resource, date.Period)),
    ];

    /// <summary>What is known of the booker at each of the places, in one query, or in none where nobody asks.</summary>
    public static async Task<Func<CatalogueResource, PersonFacts>> ReadWhoAsync(
        NpgsqlConnection connection, IEnumerable<CatalogueResource> places, Booker booker, IReadOnlyList<WantedDate> wanted, Instant now,
        CancellationToken cancellation)
    {
        if (!places.Any(place => ReadPersonFacts.AreNeeded(place.Terms)))
        {
            return _ => new PersonFacts { IsKnown = true, OfGroup = booker.GroupId is null ? null : [] };
        }

        var known = await ReadPersonFacts.OfAsync(connection, booker.PersonId, EarliestOf(wanted, now), now, cancellation);
        return place => known.At(place, booker.GroupId);
    }

    /// <summary>The time around each date in which what is taken has to be known.</summary>
    public static IReadOnlyList<Interval> DaysOf(IEnumerable<WantedDate> wanted) =>
    [
        .. wanted.Where(date => date.Period is not null).Select(date =>
        {
            var (zone, period) = (date.Resource.Terms.Zone, date.Period!.Value);
            var midnight = period.Start.InZone(zone).Date.AtStartOfDayInZone(zone).ToInstant();
            var end = period.End.InZone(zone).Date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant();
            return date.Resource.Terms.Buffer.Around(new Interval(midnight, end));
        }),
    ];

    private static Instant EarliestOf(IReadOnlyList<WantedDate> wanted, Instant now) =>
        wanted.Select(date => date.Period).OfType<Interval>().Select(period => period.Start).DefaultIfEmpty(now).Min();

    private static Interval? HereThatDay(WantedDate date, JudgeDates judge, int people, Instant now)
    {
        if (date.Period is not { } period)
        {
            return null;
        }

        var (zone, terms) = (date.Resource.Terms.Zone, date.Resource.Terms.OfSeries());
        var from = Instant.Max(period.Start.InZone(zone).Date.AtStartOfDayInZone(zone).ToInstant(), now);
        var until = Instant.Max(period.Start.InZone(zone).Date.PlusDays(1).AtStartOfDayInZone(zone).ToInstant(), period.End);
        return from >= until
            ? null
            : WaysOn.At(terms, judge.FactsAt(date.Resource), new BookingRequest(period, people), now, new Interval(from, until), 1)
                .Select(way => (Interval?)way).FirstOrDefault();
    }

    /// <summary>The nearest of its sort that would say yes to some of the dates if they were free, without asking anybody first.</summary>
    private async Task<IReadOnlyList<CatalogueResource>> NearbyAsync(
        SeriesWish wish, IReadOnlyList<WantedDate> wanted, Instant now, CancellationToken cancellation) =>
    [
        .. (await catalogue.ReadAsync(cancellation)).Published
            .Where(other => other.Kind == wish.Resource.Kind && other.Id != wish.Resource.Id && other.Terms is { MostDates: > 0, Approval: null }
                && !other.Units.Intersect(wish.Resource.Units).Any())
            .Select(other => (Place: other, Kilometres: other.KilometresFrom(wish.Resource.Latitude, wish.Resource.Longitude)))
            .Where(other => other.Kilometres <= NearbyKilometres)
            .OrderBy(other => other.Kilometres)
            .Select(other => other.Place)
            .Where(place => wanted.Any(date => date.Period is { } period && IsPossible(place, period)))
            .Take(OtherPlaces),
    ];

    private bool IsPossible(CatalogueResource place, Interval period) =>
        Admission.Decide(new BookingRequest(period, 1), Occupied.Nothing(place.Units.Count), place.Terms.OfSeries(), clock.GetCurrentInstant())
            is not Refused refused || refused.Reasons.All(reason => reason is MustSignIn);
}
