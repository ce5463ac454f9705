using Booking.Rules;
using Booking.Web.Features.Shared;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>Time that somebody has given up within the last hours, for today and tomorrow morning: what of it can be booked is free now.</summary>
public static class WriteDemoFreeNow
{
    private static readonly string[] Places =
    [
        "skovkanten-faellesrum", "noerrevang-hal-a", "aabent-vaerksted-arbejdsborde", "syrenhaven-cykelvaerksted", "yusufs-boremaskine", "gellerup-faelleskoekken",
    ];

    private const string Sql = """
        insert into freed_time (unit_id, period, freed_at)
        select u.unit_id, p.period, @Now - p.nr * interval '47 minutes'
        from unnest(@Places) with ordinality as place (slug, nr)
        join resource r on r.slug = place.slug
        cross join lateral (select min(unit_id::text)::uuid as unit_id from resource_unit where resource_id = r.id) u
        cross join lateral (values (tstzrange(@Now, @Midnight), place.nr), (tstzrange(@Midnight, @Noon), place.nr + 1)) as p (period, nr)
        where not isempty(p.period)
        """;

    public static Task HandleAsync(NpgsqlConnection connection, Instant now)
    {
        var tomorrow = WallClock.DateAt(now, HomeZone.Zone).PlusDays(1);
        return connection.ExecuteAsync(Sql, new
        {
            Places,
            Now = now,
            Midnight = HomeZone.Zone.AtStartOfDay(tomorrow).ToInstant(),
            Noon = HomeZone.Zone.AtLeniently(tomorrow.At(new LocalTime(12, 0))).ToInstant(),
        });
    }
}
