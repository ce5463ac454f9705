using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Mail;

/// <summary>
/// Sends what waits in the outbox. Each mail is claimed with a lease, so that any number of senders share the work and a
/// crash only delays it; each is answered for on its own, so that none stops another.
/// </summary>
public sealed partial class SendMail(
    NpgsqlDataSource database, IMailTransport transport, ComposeMail compose, StillWanted stillWanted, IClock clock,
    ILogger<SendMail> log)
{
    private const int BatchSize = 20;

    /// <summary>How long a claimed mail is left alone by others.</summary>
    public static readonly Duration Lease = Duration.FromMinutes(5);

    // Longer than one mail can take, connecting included, so that an attempt always ends within the lease.
    private static readonly Duration LongestAttempt = Duration.FromMinutes(2);

    // A code to sign in with is awaited by someone at a screen: it goes ahead of a heap of reminders. Each sort is read in
    // the order of its index, so that a heap does not have to be sorted for every batch.
    private const string ClaimSql = """
        with codes as (
            select id from outbox where due_at <= @Now and kind = 'sign-in-code'
            order by due_at
            limit @BatchSize
            for update skip locked
        ), others as (
            select id from outbox where due_at <= @Now and kind <> 'sign-in-code'
            order by due_at
            limit @BatchSize - (select count(*) from codes)
            for update skip locked
        ), due as (
            select id from codes union all select id from others
        ), claimed as (
            update outbox o set due_at = @LeasedUntil, attempts = o.attempts + 1
            from due where o.id = due.id
            returning o.*
        )
        select id, kind, recipient, language, content, message_id, created_at, attempts
        from claimed
        order by kind = 'sign-in-code' desc, created_at, id
        """;

    // A code that has left, or never will, is worth nothing but to a thief.
    private const string ScrubbedContent = "case when kind = 'sign-in-code' then '{}'::jsonb else content end";

    private const string SentSql = $"""
        update outbox set sent_at = @Now, due_at = null, last_error = null, content = {ScrubbedContent}
        where id = @Id and sent_at is null
        """;

    private const string DelayedSql = """
        update outbox set due_at = @DueAt, last_error = @Reason
        where id = @Id and due_at = @LeasedUntil
        """;

    private const string GivenUpSql = $"""
        update outbox set failed_at = @Now, due_at = null, last_error = @Reason, content = {ScrubbedContent}
        where id = @Id and due_at = @LeasedUntil
        """;

    // As if it had never been claimed.
    private const string ReturnedSql = """
        update outbox set due_at = @Now, attempts = attempts - 1
        where id = any(@Ids) and due_at = @LeasedUntil
        """;

    /// <summary>Until nothing is due, the way out is closed, or it is told to stop.</summary>
    public async Task HandleAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var now = clock.GetCurrentInstant();
            var leasedUntil = now + Lease;
            var claimed = await ClaimAsync(now, leasedUntil, cancellation);
            if (claimed.Count == 0 || !await SendAsync(claimed, leasedUntil, cancellation))
            {
                return;
            }
        }
    }

    private async Task<List<ClaimedMail>> ClaimAsync(Instant now, Instant leasedUntil, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var rows = await connection.QueryAsync<ClaimedMail>(
            new CommandDefinition(ClaimSql, new { Now = now, LeasedUntil = leasedUntil, BatchSize }, cancellationToken: cancellation));
        return rows.AsList();
    }

    /// <summary>Answers false when no other batch should be tried now.</summary>
    private async Task<bool> SendAsync(List<ClaimedMail> batch, Instant leasedUntil, CancellationToken cancellation)
    {
        await using var connection = transport.Open();
        for (var next = 0; next < batch.Count; next++)
        {
            if (cancellation.IsCancellationRequested || clock.GetCurrentInstant() > leasedUntil - LongestAttempt)
            {
                await ReturnAsync(batch.Skip(next), leasedUntil);
                return !cancellation.IsCancellationRequested;
            }

            Delivery delivery;
            try
            {
                delivery = await AttemptAsync(connection, batch[next], cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                await ReturnAsync(batch.Skip(next), leasedUntil);
                return false;
            }

            await RecordAsync(batch[next], delivery, leasedUntil);
            if (delivery is Delivery.Unreachable)
            {
                foreach (var mail in batch.Skip(next + 1))
                {
                    await RecordAsync(mail, delivery, leasedUntil);
                }

                return false;
            }
        }
        return true;
    }

    private async Task<Delivery> AttemptAsync(IMailConnection connection, ClaimedMail mail, CancellationToken cancellation)
    {
        try
        {
            if (await stillWanted.PointlessBecauseAsync(mail.Queued, clock.GetCurrentInstant(), cancellation) is { } reason)
            {
                return new Delivery.Refused(reason);
            }

            using var message = compose.Compose(mail.Queued);
            return await connection.SendAsync(message, cancellation);
        }
        catch (NotAnAddressException)
        {
            return new Delivery.Refused("the recipient's address is not an address");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of ours, or a mail of a later version: it waits for the version that can send it, and stops no other.
            LogFault(fault.GetType().Name, mail.Kind, mail.Id);
            return new Delivery.Delayed($"it could not be written ({fault.GetType().Name})");
        }
    }

    // Not to be cut short: a mail that has left must not be forgotten because the application is stopping.
    private async Task RecordAsync(ClaimedMail mail, Delivery delivery, Instant leasedUntil)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        switch (delivery)
        {
            case Delivery.Accepted:
                await connection.ExecuteAsync(SentSql, new { mail.Id, Now = now });
                break;
            case Delivery.Refused refused:
                LogGivenUp(mail.Kind, mail.Id, refused.Reason);
                await connection.ExecuteAsync(GivenUpSql, new { mail.Id, Now = now, refused.Reason, LeasedUntil = leasedUntil });
                break;
            case Delivery.Delayed or Delivery.Unreachable:
                var reason = delivery is Delivery.Delayed delayed ? delayed.Reason : ((Delivery.Unreachable)delivery).Reason;
                if (RetrySchedule.Next(mail.CreatedAt, mail.Attempts, now) is { } dueAt)
                {
                    LogDelayed(mail.Kind, mail.Id, mail.Attempts, reason);
                    await connection.ExecuteAsync(DelayedSql, new { mail.Id, DueAt = dueAt, Reason = reason, LeasedUntil = leasedUntil });
                }
                else
                {
                    LogGivenUp(mail.Kind, mail.Id, reason);
                    await connection.ExecuteAsync(GivenUpSql, new { mail.Id, Now = now, Reason = reason, LeasedUntil = leasedUntil });
                }
                break;
        }
    }

    private async Task ReturnAsync(IEnumerable<ClaimedMail> mails, Instant leasedUntil)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await connection.ExecuteAsync(ReturnedSql, new
        {
            Ids = mails.Select(mail => mail.Id).ToArray(),
            Now = clock.GetCurrentInstant(),
            LeasedUntil = leasedUntil,
        });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Kind} {Id} is delayed after {Attempts} attempts: {Reason}")]
    private partial void LogDelayed(string kind, Guid id, int attempts, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Kind} {Id} is given up: {Reason}")]
    private partial void LogGivenUp(string kind, Guid id, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault} while writing mail {Kind} {Id}")]
    private partial void LogFault(string fault, string kind, Guid id);

    private sealed record ClaimedMail
    {
        public Guid Id { get; init; }
        public string Kind { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string Language { get; init; } = "";
        public string Content { get; init; } = "";
        public string MessageId { get; init; } = "";
        public Instant CreatedAt { get; init; }
        public int Attempts { get; init; }

        public QueuedMail Queued => new(Id, Kind, Recipient, Language, Content, MessageId, CreatedAt);
    }
}
