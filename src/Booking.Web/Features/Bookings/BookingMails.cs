using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;

namespace Booking.Web.Features.Bookings;

/// <summary>What a mail about a booking says, in the language of its reader.</summary>
public static class BookingMails
{
    public static BookingMail Of(CatalogueResource resource, NewBooking booking, SignedInPerson person, string group = "") =>
        Of(resource, new BookingRecord
        {
            Id = booking.Id,
            Reference = booking.Reference,
            Sequence = 0,
            Period = booking.Period,
            People = booking.People,
            Purpose = booking.Purpose,
            PersonName = person.Name,
            GroupName = group,
        }, person.Language, reason: null);

    public static BookingMail Of(CatalogueResource resource, BookingRecord booking, string language, string? reason) =>
        new(booking.Id, booking.Reference, booking.Sequence, booking.PersonName,
            resource.Slug, resource.Name.In(language), resource.Address, resource.Directions.In(language), resource.Terms.Zone.Id,
            booking.Period.Start, booking.Period.End, booking.People, booking.Purpose,
            resource.Owner.Name.In(language), resource.Owner.Email, resource.Owner.Phone, reason, booking.GroupName);
}
