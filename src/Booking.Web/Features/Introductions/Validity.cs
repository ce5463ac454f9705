using Booking.Rules.Admission;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using NodaTime;

namespace Booking.Web.Features.Introductions;

/// <summary>Until when an introduction counts, by the rules of the places it is for and by its own end.</summary>
/// <param name="LastDay">The last day on which a booking may start by it, at the place where it ends first; null for no end.</param>
/// <param name="LongerElsewhere">It counts longer at others of the places.</param>
/// <param name="IsOver">It counts nowhere any longer.</param>
public sealed record Validity(LocalDate? LastDay, bool LongerElsewhere, bool IsOver)
{
    /// <param name="places">Those it is for. Where none of them asks for an introduction, only its own end counts.</param>
    public static Validity Of(Instant given, Instant? expires, IReadOnlyList<CatalogueResource> places, Instant now)
    {
        var ends = places
            .Where(place => place.Terms.Person.Introduction is not null)
            .Select(place => (
                End: IntroductionEnd.Of(given, expires, place.Terms.Person.Introduction!.Condition.ValidMonths, place.Terms.Zone),
                place.Terms.Zone))
            .DefaultIfEmpty((End: expires ?? Instant.MaxValue, HomeZone.Zone))
            .ToList();
        var (first, zone) = ends.MinBy(one => one.End);
        var last = ends.Max(one => one.End);
        return new(
            first == Instant.MaxValue ? null : (first - Duration.Epsilon).InZone(zone).Date, LongerElsewhere: last > first, IsOver: last <= now);
    }
}
