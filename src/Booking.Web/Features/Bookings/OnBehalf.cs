using System.Security.Cryptography;
using System.Text;
using Booking.Rules.Admission;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>Whom somebody books for.</summary>
/// <param name="Name">1 to 100 characters, in the helper's words.</param>
/// <param name="Email">As <see cref="EmailAddress"/> reads it; null for somebody who has none.</param>
public sealed record BookedFor(string Name, string? Email);

/// <summary>Who gets a booking, and whom its mail goes to: of somebody without an address, whoever booked for them.</summary>
/// <param name="Id">Null for somebody without an address.</param>
public sealed record Recipient(Guid? Id, string Name, string Email, string Language)
{
    public static Recipient Of(SignedInPerson person) => new(person.Id, person.Name, person.Email, person.Language);
}

/// <summary>Bookings that one person makes for another.</summary>
public static class OnBehalf
{
    /// <summary>How many coming ones somebody may have made for others, where they do not look after the place.</summary>
    public const int MostComing = 10;

    /// <summary>As for what is one's own, and for what one has made for another until its time is over; for queries on booking <c>b</c> with <c>@PersonId</c> and <c>@Now</c>.</summary>
    public const string TheirsOrHelpedSql = "(" + GroupMembers.TheirsSql + """

         or (b.id = any(array(select booking_id from on_behalf where helper_id = @PersonId)) and upper(b.period) > @Now))
        """;

    // A lock of its own, before that on the person it is for: two who book for each other at once do not wait for one another.
    private const string LockSql = "select pg_advisory_xact_lock(hashtextextended('helper ' || @helperId::text, 0))";

    private const string ComingSql = """
        select count(*)::int
        from on_behalf f
        join booking b on b.id = f.booking_id and b.status in ('held', 'confirmed') and upper(b.period) > @now
        where f.helper_id = @helperId and not f.by_staff
        """;

    private const string WriteSql = """
        insert into on_behalf (booking_id, helper_id, name, by_staff) values (@BookingId, @HelperId, @Name, @ByStaff)
        """;

    /// <summary>Their bookings for others are judged one after the other from here to the end of the transaction.</summary>
    public static Task LockAsync(NpgsqlConnection connection, Guid helperId) => connection.ExecuteAsync(LockSql, new { helperId });

    /// <summary>Under the lock.</summary>
    public static async Task<bool> HasTooManyAsync(NpgsqlConnection connection, Guid helperId, Instant now) =>
        await connection.ExecuteScalarAsync<int>(ComingSql, new { helperId, now }) >= MostComing;

    public static async Task<Recipient> RecipientAsync(NpgsqlConnection connection, SignedInPerson helper, BookedFor whom, Instant now) =>
        whom.Email is { } email
            ? new Recipient(await PreparePerson.HandleAsync(connection, email, helper.Language, now), whom.Name, email, helper.Language)
            : new Recipient(null, whom.Name, helper.Email, helper.Language);

    /// <summary>The key of a request among those of the person it is for: what two helpers send is never taken for the same.</summary>
    public static string KeyOf(SignedInPerson helper, string key) =>
        $"for {helper.Id:N} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    /// <summary>In the transaction that places the booking.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, NewBooking booking, Guid ownerId, Guid helperId, BookedFor whom, bool byStaff, Instant now)
    {
        await connection.ExecuteAsync(WriteSql, new { BookingId = booking.Id, HelperId = helperId, whom.Name, ByStaff = byStaff });
        // Without the name, which is deleted when it is due: the log is not.
        await OwnerAudit.WriteAsync(connection, ownerId, OwnerAudit.BookedOnBehalf, booking.Id, null, new { reference = booking.Reference }, helperId, now);
    }

    /// <summary>What may decide for whom a neighbour books: how much they have, and nothing that only they themselves may tell.</summary>
    public static PersonFacts AsOthersKnowThem(PersonFacts person) =>
        person with { BirthYear = null, IsResident = null, District = null, IsMember = false, Introductions = [] };
}
