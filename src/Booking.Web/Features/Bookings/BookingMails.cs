using Booking.Web.Features.Resources;
using Booking.Web.Mail;

namespace Booking.Web.Features.Bookings;

/// <summary>
/// What a mail about a booking says, in the language of its reader. A private address is told in mails about what is confirmed,
/// and in no others.
/// </summary>
public static class BookingMails
{
    public static BookingMail Of(CatalogueResource resource, BookingRecord booking, string language, string? reason)
    {
        var place = resource.WhereaboutsFor(booking.Status);
        return new(booking.Id, booking.Reference, booking.Sequence + booking.SeriesSequence,
            booking.IsForUnreachable ? booking.HelperName : booking.PersonName,
            resource.Slug, resource.Name.In(language), place.Address, place.Directions.In(language), resource.Terms.Zone.Id,
            booking.Period.Start, booking.Period.End, booking.People, booking.Purpose,
            resource.Owner.Name.In(language), resource.Owner.Email, resource.Owner.Phone, reason, booking.GroupName)
        {
            SeriesId = booking.SeriesId,
            Occurrence = booking.Occurrence,
            BookedFor = booking.IsForUnreachable ? booking.PersonName : "",
            BookedBy = booking is { IsOnBehalf: true, IsForUnreachable: false } ? booking.HelperName : "",
        };
    }
}
