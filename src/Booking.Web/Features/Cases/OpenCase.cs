using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Cases;

/// <summary>Something that does not work, as its booker says it.</summary>
/// <param name="What">In a few words, which the next ones read.</param>
/// <param name="Details">For those who look after the place; may be empty.</param>
/// <param name="Key">Of the form: the same for every attempt to send it.</param>
public sealed record Report(string What, string Details, string Key)
{
    public const int LongestWhat = 120;
    public const int LongestDetails = 1000;
}

/// <summary>Opens a case for those who look after a place, and tells them, in the transaction that is open on the connection.</summary>
public static class OpenCase
{
    private const string InsertSql = """
        insert into broken_case (id, resource_id, booking_id, reporter_id, what, details, opened_at, key)
        values (@Id, @ResourceId, @BookingId, @ReporterId, @What, @Details, @Now, @Key)
        on conflict (booking_id, key) do nothing
        """;

    public static async Task HandleAsync(
        NpgsqlConnection connection, ReadableBooking about, Report report, SignedInPerson reporter, Instant now, CancellationToken cancellation)
    {
        var (booking, resource, _) = about;
        var id = Guid.CreateVersion7();
        if (await connection.ExecuteAsync(InsertSql, new
        {
            Id = id, ResourceId = resource.Id, BookingId = booking.Id, ReporterId = reporter.Id, report.What, report.Details, Now = now, report.Key,
        }) == 0)
        {
            return;
        }

        var readers = await OwnerContact.ReadAsync(connection, resource.Owner.Id, OwnerRight.LookAfter, cancellation);
        await OutboxMail.InsertAsync(
            connection,
            [
                .. (readers.Count > 0 ? readers : [new OwnerContact(resource.Owner.Email, resource.Owner.Name.Da, "da")])
                    .Select(reader => OutboxMail.About(
                        new CaseMail(id, booking.Id, reader.Name, resource.Name.In(reader.Language), report.What, report.Details, Answer: ""),
                        MailKind.CaseOpened, reader.Email, reader.Language, now)),
            ],
            cancellation);
    }
}
