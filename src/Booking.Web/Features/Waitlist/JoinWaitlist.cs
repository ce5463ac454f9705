using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Waitlist;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;
using Facts = Booking.Rules.Admission.Facts;

namespace Booking.Web.Features.Waitlist;

/// <param name="Places">Any of these will do; at least one.</param>
/// <param name="Windows">Any of these will do; at least one.</param>
/// <param name="Minutes">How long they would like it.</param>
/// <param name="LeastMinutes">How short it may be.</param>
public sealed record JoinRequest(
    SignedInPerson Person, Guid? GroupId, IReadOnlyList<CatalogueResource> Places, IReadOnlyList<Interval> Windows, int Minutes, int LeastMinutes,
    int People, string Purpose, string IdempotencyKey);

public abstract record JoinOutcome
{
    public sealed record Joined(Guid Id) : JoinOutcome;

    /// <summary>It can be had at once: nobody needs to wait.</summary>
    public sealed record FreeNow(CatalogueResource Place, Interval Period) : JoinOutcome;

    /// <summary>It would not be theirs even when it came free.</summary>
    public sealed record Refused(CatalogueResource Place, IReadOnlyList<Refusal> Reasons) : JoinOutcome;

    /// <summary>They wait for as many things as one may.</summary>
    public sealed record TooMany : JoinOutcome;

    public sealed record NotInGroup : JoinOutcome;

    /// <summary>The person deleted their profile while this request was on its way.</summary>
    public sealed record PersonGone : JoinOutcome;
}

/// <summary>Puts somebody in line for time that is taken.</summary>
public sealed class JoinWaitlist(NpgsqlDataSource database, IClock clock)
{
    /// <summary>Who waits for more than this waits for nothing in particular.</summary>
    public const int Most = 10;

    private const string EarlierSql = "select id from waitlist_entry where person_id = @PersonId and idempotency_key = @Key";

    private const string LockSql = "select id from person where id = @PersonId for update";

    private const string CountSql = "select count(*) from waitlist_entry where person_id = @PersonId and closed_at is null and series_id is null";

    private const string JoinSql = """
        insert into waitlist_entry (id, person_id, community_id, people, purpose, minutes, least_minutes, joined_at, joined_on, idempotency_key)
        values (@Id, @PersonId, @GroupId, @People, @Purpose, @Minutes, @LeastMinutes, @Now, @Today, @Key);

        insert into waitlist_time (entry_id, resource_id, period, around)
        select @Id, resource_id, period, around
        from unnest(@Resources, @Periods, @Arounds) as t (resource_id, period, around)
        """;

    public async Task<JoinOutcome> HandleAsync(JoinRequest request, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Two of their requests at once are counted one after the other.
        if (await connection.ExecuteScalarAsync<Guid?>(LockSql, new { PersonId = request.Person.Id }) is null)
        {
            return new JoinOutcome.PersonGone();
        }

        if (await connection.ExecuteScalarAsync<Guid?>(EarlierSql, new { PersonId = request.Person.Id, Key = request.IdempotencyKey }) is { } earlier)
        {
            return new JoinOutcome.Joined(earlier);
        }

        if (await connection.ExecuteScalarAsync<long>(CountSql, new { PersonId = request.Person.Id }) >= Most)
        {
            return new JoinOutcome.TooMany();
        }

        if (request.GroupId is { } group && !await GroupMembers.IsBookerAsync(connection, group, request.Person.Id, cancellation))
        {
            return new JoinOutcome.NotInGroup();
        }

        var (possible, refused) = await SortAsync(connection, request, now, cancellation);
        if (possible.FirstOrDefault(place => place.Free is not null) is { Free: { } free } there)
        {
            return new JoinOutcome.FreeNow(there.Place, free);
        }

        if (possible.Count == 0)
        {
            return refused!;
        }

        var times = possible.SelectMany(one => request.Windows.Distinct().Where(window => window.End > now).Select(window => (one.Place, Window: window))).ToList();
        var id = Guid.CreateVersion7();
        await WriteAsync(connection, id, request, times, now);
        await transaction.CommitAsync(CancellationToken.None);
        return new JoinOutcome.Joined(id);
    }

    private sealed record Possible(CatalogueResource Place, Interval? Free);

    // What a person has booked elsewhere may be over or given up before the time comes free: it is not held against them yet.
    private static async Task<(List<Possible> Possible, JoinOutcome.Refused? Refused)> SortAsync(
        NpgsqlConnection connection, JoinRequest request, Instant now, CancellationToken cancellation)
    {
        List<Possible> possible = [];
        JoinOutcome.Refused? refused = null;
        var wish = new Wish(Guid.NewGuid(), request.Windows, request.Minutes, request.LeastMinutes);
        var window = new Interval(request.Windows.Min(one => one.Start), request.Windows.Max(one => one.End));
        foreach (var place in request.Places)
        {
            var booker = new Booker(request.Person.Id, request.GroupId);
            var person = await ReadPersonFacts.OfAsync(connection, booker, place, window.Start, now, cancellation);
            var atEase = person with { Bookings = [], OfGroup = person.OfGroup is null ? null : [] };
            var nothing = Occupied.Nothing(place.Units.Count);
            if (OfferPlan.Of(place.Terms, nothing, [wish], now, (_, period) => Allowed(period, atEase)).Count == 0)
            {
                refused ??= new JoinOutcome.Refused(place, ReasonsAt(place, atEase));
                continue;
            }

            var reach = place.Terms.Reach(window);
            var rows = await connection.QueryAsync<ReadOccupancies.Row>(new CommandDefinition(
                ReadOccupancies.Sql, new { Units = place.Units.ToArray(), From = reach.Start, To = reach.End }, cancellationToken: cancellation));
            var occupied = ReadOccupancies.Of(place, rows.ToLookup(row => row.UnitId));
            var free = OfferPlan.Of(place.Terms, occupied, [wish], now, (_, period) => Allowed(period, person)).FirstOrDefault(offer => offer.IsWhole);
            possible.Add(new Possible(place, free?.Period));

            bool Allowed(Interval period, PersonFacts facts) =>
                Admission.Decide(new BookingRequest(period, request.People), new Facts(nothing, facts), place.Terms, now) is not Refused;
        }

        return (possible, refused);

        IReadOnlyList<Refusal> ReasonsAt(CatalogueResource place, PersonFacts person)
        {
            var start = request.Windows[0].Start;
            var asked = new Interval(start, Instant.Min(request.Windows[0].End, start + Duration.FromMinutes(request.Minutes)));
            return Admission.Decide(new BookingRequest(asked, request.People), new Facts(Occupied.Nothing(place.Units.Count), person), place.Terms, now)
                is Refused no ? no.Reasons : [new SlotTaken()];
        }
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, Guid id, JoinRequest request, List<(CatalogueResource Place, Interval Window)> times, Instant now)
    {
        await connection.ExecuteAsync(JoinSql, new
        {
            Id = id,
            PersonId = request.Person.Id,
            request.GroupId,
            request.People,
            request.Purpose,
            request.Minutes,
            request.LeastMinutes,
            Now = now,
            Today = now.InZone(request.Places[0].Terms.Zone).Date,
            Key = request.IdempotencyKey,
            Resources = times.Select(time => time.Place.Id).ToArray(),
            Periods = times.Select(time => time.Window).ToArray(),
            Arounds = times.Select(time => time.Place.Terms.Buffer.Around(time.Window)).ToArray(),
        });
    }
}
