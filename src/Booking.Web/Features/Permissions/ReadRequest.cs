using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>A question to an owner with all that one needs to answer it.</summary>
/// <param name="Rules">Those that the question is about, as they were; also those that have run out since.</param>
public sealed record OwnersRequest(
    PermissionRecord Permission, BookingRecord Booking, CatalogueResource Resource, IReadOnlyList<CatalogueRule> Rules, PermissionState State);

/// <summary>One question to an owner.</summary>
public sealed class ReadRequest(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string BookingSql = "select booking_id from permission where id = @id";

    /// <summary>For those who may answer it. Null when there is none, or it is none of this person's business: the two look the same.</summary>
    public async Task<OwnersRequest?> HandleAsync(Guid id, SignedInPerson reader, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var bookingId = await connection.ExecuteScalarAsync<Guid?>(new CommandDefinition(BookingSql, new { id }, cancellationToken: cancellation));
        if (bookingId is not { } known
            || await OfBookingAsync(connection, known, cancellation) is not { } request
            || !await OwnerAccess.HasAsync(connection, reader, OwnerRight.AnswerRequests, request.Resource.Owner.Id, cancellation))
        {
            return null;
        }

        await LogLook.HandleAsync(connection, [known], reader, clock.GetCurrentInstant(), cancellation);
        return request;
    }

    /// <summary>What bears on the answer.</summary>
    public async Task<RequestBackground> BackgroundAsync(OwnersRequest request, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await ReadBackground.HandleAsync(connection, [(request.Booking, request.Resource)], clock.GetCurrentInstant(), cancellation))
            [request.Booking.Id];
    }

    /// <summary>The one about a booking, for whoever may read that; null when the booking is not for an owner to answer.</summary>
    public async Task<OwnersRequest?> OfBookingAsync(Guid bookingId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await OfBookingAsync(connection, bookingId, cancellation);
    }

    /// <summary>The same, for those who have a connection open.</summary>
    public async Task<OwnersRequest?> OfBookingAsync(NpgsqlConnection connection, Guid bookingId, CancellationToken cancellation)
    {
        // The booking first: an answer that comes between the two then explains its end, where an end without one is a withdrawal.
        if (await BookingRecord.FindAsync(connection, bookingId, cancellation) is not { } booking
            || await FindAsync(connection, bookingId, cancellation) is not { } permission)
        {
            return null;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        var rules = await AskedRules.ReadAsync(connection, [permission], cancellation);
        return new OwnersRequest(
            permission, booking, resource, [.. rules[permission.Id]], permission.StateOf(booking, clock.GetCurrentInstant()));
    }

    private static Task<PermissionRecord?> FindAsync(NpgsqlConnection connection, Guid bookingId, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<PermissionRecord?>(new CommandDefinition(
            PermissionRecord.SelectSql + " where m.booking_id = @bookingId", new { bookingId }, cancellationToken: cancellation));
}
