using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.NoShows;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.RuleEditor;

/// <summary>A coming booking that the rule would not let be made now.</summary>
public sealed record TouchedBooking(Guid Id, CatalogueResource Resource, Interval Period);

/// <summary>What a rule would have done.</summary>
/// <param name="Refuses">Whether rules of its kind say no at all.</param>
/// <param name="Made">How many bookings of the last days were looked at.</param>
/// <param name="Refused">How many of them it would have refused.</param>
/// <param name="Asked">How many it would have left to the owner.</param>
/// <param name="Unknown">Of how many it cannot be said: the person has not told what the rule asks.</param>
/// <param name="OldRefusals">How many requests the rule that it replaces has refused in those days; null for a new rule.</param>
/// <param name="Coming">The first coming bookings that it would refuse.</param>
/// <param name="ComingCount">How many there are.</param>
/// <param name="Places">How many resources were looked at.</param>
/// <param name="AllPlaces">How many it reaches.</param>
/// <param name="IsWhole">Whether all their bookings were looked at.</param>
public sealed record RulePreview(
    bool Refuses, int Made, int Refused, int Asked, int Unknown, long? OldRefusals, IReadOnlyList<TouchedBooking> Coming, int ComingCount,
    int Places, int AllPlaces, bool IsWhole);

/// <summary>Asks of bookings that were made whether a rule would have let them be. Who was first is left out; it stays who it was.</summary>
public sealed class PreviewRule(NpgsqlDataSource database, IClock clock)
{
    public const int Days = 90;
    public const int MostComing = 50;

    // Each place is one short walk along an index; together they bound what a preview can cost.
    private const int MostPlaces = 100;
    private const int MostBookings = 5000;
    private const int MostHistory = 20_000;

    private const string BookingsSql = """
        select b.id, b.resource_id, b.person_id, b.community_id as group_id, b.period, b.people, b.status in ('confirmed', 'held') as stands, b.created_at
        from unnest(@Resources) as r (id)
        cross join lateral (
            select id, resource_id, person_id, community_id, period, people, status, created_at
            from booking
            where resource_id = r.id and lower(period) >= @Since and status in ('confirmed', 'released', 'cancelled', 'held')
            order by lower(period) desc
            limit @Each
        ) b
        """;

    private const string RefusalsSql = """
        select count(distinct attempt_id) from refusal where rule_id = @Old and at >= @Since
        """;

    // The longest stretch that a quota counts in, before the first booking that is judged.
    private const string HistorySql = $"""
        select b.id, b.person_id, b.community_id as group_id, b.resource_id, r.owner_id, r.kind, b.period, b.created_at, b.ended_at, b.cancelled_late,
               b.person_id is not null and {NoShowSql.Counts} as not_come,
               b.status = 'cancelled' or (b.status = 'released' and b.ended_at < lower(b.period)) as cancelled
        from booking b
        join resource r on r.id = b.resource_id
        where (b.person_id = any(@People) or b.community_id = any(@Groups)) and lower(b.period) >= @LookBack
          and (b.status in ('confirmed', 'released', 'cancelled') or (b.status = 'held' and b.hold_expires_at > @Now))
        order by lower(b.period) desc
        limit @Limit;

        select id, birth_year, is_resident from person where id = any(@People);

        select person_id, owner_id, since from membership where person_id = any(@People);

        select person_id, owner_id, resource_id, given_at, expires_at from introduction where person_id = any(@People);
        """;

    private static readonly Duration LookBack = Duration.FromDays(366);

    private sealed record BookingRow(Guid Id, Guid ResourceId, Guid? PersonId, Guid? GroupId, Interval Period, int People, bool Stands, Instant CreatedAt);

    private sealed record HistoryRow(
        Guid Id, Guid? PersonId, Guid? GroupId, Guid ResourceId, Guid OwnerId, string Kind, Interval Period, Instant CreatedAt, Instant? EndedAt, bool CancelledLate,
        bool NotCome, bool Cancelled)
    {
        public OwnBooking ToOwn() => new(Id, new Place(ResourceId, OwnerId, Kind), Period, CancelledLate, ForGroup: GroupId is not null);
    }

    private sealed record PersonRow(Guid Id, int? BirthYear, bool? IsResident);

    private sealed record MemberRow(Guid PersonId, Guid OwnerId, Instant Since);

    private sealed record IntroductionRow(Guid PersonId, Guid OwnerId, Guid? ResourceId, Instant GivenAt, Instant? ExpiresAt);

    private sealed record History(
        ILookup<Guid?, HistoryRow> Bookings, ILookup<Guid?, HistoryRow> OfGroups, IReadOnlyDictionary<Guid, PersonRow> People, ILookup<Guid, MemberRow> Memberships,
        ILookup<Guid, IntroductionRow> Introductions, bool IsWhole)
    {
        public static History None { get; } = new(
            Array.Empty<HistoryRow>().ToLookup(row => row.PersonId), Array.Empty<HistoryRow>().ToLookup(row => row.GroupId), new Dictionary<Guid, PersonRow>(),
            Array.Empty<MemberRow>().ToLookup(row => row.PersonId), Array.Empty<IntroductionRow>().ToLookup(row => row.PersonId), true);
    }

    private enum Answer
    {
        LetBe,
        Refused,
        Asked,
        Unknown,
    }

    public async Task<RulePreview> HandleAsync(
        CatalogueSnapshot catalogue, RuleTarget target, RuleDraft draft, CatalogueRule? replaced, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var since = now - Duration.FromDays(Days);
        var rule = draft.ToRule(Guid.CreateVersion7(), target.Level, now);
        var places = Sample(target.Reached);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var oldRefusals = replaced is null
            ? (long?)null
            : await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(RefusalsSql, new { Old = replaced.Rule.Id, Since = since }, cancellationToken: cancellation));
        if (!SaysNo(rule.Condition) || places.Count == 0)
        {
            return new RulePreview(SaysNo(rule.Condition), 0, 0, 0, 0, oldRefusals, [], 0, places.Count, target.Reached.Count, true);
        }

        var each = MostBookings / places.Count;
        var bookings = (await connection.QueryAsync<BookingRow>(new CommandDefinition(
            BookingsSql, new { Resources = places.Select(place => place.Id).ToArray(), Since = since, Each = each }, cancellationToken: cancellation))).AsList();
        var history = AsksWho(rule.Condition) ? await ReadHistoryAsync(connection, bookings, since, now, cancellation) : History.None;
        return Judge(catalogue, places, rule, replaced, bookings, history, now, since) with
        {
            OldRefusals = oldRefusals,
            AllPlaces = target.Reached.Count,
            IsWhole = history.IsWhole && bookings.GroupBy(booking => booking.ResourceId).All(place => place.Count() < each),
        };
    }

    private static RulePreview Judge(
        CatalogueSnapshot catalogue, IReadOnlyList<CatalogueResource> places, Rule rule, CatalogueRule? replaced,
        List<BookingRow> bookings, History history, Instant now, Instant since)
    {
        var rules = new RulesByLevel(catalogue);
        var termsOf = places.ToDictionary(
            place => place.Id,
            place => Rulebook.Of(place.Premises, CheckRule.RulesWith(rules, place, [rule], replaced), rule.ValidFrom).Terms);
        var (made, refused, asked, unknown) = (0, 0, 0, 0);
        List<TouchedBooking> coming = [];
        foreach (var booking in bookings)
        {
            var resource = catalogue.Get(booking.ResourceId);
            var answer = AnswerTo(booking, resource, termsOf[resource.Id], rule, history);
            if (booking.CreatedAt >= since)
            {
                made++;
                refused += answer == Answer.Refused ? 1 : 0;
                asked += answer == Answer.Asked ? 1 : 0;
                unknown += answer == Answer.Unknown ? 1 : 0;
            }

            // Who has failed to come too often stands in no list.
            if (rule.Condition is not NoShowLimit && answer == Answer.Refused && booking.Stands && booking.Period.Start > now)
            {
                coming.Add(new TouchedBooking(booking.Id, resource, booking.Period));
            }
        }

        return new RulePreview(
            true, made, refused, asked, unknown, null, [.. coming.OrderBy(booking => booking.Period.Start).Take(MostComing)], coming.Count,
            places.Count, places.Count, true);
    }

    private static Answer AnswerTo(BookingRow booking, CatalogueResource resource, Terms terms, Rule rule, History history)
    {
        // Nothing is known of whoever has been deleted.
        if (AsksWho(rule.Condition) && booking.PersonId is null)
        {
            return Answer.Unknown;
        }

        var request = new BookingRequest(booking.Period, booking.People);
        var facts = new Facts(Occupied.Nothing(Math.Max(1, resource.Units.Count)), FactsOf(booking, resource, history));
        return Admission.Decide(request, facts, terms, booking.CreatedAt) switch
        {
            Refused no => no.Reasons.Where(reason => reason.Rule == rule.Id).ToList() switch
            {
                [] => Answer.LetBe,
                var reasons when reasons.All(IsUnsaid) => Answer.Unknown,
                _ => Answer.Refused,
            },
            NeedsApproval asks when asks.Reasons.Any(reason => reason.Rule == rule.Id) => Answer.Asked,
            _ => Answer.LetBe,
        };
    }

    // As it was when the booking was made; what they say of themselves, as it is now. In which part of the city they live is left
    // out: whoever tries one rule after the other would learn it.
    private static PersonFacts FactsOf(BookingRow booking, CatalogueResource resource, History history)
    {
        if (booking.PersonId is not { } person)
        {
            return new PersonFacts { IsKnown = true };
        }

        var then = booking.CreatedAt;
        var said = history.People.GetValueOrDefault(person);
        return new PersonFacts
        {
            IsKnown = true,
            Bookings = AsOf(then, history.Bookings[person], booking),
            OfGroup = booking.GroupId is { } group ? AsOf(then, history.OfGroups[group], booking) : null,
            BirthYear = said?.BirthYear,
            IsResident = said?.IsResident,
            IsMember = history.Memberships[person].Any(one => one.OwnerId == resource.Owner.Id && one.Since <= then),
            Introductions =
            [
                .. history.Introductions[person]
                    .Where(one => one.OwnerId == resource.Owner.Id && (one.ResourceId is null || one.ResourceId == resource.Id) && one.GivenAt <= then)
                    .Select(one => new Introduction(one.GivenAt, one.ExpiresAt)),
            ],
            NotComeTo =
            [
                .. history.Bookings[person]
                    .Where(other => other.NotCome && other.OwnerId == resource.Owner.Id && other.EndedAt <= then)
                    .Select(other => other.Period.Start),
            ],
        };
    }

    private static IReadOnlyList<OwnBooking> AsOf(Instant then, IEnumerable<HistoryRow> bookings, BookingRow judged) =>
    [
        .. bookings
            .Where(other => other.Id != judged.Id && other.CreatedAt <= then && (!other.Cancelled || other.CancelledLate || other.EndedAt > then))
            .Select(other => other.ToOwn() with { CancelledLate = other.CancelledLate && other.EndedAt <= then }),
    ];

    private static async Task<History> ReadHistoryAsync(
        NpgsqlConnection connection, List<BookingRow> bookings, Instant since, Instant now, CancellationToken cancellation)
    {
        await using var rows = await connection.QueryMultipleAsync(new CommandDefinition(
            HistorySql,
            new
            {
                People = bookings.Select(booking => booking.PersonId).OfType<Guid>().Distinct().ToArray(),
                Groups = bookings.Select(booking => booking.GroupId).OfType<Guid>().Distinct().ToArray(),
                LookBack = since - LookBack, Now = now, Limit = MostHistory,
            },
            cancellationToken: cancellation));
        var history = (await rows.ReadAsync<HistoryRow>()).AsList();
        return new History(
            history.ToLookup(row => row.PersonId),
            history.ToLookup(row => row.GroupId),
            (await rows.ReadAsync<PersonRow>()).ToDictionary(row => row.Id),
            (await rows.ReadAsync<MemberRow>()).ToLookup(row => row.PersonId),
            (await rows.ReadAsync<IntroductionRow>()).ToLookup(row => row.PersonId),
            history.Count < MostHistory);
    }

    // From all over the list, so that they stand for the rest.
    private static IReadOnlyList<CatalogueResource> Sample(IReadOnlyList<CatalogueResource> all) => all.Count <= MostPlaces
        ? all
        : [.. Enumerable.Range(0, MostPlaces).Select(number => all[(int)((long)number * all.Count / MostPlaces)])];

    private static bool IsUnsaid(Refusal reason) => reason is ResidentsOnly { IsUnknown: true } or DistrictOnly { IsUnknown: true } or TooYoung { IsUnknown: true };

    private static bool AsksWho(Condition condition) =>
        condition is Quota or ConcurrentBookings or Spacing or Audience or IntroductionRequired or NoShowLimit or Approval { FromOutside: true };

    private static bool SaysNo(Condition condition) =>
        condition is not (BufferTime or QuietHours or Responsibility or CancellationDeadline or CheckInGrace or Reconfirmation);
}
