using Booking.Web.Database;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Shares something with everyone, or takes it off the list again. Bookings that were made are left as they are.</summary>
public sealed class PublishResource(NpgsqlDataSource database, IClock clock)
{
    private const string PublishSql = """
        update resource
        set published = true, publish_from = @From, publish_until = @Until, first_published_at = coalesce(first_published_at, @Now)
        where id = @Id and answered @> '{what,where,use,there,rules}' and not taken_off
        """;

    private const string PauseSql = """
        update resource set published = false, first_published_at = coalesce(first_published_at, @Now) where id = @Id and published
        """;

    private const string TakeOffSql = """
        update resource set published = false, taken_off = true, first_published_at = coalesce(first_published_at, @now) where id = @id
        """;

    private const string LetBackSql = "update resource set taken_off = false where id = @id";

    private const string OutsideSql = """
        select id, period, people from booking
        where resource_id = @Id and status in ('held', 'confirmed') and upper(period) > @Now
          and not period <@ tstzrange(@From, @Until, '[)')
        order by period, id
        """;

    /// <summary>The bookings to come that lie outside that time, the first to come first.</summary>
    public async Task<IReadOnlyList<TouchedBooking>> OutsideAsync(SetupRecord resource, Interval sharedFor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = With(new NpgsqlCommand(OutsideSql, connection), resource, sharedFor);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        List<TouchedBooking> found = [];
        while (await rows.ReadAsync(cancellation))
        {
            found.Add(new TouchedBooking(rows.GetGuid(0), rows.GetFieldValue<Interval>(1), rows.GetInt32(2)));
        }

        return found;
    }

    /// <summary>False while a question is without its answer, and while the municipality keeps it off the list.</summary>
    public async Task<bool> HandleAsync(SetupRecord resource, Interval sharedFor, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = With(new NpgsqlCommand(PublishSql, connection, transaction), resource, sharedFor);
        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
        {
            return false;
        }

        await SetupAudit.WriteAsync(
            connection, transaction, "resource.published", resource.Id, resource.OwnerId,
            new { from = Said(sharedFor.HasStart, () => sharedFor.Start), until = Said(sharedFor.HasEnd, () => sharedFor.End) }, actor, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Nothing more is booked until it is published again. False when it was not published.</summary>
    public async Task<bool> PauseAsync(SetupRecord resource, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteAsync(PauseSql, new { resource.Id, Now = now }, transaction) == 0)
        {
            return false;
        }

        await SetupAudit.WriteAsync(connection, transaction, "resource.paused", resource.Id, resource.OwnerId, new { }, actor, now);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Off the list, in the transaction of the municipality's answer: those who share it cannot publish it until it is let back.</summary>
    public static Task TakeOffAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, Instant now) =>
        connection.ExecuteAsync(TakeOffSql, new { id, now }, transaction);

    /// <summary>Those who share it may publish it again; nobody does it for them.</summary>
    public static Task LetBackAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id) =>
        connection.ExecuteAsync(LetBackSql, new { id }, transaction);

    private NpgsqlCommand With(NpgsqlCommand command, SetupRecord resource, Interval sharedFor)
    {
        command.Parameters.Add(new("Id", resource.Id));
        command.Parameters.Add(new("Now", clock.GetCurrentInstant()));
        command.Parameters.Add(NullableMoment.Parameter("From", sharedFor.HasStart ? sharedFor.Start : null));
        command.Parameters.Add(NullableMoment.Parameter("Until", sharedFor.HasEnd ? sharedFor.End : null));
        return command;
    }

    private static string? Said(bool limited, Func<Instant> limit) => limited ? limit().ToString() : null;
}
