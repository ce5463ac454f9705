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
    /// <param name="person">Whose bookings and introductions count; null for a stranger.</param>
    /// <param name="moving">The booking whose time is to change: its own time counts as free, and it stays where it is.</param>
    public async Task<IReadOnlyList<Alternative>> HandleAsync(
        CatalogueResource resource, Interval wanted, int people, Guid? person, CancellationToken cancellation, Guid? moving = null)
    {
        var now = clock.GetCurrentInstant();
        var request = new BookingRequest(wanted, people, Replaces: moving);
        var facts = await FactsAsync(resource, request, person, now, cancellation);
        var times = await FindTimesAsync(resource, request, facts, now, cancellation);
        var places = moving is null ? await FindPlacesAsync(resource, request, person, now, cancellation) : [];
        return [.. times, .. places];
    }

    private async Task<PersonFacts> FactsAsync(
        CatalogueResource resource, BookingRequest request, Guid? person, Instant now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ReadPersonFacts.OfAsync(connection, person, resource, request.Period.Start - Sight, now, cancellation);
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

    private async Task<IEnumerable<Alternative>> FindPlacesAsync(
        CatalogueResource resource, BookingRequest request, Guid? person, Instant now, CancellationToken cancellation)
    {
        var candidates = (await catalogue.ReadAsync(cancellation)).Published
            .Where(other => other.Kind == resource.Kind && other.Id != resource.Id)
            .Where(other => other.KilometresFrom(resource.Latitude, resource.Longitude) <= NearbyKilometres)
            // What is known of nobody in particular sorts out most of them without a query.
            .Where(other => IsOpenTo(other, Facts.Of(Occupied.Nothing(other.Units.Count))))
            .ToList();
        if (candidates.Count == 0)
        {
            return [];
        }

        var needed = candidates.ConvertAll(other => other.Terms.Buffer.Around(request.Period));
        var taken = await occupancies.OfAsync(
            candidates, new Interval(needed.Min(period => period.Start), needed.Max(period => period.End)), cancellation);
        List<Alternative> found = [];
        foreach (var other in candidates.OrderBy(other => other.KilometresFrom(resource.Latitude, resource.Longitude)))
        {
            var occupied = ReadOccupancies.Of(other, taken);
            if (IsOpenTo(other, Facts.Of(occupied))
                && IsOpenTo(other, new Facts(occupied, await FactsAsync(other, request, person, now, cancellation))))
            {
                found.Add(new Alternative(other, request.Period));
            }

            if (found.Count == OtherResources)
            {
                break;
            }
        }

        return found;

        bool IsOpenTo(CatalogueResource other, Facts facts)
        {
            // A stranger's question about who they are is one to answer, not a no.
            var decision = Admission.Decide(request, facts, other.Terms, now);
            return decision is not Refused refused || (person is not null && !facts.Person.IsKnown && refused.Reasons.All(reason => reason is MustSignIn));
        }
    }
}
