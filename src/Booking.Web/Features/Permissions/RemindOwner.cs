using Booking.Web.Features.Rules;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>Reminds those who may answer of a question that has waited, once.</summary>
public sealed class RemindOwner(NpgsqlDataSource database, ReadRequest read, RuleSentences sentences, IClock clock)
{
    private const string RemindedSql = "update permission set remind_at = null where id = @Id and remind_at <= @Now";

    /// <summary>True when this call wrote a reminder. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(Guid bookingId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await read.OfBookingAsync(connection, bookingId, cancellation) is not { } request)
        {
            return false;
        }

        var now = clock.GetCurrentInstant();
        var mails = PermissionMails.Of(sentences, request);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // The update decides: of two servers at it, one writes.
        var due = await connection.ExecuteAsync(RemindedSql, new { request.Permission.Id, Now = now }) == 1;
        if (due && request.State == PermissionState.Waiting)
        {
            foreach (var contact in await Answerers.OfAsync(connection, request.Resource, cancellation))
            {
                await connection.ExecuteAsync(OutboxMail.InsertSql, mails.ToOwner(MailKind.PermissionReminder, contact, now));
            }
        }

        await transaction.CommitAsync(CancellationToken.None);
        return due && request.State == PermissionState.Waiting;
    }
}
