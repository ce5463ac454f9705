using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <param name="Own">Whether it is the reader's, or of a group of theirs; else the reader is a caretaker.</param>
public sealed record ReadableBooking(BookingRecord Booking, CatalogueResource Resource, bool Own);

/// <summary>One booking, for its person, its group or a caretaker of its resource.</summary>
public sealed class ReadBooking(NpgsqlDataSource database, Catalogue catalogue)
{
    /// <summary>Null when there is no such booking or it is none of this person's business: the two look the same.</summary>
    public async Task<ReadableBooking?> HandleAsync(Guid id, SignedInPerson reader, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await BookingRecord.FindAsync(connection, id, cancellation) is not { } booking)
        {
            return null;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        var own = await booking.IsTheirsAsync(connection, reader.Id, cancellation);
        return own || await OwnerAccess.HasAsync(connection, reader, OwnerRight.LookAfter, resource.Owner.Id, cancellation)
            ? new ReadableBooking(booking, resource, own)
            : null;
    }
}
