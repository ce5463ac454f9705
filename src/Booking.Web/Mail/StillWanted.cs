using Booking.Rules;
using Booking.Web.Features.Shared;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Mail;

/// <summary>
/// Whether there is still a point in a mail that may have waited for a server to come back. What a person was told stays
/// worth sending; a code that has expired, or a reminder of a booking that is off, is not.
/// </summary>
public sealed class StillWanted(NpgsqlDataSource database)
{
    private const string ComingSql = """
        select exists (
            select from booking where id = @BookingId and status = 'confirmed' and lower(period) = @Start)
        """;

    private const string AwaitsReconfirmationSql = """
        select exists (
            select from booking
            where id = @BookingId and status = 'confirmed' and lower(period) = @Start
              and reconfirm_asked_at is not null and reconfirmed_at is null)
        """;

    private const string WaitsSql = """
        select exists (
            select from permission m
            join booking b on b.id = m.booking_id
            where m.id = @id and m.answered_at is null and b.status = 'held')
        """;

    private const string WaitsForAnswerSql = """
        select exists (select from challenge where id = @ChallengeId and answered_at is null and hidden_at is null)
        """;

    private const string OpenSql = """
        select exists (select from invitation where id = @id and ended_at is null and expires_at > @now)
        """;

    private const string InvitedSql = """
        select exists (
            select from community_member m
            join person p on p.id = m.person_id
            where m.community_id = @groupId and p.email = @email and m.joined_at is null)
        """;

    private const string ContestWaitsSql = """
        select exists (select from no_show_contest where booking_id = @BookingId and answered_at is null)
        """;

    private const string SeriesAskedSql = """
        select exists (select from series_unused where series_id = @SeriesId and release_at is not null)
        """;

    private const string DigestSql = "select exists (select from free_now_digest where id = @DigestId)";

    private const string OfferedSql = """
        select exists (
            select from booking b
            where b.id = @BookingId and b.status = 'held' and b.hold_expires_at > @now
              and not exists (select from permission q where q.booking_id = b.id))
        """;

    /// <summary>Null when it should be sent; else why not.</summary>
    public async Task<string?> PointlessBecauseAsync(QueuedMail mail, Instant now, CancellationToken cancellation)
    {
        if (mail.Kind == MailKind.SignInCode)
        {
            return MailJson.Read<SignInCodeMail>(mail.Content).ExpiresAt <= now ? "the code has expired" : null;
        }

        if (mail.Kind == MailKind.Invitation)
        {
            return await IsOpenAsync(MailJson.Read<InvitationMail>(mail.Content).InvitationId, now, cancellation) ? null : "the invitation is no longer open";
        }

        if (mail.Kind == MailKind.GroupInvitation)
        {
            return await IsInvitedAsync(MailJson.Read<GroupInvitationMail>(mail.Content).GroupId, mail.Recipient, cancellation)
                ? null
                : "the invitation is no longer open";
        }

        if (MailKind.IsForOwner(mail.Kind))
        {
            return await WaitsAsync(MailJson.Read<PermissionMail>(mail.Content).PermissionId, cancellation) ? null : "the question no longer waits";
        }

        if (WriteMail.AsksForAnswer(mail.Kind))
        {
            return await WaitsForAnswerAsync(MailJson.Read<ChallengeMail>(mail.Content), cancellation) ? null : "the challenge is answered or hidden";
        }

        if (MailKind.AsksToReconfirm(mail.Kind))
        {
            return await WhyNotAskAsync(MailJson.Read<ReconfirmMail>(mail.Content), now, cancellation);
        }

        if (mail.Kind == MailKind.OfferMade)
        {
            return await IsOfferedAsync(MailJson.Read<OfferMail>(mail.Content), now, cancellation) ? null : "the offer is answered or has run out";
        }

        if (mail.Kind == MailKind.SeriesUnusedQuestion)
        {
            return await IsSeriesAskedAsync(MailJson.Read<SeriesMail>(mail.Content), cancellation) ? null : "the question no longer waits";
        }

        if (mail.Kind == MailKind.FreeNow)
        {
            return await WhyNotOfFreeTimeAsync(MailJson.Read<FreeNowMail>(mail.Content), now, cancellation);
        }

        if (mail.Kind == MailKind.NoShowContested)
        {
            return await ContestWaitsAsync(MailJson.Read<NoShowMail>(mail.Content), cancellation) ? null : "the contest is answered";
        }

        if (!WriteMail.IsReminder(mail.Kind))
        {
            return null;
        }

        var booking = MailJson.Read<BookingMail>(mail.Content);
        if (booking.Start <= now)
        {
            return "the booking has begun";
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(ComingSql, new { booking.BookingId, booking.Start }, cancellationToken: cancellation))
            ? null
            : "the booking has ended or moved";
    }

    private async Task<bool> IsOfferedAsync(OfferMail offer, Instant now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(OfferedSql, new { offer.Booking.BookingId, now }, cancellationToken: cancellation));
    }

    private async Task<bool> IsSeriesAskedAsync(SeriesMail mail, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(SeriesAskedSql, new { mail.SeriesId }, cancellationToken: cancellation));
    }

    private async Task<string?> WhyNotOfFreeTimeAsync(FreeNowMail mail, Instant now, CancellationToken cancellation)
    {
        if (WallClock.DateAt(now, HomeZone.Zone) > mail.Day)
        {
            return "the day is over";
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(DigestSql, new { mail.DigestId }, cancellationToken: cancellation))
            ? null
            : "they no longer want it";
    }

    private async Task<bool> ContestWaitsAsync(NoShowMail contest, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(ContestWaitsSql, new { contest.Booking.BookingId }, cancellationToken: cancellation));
    }

    private async Task<bool> IsInvitedAsync(Guid groupId, string email, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(InvitedSql, new { groupId, email }, cancellationToken: cancellation));
    }

    private async Task<string?> WhyNotAskAsync(ReconfirmMail mail, Instant now, CancellationToken cancellation)
    {
        // Then nothing is given on either: it would have been for an answer that nobody could give.
        if (mail.AnswerBy <= now)
        {
            return "the answer was due before";
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            AwaitsReconfirmationSql, new { mail.Booking.BookingId, mail.Booking.Start }, cancellationToken: cancellation))
            ? null
            : "the booking is reconfirmed, or has ended or moved";
    }

    private async Task<bool> IsOpenAsync(Guid id, Instant now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(OpenSql, new { id, now }, cancellationToken: cancellation));
    }

    private async Task<bool> WaitsAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(WaitsSql, new { id }, cancellationToken: cancellation));
    }

    private async Task<bool> WaitsForAnswerAsync(ChallengeMail challenge, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(WaitsForAnswerSql, new { challenge.ChallengeId }, cancellationToken: cancellation));
    }
}
