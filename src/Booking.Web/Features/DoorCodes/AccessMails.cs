using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.DoorCodes;

/// <summary>Tells those who look after a place what is wrong with the way in, in the transaction that notes that they were told.</summary>
public static class AccessMails
{
    /// <param name="kind">Which it is: one of those that <see cref="MailKind.IsAboutAccess"/> knows.</param>
    /// <param name="left">How many codes are left; null where it is not about that.</param>
    /// <param name="lastDay">The last day a code works; null where it is not about that.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, CatalogueResource resource, string kind, int? left, LocalDate? lastDay, Instant now, CancellationToken cancellation)
    {
        var readers = await OwnerContact.ReadAsync(connection, resource.Owner.Id, OwnerRight.LookAfter, cancellation);
        await OutboxMail.InsertAsync(
            connection,
            [
                .. (readers.Count > 0 ? readers : [new OwnerContact(resource.Owner.Email, resource.Owner.Name.Da, "da")])
                    .Select(reader => OutboxMail.About(
                        new AccessMail(reader.Name, resource.Slug, resource.Name.In(reader.Language), left, lastDay), kind, reader.Email, reader.Language, now)),
            ],
            cancellation);
    }
}
