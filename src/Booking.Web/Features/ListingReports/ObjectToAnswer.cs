using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ListingReports;

public enum ObjectOutcome
{
    Sent,
    Missing,
    TooLong,
    /// <summary>There is nothing to answer back to, or it has been done: that is once.</summary>
    NotOpen,
}

/// <summary>Lets whoever shares something say once why it should not have been taken off the list; the municipality looks at it again.</summary>
public sealed class ObjectToAnswer(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    public const int Longest = 1000;

    private const string ObjectSql = """
        update listing_case set status = 'objected', objection = @Words, objected_at = @Now, objected_by = @By
        where resource_id = @ResourceId and status = 'off' and objected_at is null
        returning id
        """;

    /// <param name="words">As it was understood: trimmed.</param>
    public async Task<ObjectOutcome> HandleAsync(Guid resourceId, string words, SignedInPerson person, CancellationToken cancellation)
    {
        if (words.Length is 0 or > Longest)
        {
            return words.Length == 0 ? ObjectOutcome.Missing : ObjectOutcome.TooLong;
        }

        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(resourceId);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.QuerySingleOrDefaultAsync<Guid?>(
            ObjectSql, new { ResourceId = resourceId, Words = words, Now = now, By = person.Id }) is not { } caseId)
        {
            return ObjectOutcome.NotOpen;
        }

        await OutboxMail.InsertAsync(
            connection,
            [
                .. (await OwnerContact.OfMunicipalityAsync(connection, cancellation)).Select(reader =>
                    ListingMails.To(reader, MailKind.ListingObjected, caseId, resource, "", [], now)),
            ],
            cancellation);
        await OwnerAudit.WriteAsync(connection, resource.Owner.Id, "listing.objected", resourceId, before: null, after: resource.Name.Da, person.Id, now);
        await transaction.CommitAsync(CancellationToken.None);
        return ObjectOutcome.Sent;
    }
}
