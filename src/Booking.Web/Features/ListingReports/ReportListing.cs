using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ListingReports;

public enum ReportOutcome
{
    /// <summary>Now, or before.</summary>
    Reported,
    ReasonMissing,
    WordsMissing,
    WordsTooLong,
    TooMany,
    /// <summary>It was taken off the list meanwhile.</summary>
    Gone,
}

/// <summary>Tells the municipality that something should not be on the list. Who said so is told to nobody.</summary>
public sealed class ReportListing(NpgsqlDataSource database, IClock clock)
{
    public const int LongestWords = 1000;
    public const int MostADay = 5;
    public const string Other = "other";

    public static readonly IReadOnlyList<string> Reasons = ["untrue", "unsafe", "offensive", "not-theirs", Other];

    // One person's reports come one after the other, so that they are counted.
    private const string LockSql = "select pg_advisory_xact_lock(hashtextextended('reports of ' || @PersonId::text, 0))";

    private const string CountSql = "select count(*) from listing_report where reporter_id = @PersonId and reported_at > @Since";

    private const string OpenSql = """
        insert into listing_case (id, resource_id, opened_at)
        select @CaseId, id, @Now from resource where id = @ResourceId and published
        on conflict (resource_id) where status in ('open', 'off', 'objected', 'upheld') do nothing
        """;

    // An answer that comes at the same moment is waited for; what it has closed takes no more reports.
    private const string FindSql = "select id from listing_case where resource_id = @ResourceId and status = 'open' for share";

    private const string InsertSql = """
        insert into listing_report (id, case_id, reporter_id, reason, words, reported_at)
        values (@Id, @CaseId, @PersonId, @Reason, @Words, @Now)
        on conflict on constraint listing_report_once do nothing
        """;

    // Without the owner: the log that the owner reads shows who did what.
    private const string AuditSql = "insert into audit (at, actor_id, action, subject) values (@Now, @PersonId, 'listing.reported', @ResourceId)";

    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="words">As it was understood: trimmed. Only of another reason they have to be there.</param>
    public async Task<ReportOutcome> HandleAsync(
        CatalogueResource resource, string? reason, string words, SignedInPerson person, CancellationToken cancellation)
    {
        if (reason is null || !Reasons.Contains(reason))
        {
            return ReportOutcome.ReasonMissing;
        }

        if (words.Length > LongestWords || (words.Length == 0 && reason == Other))
        {
            return words.Length == 0 ? ReportOutcome.WordsMissing : ReportOutcome.WordsTooLong;
        }

        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(LockSql, new { PersonId = person.Id });
        if (await connection.ExecuteScalarAsync<long>(CountSql, new { PersonId = person.Id, Since = now - Duration.FromDays(1) }) >= MostADay)
        {
            return ReportOutcome.TooMany;
        }

        var opened = await connection.ExecuteAsync(OpenSql, new { CaseId = Guid.CreateVersion7(), ResourceId = resource.Id, Now = now }) == 1;
        if (await connection.QuerySingleOrDefaultAsync<Guid?>(FindSql, new { ResourceId = resource.Id }) is not { } caseId)
        {
            return ReportOutcome.Gone;
        }

        if (await connection.ExecuteAsync(
            InsertSql, new { Id = Guid.CreateVersion7(), CaseId = caseId, PersonId = person.Id, Reason = reason, Words = words, Now = now }) == 0)
        {
            return ReportOutcome.Reported;
        }

        await connection.ExecuteAsync(AuditSql, new { Now = now, PersonId = person.Id, ResourceId = resource.Id });
        if (opened)
        {
            await OutboxMail.InsertAsync(
                connection,
                [
                    .. (await OwnerContact.OfMunicipalityAsync(connection, cancellation)).Select(reader => ListingMails.To(
                        reader, MailKind.ReportOpened, caseId, resource, "", [reason], now)),
                ],
                cancellation);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return ReportOutcome.Reported;
    }
}
