using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>A period that would be accepted, offered to someone who cannot have what they asked for.</summary>
public sealed record Alternative(CatalogueResource Resource, Interval Period);

/// <summary>What to offer instead: the nearest times at the same resource first, then the same time at a comparable one nearby.</summary>
public sealed class FindAlternatives(NpgsqlDataSource database, Catalogue catalogue, ReadOccupancies occupancies, IClock clock)
{
    private const int OtherTimes = 3;
    private const int OtherResources = 2;
    private const double NearbyKilometres = 8;

    private static readonly Duration Sight = Duration.FromDays(14);

    /// <summary>Only what admission accepts, as things stand now.</summary>
    /// <param name="booker">Whose bookings and introductions count; null for a stranger.</param>
    /// <param name="moving">The booking whose time is to change: its own time counts as free, and it stays where it is.</param>
    public async Task<IReadOnlyList<Alternative>> HandleAsync(
        CatalogueResource resource, Interval wanted, int people, Booker? booker, CancellationToken cancellation, Guid? moving = null)
    {
        var now = clock.GetCurrentInstant();
        var request = new BookingRequest(wanted, people, Replaces: moving);
        var comparable = moving is null ? await FindComparableAsync(resource, request, booker, now, cancellation) : [];
        var who = await ReadPersonAsync([resource, .. comparable], wanted.Start - Sight, booker, now, cancellation);
        var times = await FindTimesAsync(resource, request, who(resource), now, cancellation);
        var places = await FindPlacesAsync(comparable, request, who, now, cancellation);
        return [.. times, .. places];
    }

    // One query for all the places, and none where nobody asks who comes.
    private async Task<Func<CatalogueResource, PersonFacts>> ReadPersonAsync(
        IEnumerable<CatalogueResource> places, Instant from, Booker? booker, Instant now, CancellationToken cancellation)
    {
        if (booker is null)
        {
            return _ => PersonFacts.Stranger;
        }

        if (!places.Any(place => ReadPersonFacts.AreNeeded(place.Terms)))
        {
            return _ => new PersonFacts { IsKnown = true };
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var known = await ReadPersonFacts.OfAsync(connection, booker.PersonId, from, now, cancellation);
        return place => known.At(place, booker.GroupId);
    }

    private async Task<IEnumerable<Alternative>> FindTimesAsync(
        CatalogueResource resource, BookingRequest request, PersonFacts person, Instant now, CancellationToken cancellation)
    {
        var window = WindowAround(request.Period, resource.Terms, now);
        var occupied = await occupancies.OfAsync(resource, window, cancellation, request.Replaces);
        return WaysOn.At(resource.Terms, new Facts(occupied, person), request, now, window, OtherTimes)
            .Select(period => new Alternative(resource, period));
    }

    // A wish that is past, or too far ahead, is looked for at the nearest time that could be booked at all.
    private static Interval WindowAround(Interval wish, Terms terms, Instant now)
    {
        var horizon = now + Duration.FromDays(terms.HorizonDays + 1);
        var start = Instant.Max(now, Instant.Min(wish.Start, horizon));
        var longest = Duration.FromMinutes(terms.MaximumMinutes);
        var length = wish.Duration < longest ? wish.Duration : longest;
        return new Interval(Instant.Max(now, start - Sight), start + length + Sight);
    }

    /// <summary>Those of its sort nearby that would say yes if they were free, the nearest first.</summary>
    private async Task<List<CatalogueResource>> FindComparableAsync(
        CatalogueResource resource, BookingRequest request, Booker? booker, Instant now, CancellationToken cancellation) =>
    [
        .. (await catalogue.ReadAsync(cancellation)).Published
            .Where(other => other.Kind == resource.Kind && other.Id != resource.Id)
            .Select(other => (Place: other, Kilometres: other.KilometresFrom(resource.Latitude, resource.Longitude)))
            .Where(other => other.Kilometres <= NearbyKilometres)
            // What is known of nobody in particular sorts out most of them without a query.
            .Where(other => IsOpenToStranger(other.Place, request, booker, now))
            .OrderBy(other => other.Kilometres)
            .Select(other => other.Place),
    ];

    // What only sign-in can tell is no answer yet to somebody who has signed in.
    private static bool IsOpenToStranger(CatalogueResource place, BookingRequest request, Booker? booker, Instant now) =>
        Admission.Decide(request, Occupied.Nothing(place.Units.Count), place.Terms, now) is not Refused refused
        || (booker is not null && refused.Reasons.All(reason => reason is MustSignIn));

    private async Task<IEnumerable<Alternative>> FindPlacesAsync(
        List<CatalogueResource> comparable, BookingRequest request, Func<CatalogueResource, PersonFacts> who, Instant now, CancellationToken cancellation)
    {
        if (comparable.Count == 0)
        {
            return [];
        }

        var needed = comparable.ConvertAll(place => place.Terms.Buffer.Around(request.Period));
        var taken = await occupancies.OfAsync(
            comparable, new Interval(needed.Min(period => period.Start), needed.Max(period => period.End)), cancellation);
        return comparable
            .Where(place => Admission.Decide(request, new Facts(ReadOccupancies.Of(place, taken), who(place)), place.Terms, now) is not Refused)
            .Take(OtherResources)
            .Select(place => new Alternative(place, request.Period));
    }
}
