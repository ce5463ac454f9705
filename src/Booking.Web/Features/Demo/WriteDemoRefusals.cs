using System.Security.Cryptography;
using System.Text;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>
/// Writes whom rules have stopped lately, as it would have been counted: who it was is a hash, and of the months that are over
/// nobody has the key.
/// </summary>
public static class WriteDemoRefusals
{
    private const int Weeks = 13;
    private const int EarliestHour = 7;
    private const int LatestHour = 22;
    private const int KeyLength = 32;
    private const int PeopleOfASort = 12;

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];

    private const string KeySql = """
        insert into refusal_key (month, secret) values (@Month, @Secret)
        on conflict (month) do update set secret = refusal_key.secret
        returning secret
        """;

    // The rule that held there then: the nearest of its kind.
    private const string Sql = """
        insert into refusal (attempt_id, at, code, rule_id, resource_id, who, found_alternative)
        select one.attempt, one.at, one.code, nearest.id, r.id, one.who, one.found
        from unnest(@Attempts, @Moments, @Codes, @Kinds, @Resources, @Who, @Found) as one (attempt, at, code, kind, resource, who, found)
        join resource r on r.slug = one.resource
        left join lateral (
            select rule.id from rule
            where rule.kind = one.kind and rule.valid_from <= one.at and (rule.valid_until is null or rule.valid_until > one.at)
              and (rule.resource_id = r.id or rule.owner_id = r.owner_id or rule.district = r.district or rule.level = 'municipality')
            order by array_position(array['resource', 'owner', 'district', 'municipality'], rule.level)
            limit 1
        ) as nearest on true
        order by one.at
        """;

    private sealed record Attempt(Guid Id, Instant At, DemoFiles.Refusal Sort, string Who, bool Found);

    /// <param name="people">Who tried.</param>
    public static async Task HandleAsync(NpgsqlConnection connection, DemoFiles files, IReadOnlyList<Guid> people, Instant now)
    {
        var attempts = files.Refusals.SelectMany(sort => AttemptsOf(sort, people, now)).ToList();
        var keys = new Dictionary<LocalDate, byte[]>();
        foreach (var month in attempts.Select(attempt => MonthOf(attempt.At)).Append(MonthOf(now)).Distinct())
        {
            keys[month] = RandomNumberGenerator.GetBytes(KeyLength);
        }

        keys[MonthOf(now)] = (await connection.ExecuteScalarAsync<byte[]>(KeySql, new { Month = MonthOf(now), Secret = keys[MonthOf(now)] }))!;
        await connection.ExecuteAsync(Sql, new
        {
            Attempts = attempts.Select(attempt => attempt.Id).ToArray(),
            Moments = attempts.Select(attempt => attempt.At).ToArray(),
            Codes = attempts.Select(attempt => attempt.Sort.Code).ToArray(),
            Kinds = attempts.Select(attempt => attempt.Sort.Rule).ToArray(),
            Resources = attempts.Select(attempt => attempt.Sort.Resource).ToArray(),
            Who = attempts.Select(attempt => SHA256.HashData([.. keys[MonthOf(attempt.At)], .. Encoding.UTF8.GetBytes(attempt.Who)])).ToArray(),
            Found = attempts.Select(attempt => attempt.Found).ToArray(),
        });
    }

    private static IEnumerable<Attempt> AttemptsOf(DemoFiles.Refusal sort, IReadOnlyList<Guid> people, Instant now)
    {
        var today = now.InZone(Zone).Date;
        var chooser = DemoRandom.Of(sort.Resource, sort.Code);
        IReadOnlyList<Guid> tryingAgain = [.. Enumerable.Range(0, PeopleOfASort).Select(_ => chooser.Pick(people))];
        for (var day = today.PlusWeeks(-Weeks); day <= today; day = day.PlusDays(1))
        {
            var random = DemoRandom.Of(sort.Resource, sort.Code, day.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            for (var chance = sort.AWeek / 7; chance > 0; chance--)
            {
                var at = (day + new LocalTime(random.Next(EarliestHour, LatestHour), random.Next(60))).InZoneLeniently(Zone).ToInstant();
                var attempt = new Attempt(Guid.CreateVersion7(at.ToDateTimeOffset()), at, sort, random.Pick(tryingAgain).ToString(), random.Chance(sort.Found));
                if (random.Chance(chance) && at < now)
                {
                    yield return attempt;
                }
            }
        }
    }

    private static LocalDate MonthOf(Instant moment)
    {
        var date = moment.InUtc().Date;
        return new LocalDate(date.Year, date.Month, 1);
    }
}
