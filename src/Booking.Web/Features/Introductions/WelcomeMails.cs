using Booking.Web.Features.Resources;
using Booking.Web.Mail;

namespace Booking.Web.Features.Introductions;

/// <summary>What those are told who have been given an introduction or made members, in their language.</summary>
public static class WelcomeMails
{
    /// <param name="places">What they can book by it; those not shown to the public are left out.</param>
    /// <param name="only">The one place it is for; null when it is for all the owner has.</param>
    /// <param name="validity">Null for what has no end.</param>
    public static WelcomeMail To(
        AddressedPerson person, OwnerCard owner, IReadOnlyList<CatalogueResource> places, CatalogueResource? only, Validity? validity) => new(
        person.Name, owner.Name.In(person.Language), owner.Email, owner.Phone, only?.Name.In(person.Language),
        [.. places.Where(place => place.Published).Select(place => new WelcomeMail.Place(place.Slug, place.Name.In(person.Language)))],
        validity?.LastDay, validity?.LongerElsewhere ?? false);
}
