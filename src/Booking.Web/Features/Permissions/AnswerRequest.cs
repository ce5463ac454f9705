using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Permissions;

public abstract record AnswerOutcome
{
    public sealed record Answered : AnswerOutcome;

    /// <summary>There is no such question, or it is not this person's to answer.</summary>
    public sealed record NotFound : AnswerOutcome;

    /// <summary>A no says why, and so does a yes that sets a rule aside.</summary>
    public sealed record ReasonMissing : AnswerOutcome;

    /// <summary>Its time was left open, and somebody has it now. It still waits; nothing was changed.</summary>
    public sealed record TimeTaken(OwnersRequest Request) : AnswerOutcome;

    /// <summary>It no longer waits: answered by somebody else, run out, or withdrawn. Nothing was changed.</summary>
    public sealed record NotWaiting(OwnersRequest Request) : AnswerOutcome;
}

/// <summary>
/// Yes makes a booking of the time that is held, or takes it where it was left open and is still free; no gives it back. The person is
/// told either, with the reason.
/// </summary>
public sealed class AnswerRequest(
    NpgsqlDataSource database, ReadRequest read, FindAlternatives alternatives, RuleSentences sentences, IClock clock)
{
    public const int LongestAnswer = 1000;

    /// <summary>Of a booking: its owner has been asked and has not answered, and the answer is still in time.</summary>
    private const string Waits = """
        status = 'held' and hold_expires_at > @Now
        and exists (select from permission m where m.booking_id = booking.id and m.answered_at is null)
        """;

    // The booking has been locked by what came before in the transaction.
    private const string AnswerSql = """
        with answered as (
            update permission set answered_at = @Now, answered_by = @ActorId, granted = @Granted, answer = @Answer, remind_at = null
            where id = @Id and answered_at is null
            returning booking_id, kind, against
        )
        insert into audit (at, actor_id, action, subject, owner_id, detail)
        select @Now, @ActorId, case when @Granted then 'permission.granted' else 'permission.declined' end, booking_id,
               (select r.owner_id from booking b join resource r on r.id = b.resource_id where b.id = booking_id),
               jsonb_build_object('kind', kind, 'against', against)
        from answered
        """;

    /// <param name="answer">The owner's words; at most <see cref="LongestAnswer"/> characters.</param>
    public async Task<AnswerOutcome> HandleAsync(Guid id, SignedInPerson actor, bool yes, string answer, CancellationToken cancellation)
    {
        if (await read.HandleAsync(id, actor, cancellation) is not { } request)
        {
            return new AnswerOutcome.NotFound();
        }

        if (request.State != PermissionState.Waiting)
        {
            return new AnswerOutcome.NotWaiting(request);
        }

        answer = answer.Trim();
        if (answer.Length == 0 && (!yes || request.Permission.Kind == PermissionKind.Exception))
        {
            return new AnswerOutcome.ReasonMissing();
        }

        switch (yes ? await GrantAsync(request, actor, answer, cancellation) : await DeclineAsync(request, actor, answer, cancellation))
        {
            case KeepTimeOutcome.Kept:
                return new AnswerOutcome.Answered();
            case KeepTimeOutcome.Taken:
                return new AnswerOutcome.TimeTaken(request);
            default:
                // Someone was faster: another who may answer, the person, or the clock.
                return await read.HandleAsync(id, actor, cancellation) is { } after
                    ? new AnswerOutcome.NotWaiting(after)
                    : new AnswerOutcome.NotFound();
        }
    }

    private async Task<KeepTimeOutcome> GrantAsync(OwnersRequest request, SignedInPerson actor, string answer, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var mail = PermissionMails.Of(sentences, request)
            .ToPerson(MailKind.PermissionGranted, answer, [], now, request.Booking.Sequence);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var granted = await KeepTime.TryAsync(connection, request.Booking, request.Resource, Waits, actor.Id, mail, now);
        return await FinishAsync(connection, transaction, granted, request, actor, granted: true, answer, now);
    }

    private async Task<KeepTimeOutcome> DeclineAsync(OwnersRequest request, SignedInPerson actor, string answer, CancellationToken cancellation)
    {
        var booking = request.Booking;
        var offers = await alternatives.HandleAsync(request.Resource, booking.Period, booking.People, booking.Booker, cancellation);
        var now = clock.GetCurrentInstant();
        var mail = PermissionMails.Of(sentences, request).ToPerson(MailKind.PermissionDeclined, answer, offers, now);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var ended = await EndBooking.TryAsync(
            connection, booking.Id, Waits, BookingStatus.Cancelled, answer, actor.Id, mail, now, booking.Sequence);
        return await FinishAsync(connection, transaction, ended ? KeepTimeOutcome.Kept : KeepTimeOutcome.NotWaiting, request, actor, granted: false, answer, now);
    }

    private static async Task<KeepTimeOutcome> FinishAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, KeepTimeOutcome written, OwnersRequest request, SignedInPerson actor,
        bool granted, string answer, Instant now)
    {
        if (written != KeepTimeOutcome.Kept)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return written;
        }

        await connection.ExecuteAsync(
            AnswerSql, new { request.Permission.Id, ActorId = actor.Id, Granted = granted, Answer = answer, Now = now });
        await transaction.CommitAsync(CancellationToken.None);
        return written;
    }
}
