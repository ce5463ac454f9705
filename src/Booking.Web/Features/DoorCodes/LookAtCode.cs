using Booking.Rules;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.DoorCodes;

public abstract record LookOutcome
{
    /// <summary>There is no such booking, or it is not theirs: whoever looks after the place does not see the code either.</summary>
    public sealed record NotFound : LookOutcome;

    /// <summary>Nothing is said of how one gets in there.</summary>
    public sealed record NothingToSee : LookOutcome;

    /// <summary>It waits for an answer, or has been given up.</summary>
    public sealed record NotConfirmed : LookOutcome;

    /// <param name="From">From when it can be seen.</param>
    public sealed record TooEarly(Instant From) : LookOutcome;

    public sealed record TooLate : LookOutcome;

    /// <param name="Code">Null where there is none to have, or none can be had now.</param>
    /// <param name="IsMissing">There should be one, and there is not: somebody has to be asked.</param>
    public sealed record Seen(ReadableBooking About, AccessTerms Terms, string? Code, bool IsMissing) : LookOutcome;
}

/// <summary>That a booker can see how to get in.</summary>
/// <param name="HasCode">Whether there is a code; else only what to do at the door.</param>
public sealed record WayIn(Instant From, bool HasCode);

/// <summary>Shows a booker how to get in. Every look at a code is written down where the owner reads it.</summary>
public sealed class LookAtCode(
    NpgsqlDataSource database, ReadBooking bookings, AskLock askLock, ProtectedText secrets, IClock clock)
{
    public const int FewCodes = 5;

    private const string ComingSql = """
        select minutes_before, source <> 'none' as has_code from resource_access where resource_id = @ResourceId and (source <> 'none' or guide_da <> '')
        """;

    // One at a time at a place, so that two of a group who press at once have the same code.
    private const string LockSql = "select resource_id from resource_access where resource_id = @ResourceId for update";

    private const string TakeSql = """
        with own as (
            select id, code from access_code where booking_id = @BookingId
        ), taken as (
            update access_code set booking_id = @BookingId, taken_at = @Now
            where id = (select id from access_code where resource_id = @ResourceId and taken_at is null order by number limit 1)
              and not exists (select from own)
            returning code
        )
        select code from own union all select code from taken
        """;

    private const string LeftSql = "select count(*)::int from access_code where resource_id = @ResourceId and taken_at is null";

    private const string TellSql = "update resource_access set few_told_at = @Now where resource_id = @ResourceId and few_told_at is null";

    private const string LockCodeSql = "select code from lock_code where booking_id = @Id and period = @Period and withdrawn_at is null";

    private sealed record Coming(int MinutesBefore, bool HasCode);

    /// <summary>Null where there is nothing to see.</summary>
    public async Task<WayIn?> OfAsync(BookingRecord booking, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await OfAsync(connection, booking, cancellation);
    }

    /// <summary>For those who have a connection open.</summary>
    public static async Task<WayIn?> OfAsync(NpgsqlConnection connection, BookingRecord booking, CancellationToken cancellation) =>
        await connection.QuerySingleOrDefaultAsync<Coming?>(new CommandDefinition(ComingSql, new { booking.ResourceId }, cancellationToken: cancellation))
            is { } coming
            ? new WayIn(AccessWindow.Of(booking.Period, coming.MinutesBefore).Start, coming.HasCode)
            : null;

    public async Task<LookOutcome> HandleAsync(Guid bookingId, SignedInPerson person, CancellationToken cancellation)
    {
        if (await bookings.HandleAsync(bookingId, person, cancellation) is not { Own: true } about)
        {
            return new LookOutcome.NotFound();
        }

        var (booking, resource, now) = (about.Booking, about.Resource, clock.GetCurrentInstant());
        AccessTerms? terms;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            terms = await AccessTerms.FindAsync(connection, resource.Id, cancellation);
        }

        if (terms is not { TellsAnything: true })
        {
            return new LookOutcome.NothingToSee();
        }

        if (booking.Status != BookingStatus.Confirmed)
        {
            return new LookOutcome.NotConfirmed();
        }

        if (!AccessWindow.IsOpen(booking.Period, terms.MinutesBefore, now))
        {
            return now < booking.Period.Start
                ? new LookOutcome.TooEarly(AccessWindow.Of(booking.Period, terms.MinutesBefore).Start)
                : new LookOutcome.TooLate();
        }

        var code = secrets.Read(terms.Source switch
        {
            AccessSource.Fixed => Works(terms, resource, now) ? terms.FixedCode : null,
            AccessSource.List => await TakeAsync(booking, resource, now, cancellation),
            AccessSource.Lock => await FromLockAsync(booking, cancellation),
            _ => null,
        });
        if (code is not null)
        {
            await WriteDownAsync(booking, resource, person, now);
        }

        return new LookOutcome.Seen(about, terms, code, IsMissing: code is null && terms.Source != AccessSource.None);
    }

    private static bool Works(AccessTerms terms, CatalogueResource resource, Instant now) =>
        terms.FixedUntil is not { } lastDay || WallClock.DateAt(now, resource.Terms.Zone) <= lastDay;

    private async Task<string?> TakeAsync(BookingRecord booking, CatalogueResource resource, Instant now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(LockSql, new { ResourceId = resource.Id });
        var code = await connection.ExecuteScalarAsync<string?>(
            TakeSql, new { BookingId = booking.Id, ResourceId = resource.Id, Now = now });
        var left = await connection.ExecuteScalarAsync<int>(LeftSql, new { ResourceId = resource.Id });
        if (left < FewCodes && await connection.ExecuteAsync(TellSql, new { ResourceId = resource.Id, Now = now }) == 1)
        {
            await AccessMails.WriteAsync(connection, resource, MailKind.CodesFew, left, lastDay: null, now, cancellation);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return code;
    }

    private async Task<string?> FromLockAsync(BookingRecord booking, CancellationToken cancellation)
    {
        // Booked a moment ago, or moved: the lock may not have been asked yet.
        await askLock.HandleAsync(booking.Id, waiting: true, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition(LockCodeSql, new { booking.Id, booking.Period }, cancellationToken: cancellation));
    }

    private async Task WriteDownAsync(BookingRecord booking, CatalogueResource resource, SignedInPerson person, Instant now)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await OwnerAudit.WriteAsync(
            connection, resource.Owner.Id, "access.seen", booking.Id, before: null, after: $"{resource.Name.Da}, {booking.Reference}", person.Id, now);
    }
}
