using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.Groups;
using Booking.Web.Features.NoShows;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Rules;

/// <summary>
/// What the rules of a resource need to know of the one who asks: their own bookings and those of their groups, introductions and what
/// they say of themselves.
/// </summary>
public static class ReadPersonFacts
{
    // The longest stretch that a quota counts in, and the longest booking that may still last.
    private static readonly Duration LookBack = Duration.FromDays(366);

    /// <summary>One booking of the person or of a group of theirs, with what a page needs beside the rules.</summary>
    /// <param name="IsOwn">The person made it.</param>
    /// <param name="Stands">It takes its time: held or confirmed, and not left open to others.</param>
    /// <param name="NotCome">The person did not come to it, and has not said otherwise with success.</param>
    public sealed record BookingRow(
        Guid Id, Guid ResourceId, Guid OwnerId, string Kind, Interval Period, bool CancelledLate, Guid? GroupId, bool IsOwn, bool Stands, bool NotCome,
        int LateMinutes)
    {
        public OwnBooking ToOwn() => new(Id, new Place(ResourceId, OwnerId, Kind), Period, CancelledLate, GroupId is not null, LateMinutes);
    }

    private sealed record PersonRow(int? BirthYear, bool? IsResident, string? District);

    private sealed record IntroductionRow(Guid OwnerId, Guid? ResourceId, Instant GivenAt, Instant? ExpiresAt);

    // What was given on before it began is like what was cancelled: it blocks nothing, unless it came late.
    /// <summary>Four statements, to be sent with others in one round trip; read with <see cref="ReadAsync"/>.</summary>
    public const string Sql = $"""
        select b.id, b.resource_id, r.owner_id, r.kind, b.period, b.cancelled_late, b.community_id as group_id,
               b.person_id is not distinct from @PersonId as is_own,
               b.status in ('held', 'confirmed') and coalesce(q.holds, true) as stands,
               b.person_id is not distinct from @PersonId and {NoShowSql.Counts} as not_come, b.late_minutes
        from booking b
        join resource r on r.id = b.resource_id
        left join permission q on q.booking_id = b.id and b.status = 'held'
        where {GroupMembers.TheirsSql} and lower(b.period) >= @Since
          and (b.status = 'confirmed' or (b.status = 'released' and b.ended_at >= lower(b.period)) or b.cancelled_late
               or (b.status = 'held' and b.hold_expires_at > @Now))
        order by lower(b.period);

        select birth_year, is_resident, district from person where id = @PersonId;

        select owner_id from membership where person_id = @PersonId;

        select owner_id, resource_id, given_at, expires_at from introduction where person_id = @PersonId;
        """;

    /// <param name="from">The start of the earliest period to be judged.</param>
    public static DynamicParameters Parameters(Guid personId, Instant from, Instant now) =>
        new(new { PersonId = personId, Now = now, Since = Instant.Min(from, now) - LookBack });

    /// <summary>The same person at any place, for any group.</summary>
    public sealed class Known
    {
        private readonly PersonFacts anywhere;
        private readonly IReadOnlyList<Guid> memberOf;
        private readonly IReadOnlyList<IntroductionRow> introductions;

        private Known(PersonFacts anywhere, IReadOnlyList<BookingRow> bookings, IReadOnlyList<Guid> memberOf, IReadOnlyList<IntroductionRow> introductions) =>
            (this.anywhere, Bookings, this.memberOf, this.introductions) = (anywhere, bookings, memberOf, introductions);

        public IReadOnlyList<BookingRow> Bookings { get; }

        /// <param name="groupId">The group they ask for; null for themselves.</param>
        public PersonFacts At(CatalogueResource resource, Guid? groupId) => anywhere with
        {
            OfGroup = groupId is null ? null : [.. Bookings.Where(row => row.GroupId == groupId).Select(row => row.ToOwn())],
            IsMember = memberOf.Contains(resource.Owner.Id),
            Introductions =
            [
                .. introductions
                    .Where(one => one.OwnerId == resource.Owner.Id && (one.ResourceId is null || one.ResourceId == resource.Id))
                    .Select(one => new Introduction(one.GivenAt, one.ExpiresAt)),
            ],
            NotComeTo = [.. Bookings.Where(row => row.NotCome && row.OwnerId == resource.Owner.Id).Select(row => row.Period.Start)],
        };

        internal static async Task<Known> ReadAsync(SqlMapper.GridReader rows)
        {
            var bookings = (await rows.ReadAsync<BookingRow>()).AsList();
            var person = await rows.ReadSingleOrDefaultAsync<PersonRow>();
            var anywhere = new PersonFacts
            {
                IsKnown = true,
                Bookings = [.. bookings.Where(row => row.IsOwn).Select(row => row.ToOwn())],
                BirthYear = person?.BirthYear,
                IsResident = person?.IsResident,
                District = person?.District,
            };
            var memberOf = (await rows.ReadAsync<Guid>()).AsList();
            return new Known(anywhere, bookings, memberOf, (await rows.ReadAsync<IntroductionRow>()).AsList());
        }
    }

    public static Task<Known> ReadAsync(SqlMapper.GridReader rows) => Known.ReadAsync(rows);

    /// <summary>Whether anything about the person can change what is decided there.</summary>
    public static bool AreNeeded(Terms terms) =>
        terms.Person.CountBookings || terms.Person.AskWho || terms.Approval is { Condition.FromOutside: true };

    /// <param name="from">The start of the earliest period to be judged.</param>
    public static async Task<PersonFacts> OfAsync(
        NpgsqlConnection connection, Booker? booker, CatalogueResource resource, Instant from, Instant now, CancellationToken cancellation)
    {
        if (booker is null)
        {
            return PersonFacts.Stranger;
        }

        return AreNeeded(resource.Terms)
            ? (await OfAsync(connection, booker.PersonId, from, now, cancellation)).At(resource, booker.GroupId)
            : new PersonFacts { IsKnown = true };
    }

    /// <summary>For more than one place.</summary>
    /// <param name="from">The start of the earliest period to be judged.</param>
    public static async Task<Known> OfAsync(
        NpgsqlConnection connection, Guid personId, Instant from, Instant now, CancellationToken cancellation)
    {
        await using var rows = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql, Parameters(personId, from, now), cancellationToken: cancellation));
        return await ReadAsync(rows);
    }

    private const string PersonLockSql = "select pg_advisory_xact_lock(hashtextextended('person ' || @PersonId::text, 0));";

    /// <summary>The lock alone, for what reads the facts of several places after it.</summary>
    public static Task LockAsync(NpgsqlConnection connection, Guid personId) => connection.ExecuteAsync(PersonLockSql, new { PersonId = personId });

    /// <summary>
    /// At one place, with the person locked for the rest of the transaction: two of their requests at once are judged one after the other.
    /// So are two of one group, whose lock (<see cref="GroupMembers.LockAsync"/>) the caller has taken before.
    /// </summary>
    public static async Task<PersonFacts> LockedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Booker booker, CatalogueResource resource, Instant from, Instant now,
        CancellationToken cancellation)
    {
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            PersonLockSql + Sql, Parameters(booker.PersonId, from, now), transaction, cancellationToken: cancellation));
        await rows.ReadAsync();
        return (await ReadAsync(rows)).At(resource, booker.GroupId);
    }
}
