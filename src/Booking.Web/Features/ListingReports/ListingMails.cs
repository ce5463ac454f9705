using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ListingReports;

/// <summary>Who is told what about a report, in the transaction that is open on the connection.</summary>
internal static class ListingMails
{
    private const string ReportersSql = """
        select p.email, p.name, p.language from listing_report r join person p on p.id = r.reporter_id where r.case_id = @caseId
        """;

    private const string ReasonsSql = "select distinct reason from listing_report where case_id = @caseId order by reason";

    /// <param name="words">Why, or what the owner says against it; may be empty.</param>
    public static OutboxMail To(
        OwnerContact reader, string kind, Guid caseId, CatalogueResource resource, string words, IReadOnlyList<string> reasons, Instant now) =>
        OutboxMail.About(
            new ListingMail(caseId, reader.Name, resource.Slug, resource.Name.In(reader.Language), words, reasons), kind, reader.Email, reader.Language, now);

    public static async Task<IEnumerable<OutboxMail>> ToReportersAsync(
        NpgsqlConnection connection, string kind, Guid caseId, CatalogueResource resource, string words, Instant now) =>
        (await connection.QueryAsync<OwnerContact>(ReportersSql, new { caseId })).Select(reader => To(reader, kind, caseId, resource, words, [], now));

    /// <summary>With what it was reported for, and never by whom.</summary>
    public static async Task<IEnumerable<OutboxMail>> ToOwnerAsync(
        NpgsqlConnection connection, string kind, Guid caseId, CatalogueResource resource, string words, Instant now, CancellationToken cancellation)
    {
        var reasons = (await connection.QueryAsync<string>(ReasonsSql, new { caseId })).AsList();
        var readers = await OwnerContact.ReadAsync(connection, resource.Owner.Id, OwnerRight.SetUp, cancellation);
        return (readers.Count > 0 ? readers : [new OwnerContact(resource.Owner.Email, resource.Owner.Name.Da, "da")])
            .Select(reader => To(reader, kind, caseId, resource, words, reasons, now));
    }
}
