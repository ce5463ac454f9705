using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>
/// Cancels what is booked while something is out of use, and tells each person why and what they could have instead. One booking, one
/// transaction: what a crash leaves is found again.
/// </summary>
public sealed class CancelForWithdrawal(NpgsqlDataSource database, Catalogue catalogue, FindAlternatives alternatives, AnswerRequest answer, IClock clock)
{
    /// <summary>As many as a person can wait for; the job takes the rest.</summary>
    public const int AtOnce = 20;

    // A request that was on its way when the place was closed can still become a booking for a moment.
    private static readonly Duration OnTheWay = Duration.FromMinutes(2);

    private const string DueSql = """
        select w.resource_id, w.reason, w.made_at, w.made_by, p.email, p.name, p.language, p.is_administrator
        from withdrawal w
        left join person p on p.id = w.made_by
        where w.id = @id and w.finished_at is null
        """;

    private const string LeftSql = """
        select b.id from booking b
        join withdrawal w on w.resource_id = b.resource_id and w.period && b.period
        where w.id = @id and b.status in ('held', 'confirmed') and b.checked_in_at is null and upper(b.period) > @now
        order by b.period, b.id
        limit @most
        """;

    private const string FinishSql = "update withdrawal set finished_at = @now where id = @id and finished_at is null";

    private sealed record Row(
        Guid ResourceId, string Reason, Instant MadeAt, Guid? MadeBy, string? Email, string? Name, string? Language, bool? IsAdministrator)
    {
        /// <summary>Null when that person has been deleted.</summary>
        public SignedInPerson? Actor => MadeBy is { } id ? new(id, Email!, Name!, Language!, IsAdministrator!.Value, Roles: "") : null;
    }

    public Task HandleAsync(Guid id, CancellationToken cancellation) => HandleAsync(id, int.MaxValue, cancellation);

    /// <param name="most">How many bookings to cancel now.</param>
    public async Task HandleAsync(Guid id, int most, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        Row? withdrawal;
        List<Guid> bookings;
        CatalogueSnapshot snapshot;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            withdrawal = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(DueSql, new { id }, cancellationToken: cancellation));
            bookings = (await connection.QueryAsync<Guid>(new CommandDefinition(LeftSql, new { id, now, most }, cancellationToken: cancellation))).AsList();
            snapshot = await catalogue.ReadAsync(connection, cancellation);
        }

        if (withdrawal is null)
        {
            return;
        }

        foreach (var booking in bookings)
        {
            await CancelAsync(booking, withdrawal, snapshot.Get(withdrawal.ResourceId), cancellation);
        }

        if (bookings.Count == 0 && withdrawal.MadeAt + OnTheWay <= now)
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await connection.ExecuteAsync(FinishSql, new { id, now });
        }
    }

    private async Task CancelAsync(Guid id, Row withdrawal, CatalogueResource resource, CancellationToken cancellation)
    {
        BookingRecord? booking;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            booking = await BookingRecord.FindAsync(connection, id, cancellation);
        }

        switch (booking)
        {
            case { Status: BookingStatus.Held, PermissionId: { } question } when withdrawal.Actor is { } actor:
                await answer.HandleAsync(question, actor, yes: false, withdrawal.Reason, cancellation);
                break;
            case { Status: BookingStatus.Held }:
                // Nobody has been told of it yet; whoever was about to confirm sees that it is closed.
                await EndAsync(booking, EndBooking.MayBeLetGo, withdrawal, null, cancellation);
                break;
            case { Status: BookingStatus.Confirmed }:
                await EndAsync(booking, EndBooking.MayBeCancelled, withdrawal, await MailAsync(booking, withdrawal, resource, cancellation), cancellation);
                break;
        }
    }

    private async Task EndAsync(BookingRecord booking, string guard, Row withdrawal, OutboxMail? mail, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await EndBooking.TryAsync(
            connection, booking.Id, guard, BookingStatus.Cancelled, withdrawal.Reason, withdrawal.MadeBy, mail, clock.GetCurrentInstant(), booking.Sequence);
    }

    private async Task<OutboxMail?> MailAsync(BookingRecord booking, Row withdrawal, CatalogueResource resource, CancellationToken cancellation)
    {
        if (!booking.IsReachable)
        {
            return null;
        }

        var language = booking.PersonLanguage;
        var offers = await alternatives.HandleAsync(resource, booking.Period, booking.People, booking.Booker, cancellation);
        var content = BookingMails.Of(resource, booking with { Sequence = booking.Sequence + 1 }, language, withdrawal.Reason) with
        {
            Offers =
            [
                .. offers.Select(offer => new PermissionMail.Offer(
                    offer.Resource.Slug, offer.Resource.Name.In(language), offer.Resource.Terms.Zone.Id, offer.Period.Start, offer.Period.End)),
            ],
        };
        return OutboxMail.About(content, MailKind.BookingCancelled, booking.PersonEmail, language, clock.GetCurrentInstant());
    }
}
