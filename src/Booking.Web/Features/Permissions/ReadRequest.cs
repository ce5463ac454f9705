using Booking.Web.Features.Bookings;
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
    private const string RulesSql = """
        select id, kind, parameters, level, district, owner_id, resource_id, binding, reason_da, reason_en, set_by, set_at, valid_from,
               valid_until, replaces
        from rule
        where id = any(@Ids)
        """;

    /// <summary>For those who may answer it. Null when there is none, or it is none of this person's business: the two look the same.</summary>
    public async Task<OwnersRequest?> HandleAsync(Guid id, SignedInPerson reader, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await FindAsync(connection, " where m.id = @id", id, cancellation) is { } request
            && await CaretakerRights.IsCaretakerAsync(connection, reader, request.Resource.Owner.Id, cancellation)
                ? request
                : null;
    }

    /// <summary>The one about a booking, for whoever may read that; null when the booking is not for an owner to answer.</summary>
    public async Task<OwnersRequest?> OfBookingAsync(Guid bookingId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await OfBookingAsync(connection, bookingId, cancellation);
    }

    /// <summary>The same, for those who have a connection open.</summary>
    public Task<OwnersRequest?> OfBookingAsync(NpgsqlConnection connection, Guid bookingId, CancellationToken cancellation) =>
        FindAsync(connection, " where m.booking_id = @id", bookingId, cancellation);

    private async Task<OwnersRequest?> FindAsync(NpgsqlConnection connection, string where, Guid id, CancellationToken cancellation)
    {
        var permission = await connection.QuerySingleOrDefaultAsync<PermissionRecord>(
            new CommandDefinition(PermissionRecord.SelectSql + where, new { id }, cancellationToken: cancellation));
        if (permission is null || await BookingRecord.FindAsync(connection, permission.BookingId, cancellation) is not { } booking)
        {
            return null;
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        var ids = permission.Objections.Select(objection => objection.Rule).OfType<Guid>().Distinct().ToArray();
        var rules = CatalogueRule.Read((await connection.QueryAsync<CatalogueRule.Row>(
            new CommandDefinition(RulesSql, new { Ids = ids }, cancellationToken: cancellation))).AsList());
        return new OwnersRequest(
            permission, booking, resource, [.. rules.OrderBy(rule => Array.IndexOf(ids, rule.Rule.Id))],
            permission.StateOf(booking, clock.GetCurrentInstant()));
    }
}
