using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Bookings;
using Dapper;

namespace Booking.Web.Tests.Features.Permissions;

/// <summary>Places where the owner is asked, and those who ask and answer.</summary>
public abstract class PermissionHandlers : BookingHandlers
{
    protected const string Reason = "Vi holder 60-års fødselsdag.";

    /// <summary>Two hours before Friday evening begins.</summary>
    protected static readonly Instant Due = FridayEvening.Start - Duration.FromHours(2);

    /// <summary>Longer than the four hours that <see cref="ShortKitchenAsync"/> lends out for.</summary>
    protected static readonly Interval LongEvening = At(new LocalDate(2026, 11, 27), 15, 21);

    protected static Approval Always { get; } = new(true, null, null, null, false);

    protected Task<CatalogueResource> AskedKitchenAsync(Approval? approval = null) =>
        ResourceAsync(new TestResource { Rules = [approval ?? Always], ReleaseAfterMinutes = 20 });

    protected Task<CatalogueResource> ShortKitchenAsync() => ResourceAsync(new TestResource { MaximumMinutes = 240, ReleaseAfterMinutes = 20 });

    protected async Task<SignedInPerson> CaretakerAsync(string name = "Pedel", string language = "da") =>
        await (await PersonAsync(name, language)).MakeAsync(Source, "beboerhuset", OwnerRole.Caretaker, OwnerRole.Approver);

    protected Task<PlaceBookingOutcome> AskAsync(
        CatalogueResource resource, Interval period, SignedInPerson person, string? why = Reason, string? key = null, int people = 4) =>
        Place.HandleAsync(
            new PlaceBookingRequest(resource, period, people, "Fællesspisning", person, key ?? Guid.NewGuid().ToString(), why), default);

    /// <summary>The id of a booking whose owner had to be asked.</summary>
    protected async Task<Guid> AskedAsync(CatalogueResource resource, Interval period, SignedInPerson person, string? why = Reason) =>
        (await AskAsync(resource, period, person, why)).Should().BeOfType<PlaceBookingOutcome.Asked>().Subject.Id;

    protected async Task<PermissionRecord> PermissionOfAsync(Guid booking)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await connection.QuerySingleAsync<PermissionRecord>(PermissionRecord.SelectSql + " where m.booking_id = @booking", new { booking });
    }

    protected async Task<AnswerOutcome> AnswerAsync(Guid booking, SignedInPerson actor, bool yes, string answer = "Det er fint.") =>
        await Answer.HandleAsync((await PermissionOfAsync(booking)).Id, actor, yes, answer, default);

    protected async Task<PermissionMail> MailAsync(string kind) =>
        MailJson.Read<PermissionMail>(await QueryAsync<string>("select content from outbox where kind = @kind", new { kind }));
}
