using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Rules.Recurrence;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using NodaTime;

namespace Booking.Web.Features.Series;

/// <summary>How a series may go on after its last date.</summary>
public sealed class Renewal
{
    private readonly SeriesRecord series;
    private readonly LocalDate first;
    private readonly LocalDate after;

    private Renewal(
        SeriesRecord series, SeriesPart part, CatalogueResource resource, IReadOnlyList<LocalDate> dates, IReadOnlyList<BookingRecord> coming, bool isCalledOff, Instant now)
    {
        var today = now.InZone(resource.Terms.Zone).Date;
        (this.series, Part, Resource, first, Dates) = (series, part, resource, dates[0], dates.Count);
        Coming = [.. coming.Select(booking => booking.Occurrence!.Value.Date)];
        // A series that ended long ago goes on from here.
        after = LocalDate.Max(dates[^1], today);
        Furthest = today.PlusDays(resource.Terms.OfSeries().HorizonDays);
        Next = RuleFor(null, 1).First;
        KeepsTime = !isCalledOff && Coming.Count > 0 && resource.Terms.Renewal is { } rule && now < SeriesEnd.KeptUntil(Coming[^1], rule.Condition, resource.Terms.Zone);
        IsToBeTold = !isCalledOff && Coming.Count > 0 && Dates >= SeriesEnd.DatesOfAHabit && IsPossible
            && now >= SeriesEnd.TellAt(Coming[^1], KeepsTime ? resource.Terms.Renewal!.Condition : null, resource.Terms.Zone);
    }

    /// <inheritdoc cref="SeriesRecord.WhoseWith"/>
    public Guid WhoseWith(Guid acting) => series.WhoseWith(acting);

    /// <summary>How its dates are meant to be by now.</summary>
    public SeriesPart Part { get; }

    public CatalogueResource Resource { get; }

    /// <summary>The days of its dates still to come, in order.</summary>
    public IReadOnlyList<LocalDate> Coming { get; }

    /// <summary>How many dates it has had and has, those that were left out among them.</summary>
    public int Dates { get; }

    /// <summary>The date after its last, or after today where that is over.</summary>
    public LocalDate Next { get; }

    /// <summary>The last day that may be booked by now.</summary>
    public LocalDate Furthest { get; }

    /// <summary>Whether the time after it is kept from others for now.</summary>
    public bool KeepsTime { get; }

    /// <summary>Whether it ends so soon that its person should know.</summary>
    public bool IsToBeTold { get; }

    /// <summary>How many more dates it may have.</summary>
    public int Room => Math.Max(Resource.Terms.MostDates - Coming.Count, 0);

    public bool IsPossible => Resource.Published && Room > 0 && Next <= Furthest;

    /// <summary>When the time after it is free for all; null where it is not kept.</summary>
    public Instant? KeptUntil => KeepsTime ? SeriesEnd.KeptUntil(Coming[^1], Resource.Terms.Renewal!.Condition, Resource.Terms.Zone) : null;

    /// <summary>Null where the series has no date to go on from.</summary>
    /// <param name="bookings">All of the series, by date.</param>
    public static Renewal? Of(
        SeriesRecord series, IReadOnlyList<SeriesPart> parts, IReadOnlyList<BookingRecord> bookings, IReadOnlyList<SkippedDate> skipped,
        CatalogueSnapshot places, Instant now)
    {
        var names = bookings.Select(booking => booking.Occurrence!.Value).Concat(skipped.Select(date => date.Occurrence)).Distinct().Order().ToList();
        if (names.Count == 0)
        {
            return null;
        }

        var part = SeriesPart.At(parts, names[^1]);
        var coming = bookings
            .Where(booking => booking.Status is BookingStatus.Confirmed or BookingStatus.Held && booking.Period.Start > now)
            .OrderBy(booking => booking.Occurrence)
            .ToList();
        // Who has called off the last dates has given up what comes after them too.
        var isCalledOff = bookings.LastOrDefault(booking => booking.Occurrence == names[^1]) is { Status: not (BookingStatus.Confirmed or BookingStatus.Held) };
        return new Renewal(series, part, places.Get(part.ResourceId), [.. names.Select(name => name.Date)], coming, isCalledOff, now);
    }

    /// <summary>How many dates it goes on for unless somebody says otherwise: as many as it had, as far as that may be by now.</summary>
    public int Usual => Math.Max(Math.Min(Math.Min(Dates, Room), IsPossible ? RuleFor(Furthest, null).Dates(Room).Count : 0), 1);

    /// <summary>The dates that are kept from others, at most as many as the place lets a series have.</summary>
    /// <param name="furthest">The last day that anybody may book by now.</param>
    public IReadOnlyList<LocalDate> Kept(LocalDate furthest) => KeepsTime && Room > 0 && Next <= furthest ? RuleFor(furthest, null).Dates(Room) : [];

    /// <summary>Null when it would end before it goes on.</summary>
    /// <param name="until">The last date there may be; null with a count.</param>
    /// <param name="count">How many more dates; null with a last date.</param>
    public SeriesWish? WishOf(LocalDate? until, int? count) => until < Next ? null : new SeriesWish(
        Resource, RuleFor(until, count), Part.Starts, Part.Minutes, Part.People, Part.Purpose, "", series.GroupId, "")
    {
        Continues = new ContinuedSeries(series.Id, series.Starts, Coming),
    };

    private SeriesRule RuleFor(LocalDate? until, int? count) => SeriesRule.Continuing(series.Rule, first, after, until, count);
}
