using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Handover;

/// <summary>Thanks those who look after a place, or whoever was there before: once a booking each, and without any name.</summary>
public sealed class SayThanks(NpgsqlDataSource database, ReadBooking bookings, IClock clock)
{
    public const string ToOwner = "owner";
    public const string ToBefore = "before";

    private const string ThankSql = """
        insert into thanks (booking_id, towards, at) values (@Id, @Towards, @Now) on conflict do nothing
        """;

    // Whoever was there last, and not longer ago than one remembers.
    private const string BeforeSql = """
        select p.email, p.name, p.language
        from (
            select person_id from booking
            where resource_id = @ResourceId and status = 'confirmed' and upper(period) <= @Start and lower(period) > @Earliest
            order by lower(period) desc
            limit 1) last
        join person p on p.id = last.person_id
        where p.id is distinct from @PersonId
        """;

    /// <summary>Whoever was there before somebody else; null when there was nobody.</summary>
    public static Task<OwnerContact?> BeforeAsync(NpgsqlConnection connection, BookingRecord booking, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<OwnerContact?>(new CommandDefinition(
            BeforeSql,
            new { booking.ResourceId, booking.Period.Start, Earliest = booking.Period.Start - Duration.FromDays(14), booking.PersonId },
            cancellationToken: cancellation));

    /// <summary>False when there is no such booking of theirs, or it is not the time.</summary>
    /// <param name="towards">One of the two above.</param>
    public async Task<bool> HandleAsync(Guid bookingId, string towards, SignedInPerson person, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        if (await bookings.HandleAsync(bookingId, person, cancellation) is not ({ } booking, { } resource, true) || !ReadHandover.IsOpen(booking, now))
        {
            return false;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        IReadOnlyList<OwnerContact> readers = towards == ToOwner
            ? await OwnerContact.ReadAsync(connection, resource.Owner.Id, OwnerRight.LookAfter, cancellation)
            : await BeforeAsync(connection, booking, cancellation) is { } before ? [before] : [];
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (readers.Count > 0 && await connection.ExecuteAsync(ThankSql, new { booking.Id, Towards = towards, Now = now }) == 1)
        {
            await OutboxMail.InsertAsync(
                connection,
                [
                    .. readers.Select(reader => OutboxMail.About(
                        new ThanksMail(reader.Name, resource.Name.In(reader.Language), towards == ToOwner), reader.Email, reader.Language, now)),
                ],
                cancellation);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }
}
