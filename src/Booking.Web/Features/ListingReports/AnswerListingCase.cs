using Booking.Web.Features.Owners;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ListingReports;

public enum AnswerListingOutcome
{
    Answered,
    ReasonMissing,
    ReasonTooLong,
    /// <summary>Somebody was faster, or the owner has answered back: nothing was changed.</summary>
    Changed,
}

/// <summary>
/// The municipality's answer to a case: it stays, it is taken off the list, it stays off, or it may be shared again. Bookings that
/// were made are left as they are. Whoever reported it is told, and whoever shares it.
/// </summary>
public sealed class AnswerListingCase(NpgsqlDataSource database, IClock clock)
{
    public const int LongestReason = 1000;

    private const string AnswerSql = """
        update listing_case set status = @To, answered_at = @Now, answered_by = @By, answer = @Reason where id = @Id and status = @From
        """;

    /// <param name="from">The state that the moderator saw.</param>
    /// <param name="to">A state that may follow it (<see cref="ListingCaseStatus.After"/>).</param>
    /// <param name="reason">As it was understood: trimmed. Those who are told read it.</param>
    public async Task<AnswerListingOutcome> HandleAsync(
        ListingCaseInFull about, string from, string to, string reason, SignedInPerson moderator, CancellationToken cancellation)
    {
        if (reason.Length is 0 or > LongestReason)
        {
            return reason.Length == 0 ? AnswerListingOutcome.ReasonMissing : AnswerListingOutcome.ReasonTooLong;
        }

        var (id, resource, now) = (about.Case.Id, about.Resource, clock.GetCurrentInstant());
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteAsync(AnswerSql, new { Id = id, From = from, To = to, Now = now, By = moderator.Id, Reason = reason }) == 0)
        {
            return AnswerListingOutcome.Changed;
        }

        switch (to)
        {
            case ListingCaseStatus.Off:
                await PublishResource.TakeOffAsync(connection, transaction, resource.Id, now);
                break;
            case ListingCaseStatus.Restored:
                await PublishResource.LetBackAsync(connection, transaction, resource.Id);
                break;
        }

        var (toOwner, toReporters) = to switch
        {
            ListingCaseStatus.Kept => (MailKind.ListingKept, MailKind.ReportKept),
            ListingCaseStatus.Off => (MailKind.ListingTakenOff, MailKind.ReportTakenOff),
            ListingCaseStatus.Restored => (MailKind.ListingRestored, MailKind.ReportRestored),
            _ => (MailKind.ListingUpheld, (string?)null),
        };
        await OutboxMail.InsertAsync(
            connection,
            [
                .. await ListingMails.ToOwnerAsync(connection, toOwner, id, resource, reason, now, cancellation),
                .. toReporters is null ? [] : await ListingMails.ToReportersAsync(connection, toReporters, id, resource, reason, now),
            ],
            cancellation);
        await OwnerAudit.WriteAsync(
            connection, resource.Owner.Id, $"listing.{to}", resource.Id, before: null, after: resource.Name.Da, moderator.Id, now);
        await transaction.CommitAsync(CancellationToken.None);
        return AnswerListingOutcome.Answered;
    }
}
