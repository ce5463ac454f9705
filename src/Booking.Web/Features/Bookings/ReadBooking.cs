using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <param name="Own">Whether it is the reader's to manage: their own, of a group of theirs, or made by them for another. Else the reader is a caretaker.</param>
public sealed record ReadableBooking(BookingRecord Booking, CatalogueResource Resource, bool Own)
{
    /// <summary>Whether it is theirs only because they made it for another.</summary>
    public bool IsHelper { get; init; }
}

/// <summary>One booking, for its person, its group, whoever made it for them until it is over, or a caretaker of its resource.</summary>
public sealed class ReadBooking(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
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
        var isHelper = booking.HelperId == reader.Id && booking.PersonId != reader.Id;
        var own = await booking.IsTheirsAsync(connection, reader.Id, cancellation) && (!isHelper || clock.GetCurrentInstant() < booking.Period.End);
        if (!own && !await OwnerAccess.HasAsync(connection, reader, OwnerRight.LookAfter, resource.Owner.Id, cancellation))
        {
            return null;
        }

        if (!own)
        {
            await LogLook.HandleAsync(connection, [id], reader, clock.GetCurrentInstant(), cancellation);
        }

        return new ReadableBooking(booking, resource, own) { IsHelper = own && isHelper };
    }
}
