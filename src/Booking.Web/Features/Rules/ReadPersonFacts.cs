using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Rules;

/// <summary>What the rules of a resource need to know of the one who asks: their own bookings, introductions and what they say of themselves.</summary>
public static class ReadPersonFacts
{
    // The longest stretch that a quota counts in, and the longest booking that may still last.
    private static readonly Duration LookBack = Duration.FromDays(366);

    /// <summary>One booking of the person, with what a page needs beside the rules.</summary>
    /// <param name="Stands">It takes its time: held or confirmed.</param>
    public sealed record BookingRow(Guid Id, Guid ResourceId, Guid OwnerId, string Kind, Interval Period, bool CancelledLate, bool Stands);

    private sealed record PersonRow(int? BirthYear, bool? IsResident, bool IsMember, Instant? IntroducedAt, Instant? IntroductionExpires);

    /// <summary>Two statements, to be sent with others in one round trip; read with <see cref="ReadAsync"/>.</summary>
    public const string Sql = """
        select b.id, b.resource_id, r.owner_id, r.kind, b.period, b.cancelled_late, b.status in ('held', 'confirmed') as stands
        from booking b
        join resource r on r.id = b.resource_id
        where b.person_id = @PersonId and lower(b.period) >= @Since
          and (b.status in ('confirmed', 'released') or b.cancelled_late or (b.status = 'held' and b.hold_expires_at > @Now))
        order by lower(b.period);

        select p.birth_year, p.is_resident,
               exists (select from membership m where m.person_id = p.id and m.owner_id = @OwnerId) as is_member,
               i.given_at as introduced_at, i.expires_at as introduction_expires
        from person p
        left join lateral (
            select given_at, expires_at from introduction
            where person_id = p.id and owner_id = @OwnerId and (resource_id is null or resource_id = @ResourceId)
            order by given_at desc
            limit 1
        ) i on true
        where p.id = @PersonId;
        """;

    public static DynamicParameters Parameters(Guid personId, CatalogueResource resource, Instant from, Instant now) => new(new
    {
        PersonId = personId, OwnerId = resource.Owner.Id, ResourceId = resource.Id, Now = now, Since = Instant.Min(from, now) - LookBack,
    });

    public static async Task<(PersonFacts Facts, IReadOnlyList<BookingRow> Bookings)> ReadAsync(SqlMapper.GridReader rows)
    {
        var bookings = (await rows.ReadAsync<BookingRow>()).AsList();
        var person = await rows.ReadSingleOrDefaultAsync<PersonRow>();
        return (
            new PersonFacts
            {
                IsKnown = true,
                Bookings = [.. bookings.Select(row => new OwnBooking(
                    row.Id, new Place(row.ResourceId, row.OwnerId, row.Kind), row.Period, row.CancelledLate))],
                BirthYear = person?.BirthYear,
                IsResident = person?.IsResident,
                IsMember = person?.IsMember ?? false,
                IntroducedAt = person?.IntroducedAt,
                IntroductionExpires = person?.IntroductionExpires,
            },
            bookings);
    }

    /// <summary>Whether anything about the person can change what is decided there.</summary>
    public static bool AreNeeded(Terms terms) =>
        terms.Person.CountBookings || terms.Person.AskWho || terms.Approval is { Condition.FromOutside: true };

    /// <param name="from">The start of the earliest period to be judged.</param>
    public static async Task<PersonFacts> OfAsync(
        NpgsqlConnection connection, Guid? personId, CatalogueResource resource, Instant from, Instant now, CancellationToken cancellation)
    {
        if (personId is not { } id)
        {
            return PersonFacts.Stranger;
        }

        if (!AreNeeded(resource.Terms))
        {
            return new PersonFacts { IsKnown = true };
        }

        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql, Parameters(id, resource, from, now), cancellationToken: cancellation));
        return (await ReadAsync(rows)).Facts;
    }

    /// <summary>The same, with the person locked for the rest of the transaction: two of their requests at once are judged one after the other.</summary>
    public static async Task<PersonFacts> LockedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid personId, CatalogueResource resource, Instant from, Instant now,
        CancellationToken cancellation)
    {
        const string lockSql = "select pg_advisory_xact_lock(hashtextextended('person ' || @PersonId::text, 0));";
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            lockSql + Sql, Parameters(personId, resource, from, now), transaction, cancellationToken: cancellation));
        await rows.ReadAsync();
        return (await ReadAsync(rows)).Facts;
    }
}
