using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.DoorCodes;

/// <summary>
/// Makes a lock system know what is booked: a code for what is confirmed, another when it moves, none for what has ended. It compares
/// what the lock was told with what holds now, so that no way in to a booking can forget it. What fails is tried again, ever more
/// seldom, until the booking is over; those who look after the place are told once.
/// </summary>
public sealed class AskLock(NpgsqlDataSource database, Catalogue catalogue, CallLock call, ProtectedText secrets, IClock clock)
{
    /// <summary>So many failures may pass unsaid: locks start anew, too.</summary>
    public const int TellAfterAttempts = 3;

    // An attempt always ends within it.
    private static readonly Duration Lease = Duration.FromMinutes(1);
    private static readonly Duration FirstDelay = Duration.FromSeconds(30);
    private static readonly Duration LongestDelay = Duration.FromMinutes(30);
    // Whoever stands at the door and presses again has it asked again, but no faster than this.
    private static readonly Duration Impatience = Duration.FromSeconds(10);

    private const string StandsSql = """
        select period, code is not null and withdrawn_at is null as granted, attempts from lock_code where booking_id = @Id
        """;

    // Of two at it, one asks.
    private const string ClaimSql = """
        insert into lock_code (booking_id, resource_id, due_at, tried_at, attempts) values (@Id, @ResourceId, @Until, @Now, 1)
        on conflict (booking_id) do update set due_at = @Until, tried_at = @Now, attempts = lock_code.attempts + 1
        where lock_code.due_at <= @Now or (@Waiting and lock_code.tried_at <= @Before)
        returning attempts
        """;

    private const string GrantedSql = """
        update lock_code set period = @Period, code = @Code, withdrawn_at = null, attempts = 0, due_at = @Now where booking_id = @Id;
        """ + AnsweredSql;

    private const string WithdrawnSql = """
        update lock_code set period = null, code = null, withdrawn_at = @Now, attempts = 0, due_at = @Now where booking_id = @Id;
        """ + AnsweredSql;

    private const string AnsweredSql = """
        update resource_access set failing_since = null, failing_told_at = null where resource_id = @ResourceId and failing_since is not null
        """;

    private const string FailedSql = """
        update lock_code set due_at = @Next where booking_id = @Id;
        update resource_access set failing_since = coalesce(failing_since, @Now) where resource_id = @ResourceId;
        """;

    private const string TellSql = """
        update resource_access set failing_told_at = @Now where resource_id = @ResourceId and failing_told_at is null
        """;

    private sealed record Stands(Interval? Period, bool Granted, int Attempts);

    /// <summary>When it is due. Safe to repeat.</summary>
    public Task HandleAsync(Guid bookingId, CancellationToken cancellation) => HandleAsync(bookingId, waiting: false, cancellation);

    /// <param name="waiting">Somebody stands there and waits for the answer.</param>
    public async Task HandleAsync(Guid bookingId, bool waiting, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        BookingRecord booking;
        CatalogueResource resource;
        AccessTerms terms;
        bool grant;
        int attempts;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            if (await BookingRecord.FindAsync(connection, bookingId, cancellation) is not { } found
                || await AccessTerms.FindAsync(connection, found.ResourceId, cancellation) is not { } access
                || await WantedAsync(connection, found, access, now, cancellation) is not { } wanted
                || await ClaimAsync(connection, found, waiting, now, cancellation) is not { } claimed)
            {
                return;
            }

            (booking, terms, grant, attempts) = (found, access, wanted, claimed);
            resource = (await catalogue.ReadAsync(connection, cancellation)).Get(booking.ResourceId);
        }

        var answer = secrets.Read(terms.LockAddress) is { } address && secrets.Read(terms.LockKey) is { } key
            ? await call.HandleAsync(address, key, new LockQuestion(grant, booking.Id, booking.Reference, resource.Slug, booking.Period), now, cancellation)
            : new LockAnswer.Failed();
        await WriteAsync(booking, resource, answer, attempts, now);
    }

    /// <summary>True for a code, false for withdrawing it, null when the lock knows all it needs.</summary>
    private static async Task<bool?> WantedAsync(
        NpgsqlConnection connection, BookingRecord booking, AccessTerms terms, Instant now, CancellationToken cancellation)
    {
        if (booking.Period.End <= now || terms.LockAddress is null)
        {
            return null;
        }

        var stands = await connection.QuerySingleOrDefaultAsync<Stands>(
            new CommandDefinition(StandsSql, new { booking.Id }, cancellationToken: cancellation));
        return terms.Source == AccessSource.Lock && booking.Status == BookingStatus.Confirmed
            ? stands is { Granted: true } && stands.Period == booking.Period ? null : true
            : stands is { Granted: true } ? false : null;
    }

    private static Task<int?> ClaimAsync(
        NpgsqlConnection connection, BookingRecord booking, bool waiting, Instant now, CancellationToken cancellation) =>
        connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            ClaimSql,
            new { booking.Id, booking.ResourceId, Now = now, Until = now + Lease, Waiting = waiting, Before = now - Impatience },
            cancellationToken: cancellation));

    private async Task WriteAsync(BookingRecord booking, CatalogueResource resource, LockAnswer answer, int attempts, Instant now)
    {
        // What the lock has done is done: no cancellation from here on.
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        switch (answer)
        {
            case LockAnswer.Code(var code):
                await connection.ExecuteAsync(
                    GrantedSql, new { booking.Id, booking.ResourceId, booking.Period, Code = secrets.Protect(code), Now = now });
                break;
            case LockAnswer.Withdrawn:
                await connection.ExecuteAsync(WithdrawnSql, new { booking.Id, booking.ResourceId, Now = now });
                break;
            default:
                await connection.ExecuteAsync(FailedSql, new { booking.Id, booking.ResourceId, Now = now, Next = now + DelayAfter(attempts) });
                if (attempts >= TellAfterAttempts && await connection.ExecuteAsync(TellSql, new { booking.ResourceId, Now = now }) == 1)
                {
                    await AccessMails.WriteAsync(connection, resource, MailKind.LockFailing, left: null, lastDay: null, now, CancellationToken.None);
                }

                break;
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Half a minute, doubled for each attempt, at most half an hour.</summary>
    private static Duration DelayAfter(int attempts) => Duration.Min(FirstDelay * (1 << Math.Clamp(attempts - 1, 0, 10)), LongestDelay);
}
