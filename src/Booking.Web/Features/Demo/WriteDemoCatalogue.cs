using System.Globalization;
using Booking.Rules.Availability;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>Writes districts, owners, units, and the resources with all that belongs to them.</summary>
public static class WriteDemoCatalogue
{
    private const string DistrictSql = """
        insert into district (slug, name, latitude, longitude) values (@Slug, @Name, @Latitude, @Longitude)
        """;

    private const string OwnerSql = """
        insert into owner (id, slug, name_da, name_en, kind, email, phone) values (@Id, @Slug, @NameDa, @NameEn, @Kind, @Email, @Phone)
        """;

    private const string UnitSql = """
        insert into unit (id, name, revised_at) values (@Id, @Name, @Now)
        """;

    private const string ResourceSql = """
        insert into resource (id, slug, owner_id, kind, district, name_da, name_en, description_da, description_en, address, latitude,
            longitude, features, house_rules_da, house_rules_en, directions_da, directions_en, unit_use, capacity, minimum_minutes,
            maximum_minutes, step_minutes, lead_minutes, horizon_days, buffer_before_minutes, buffer_after_minutes,
            closed_on_public_holidays, release_after_minutes)
        values (@Id, @Slug, @OwnerId, @Kind, @District, @NameDa, @NameEn, @DescriptionDa, @DescriptionEn, @Address, @Latitude,
            @Longitude, @Features, @HouseRulesDa, @HouseRulesEn, @DirectionsDa, @DirectionsEn, @UnitUse, @Capacity, @MinimumMinutes,
            @MaximumMinutes, @StepMinutes, @LeadMinutes, @HorizonDays, @BufferBeforeMinutes, @BufferAfterMinutes,
            @ClosedOnPublicHolidays, @ReleaseAfterMinutes)
        """;

    private const string PartsSql = """
        insert into resource_unit (resource_id, unit_id) select @Id, unit_id from unnest(@Units) as u (unit_id);

        insert into resource_picture (resource_id, position, file, alt_da, alt_en)
        select @Id, position, file, alt_da, alt_en
        from unnest(@Files, @AltsDa, @AltsEn) with ordinality as p (file, alt_da, alt_en, position);

        insert into opening_hours (resource_id, weekday, opens_minute, closes_minute)
        select @Id, weekday, opens, closes from unnest(@Weekdays, @Opens, @Closes) as h (weekday, opens, closes);

        insert into closure (id, resource_id, from_date, until_date, reason_da, reason_en)
        select id, @Id, closed_from, closed_until, reason_da, reason_en
        from unnest(@ClosureIds, @From, @Until, @ReasonsDa, @ReasonsEn) as c (id, closed_from, closed_until, reason_da, reason_en);
        """;

    /// <summary>The resources as they were written.</summary>
    /// <param name="looksAfter">Whether the demo's caretaker looks after the resources of an owner.</param>
    public static async Task<IReadOnlyList<DemoResource>> HandleAsync(
        NpgsqlConnection connection, DemoFiles files, Func<string, bool> looksAfter, Instant now)
    {
        await connection.ExecuteAsync(DistrictSql, files.Districts);

        var owners = files.Owners.ToDictionary(owner => owner.Slug, _ => Guid.CreateVersion7());
        await connection.ExecuteAsync(OwnerSql, files.Owners.Select(owner => new
        {
            Id = owners[owner.Slug], owner.Slug, owner.NameDa, owner.NameEn, owner.Kind, owner.Email, owner.Phone,
        }));

        var units = files.Resources.SelectMany(resource => resource.Units).Distinct().ToDictionary(name => name, _ => Guid.CreateVersion7());
        await connection.ExecuteAsync(UnitSql, units.Select(unit => new { Id = unit.Value, Name = unit.Key, Now = now }));

        List<DemoResource> written = [];
        foreach (var resource in files.Resources)
        {
            var made = ToResource(files, resource, units, looksAfter(resource.Owner), now);
            await WriteAsync(connection, resource, made, owners[resource.Owner]);
            written.Add(made);
        }

        return written;
    }

    private static async Task WriteAsync(NpgsqlConnection connection, DemoFiles.Resource resource, DemoResource made, Guid ownerId)
    {
        await connection.ExecuteAsync(ResourceSql, new
        {
            made.Id, resource.Slug, OwnerId = ownerId, resource.Kind, resource.District, resource.NameDa, resource.NameEn,
            resource.DescriptionDa, resource.DescriptionEn, resource.Address, resource.Latitude, resource.Longitude, resource.Features,
            resource.HouseRulesDa, resource.HouseRulesEn, resource.DirectionsDa, resource.DirectionsEn, resource.UnitUse,
            resource.Capacity, resource.MinimumMinutes, resource.MaximumMinutes, resource.StepMinutes, resource.LeadMinutes,
            resource.HorizonDays, resource.BufferBeforeMinutes, resource.BufferAfterMinutes, resource.ClosedOnPublicHolidays,
            resource.ReleaseAfterMinutes,
        });
        await connection.ExecuteAsync(PartsSql, new
        {
            made.Id,
            Units = made.Units.ToArray(),
            Files = resource.Pictures.Select(picture => picture.File).ToArray(),
            AltsDa = resource.Pictures.Select(picture => picture.AltDa).ToArray(),
            AltsEn = resource.Pictures.Select(picture => picture.AltEn).ToArray(),
            Weekdays = made.Terms.OpeningHours.Select(hours => (int)hours.Day).ToArray(),
            Opens = made.Terms.OpeningHours.Select(hours => hours.OpensMinute).ToArray(),
            Closes = made.Terms.OpeningHours.Select(hours => hours.ClosesMinute).ToArray(),
            ClosureIds = made.Terms.Closures.Select(_ => Guid.CreateVersion7()).ToArray(),
            From = made.Terms.Closures.Select(closure => closure.From.ToDateOnly()).ToArray(),
            Until = made.Terms.Closures.Select(closure => closure.Until.ToDateOnly()).ToArray(),
            ReasonsDa = made.Terms.Closures.Select(closure => closure.ReasonDa).ToArray(),
            ReasonsEn = made.Terms.Closures.Select(closure => closure.ReasonEn).ToArray(),
        });
    }

    private static DemoResource ToResource(
        DemoFiles files, DemoFiles.Resource resource, Dictionary<string, Guid> units, bool hasCaretaker, Instant now)
    {
        // Nobody uses the most popular room from the first open minute to the last.
        const double shareOfTheMostPopular = 0.65;
        var zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];
        var terms = new Terms
        {
            Zone = zone,
            OpeningHours = [.. resource.OpeningHours.SelectMany(hours => hours.Days.Select(day => ToSpan(day, hours)))],
            Closures = [.. resource.Closures.SelectMany(closure => ToClosures(closure, now.InZone(zone).Year))],
            ClosedOnPublicHolidays = resource.ClosedOnPublicHolidays,
            MinimumMinutes = resource.MinimumMinutes,
            MaximumMinutes = resource.MaximumMinutes,
            StepMinutes = resource.StepMinutes,
            LeadMinutes = resource.LeadMinutes,
            HorizonDays = resource.HorizonDays,
            Buffer = new Booking.Rules.Availability.Buffer(
                Duration.FromMinutes(resource.BufferBeforeMinutes), Duration.FromMinutes(resource.BufferAfterMinutes)),
            Capacity = resource.Capacity,
            Use = resource.UnitUse == "all" ? UnitUse.All : UnitUse.AnyOne,
        };
        return new DemoResource(
            Guid.CreateVersion7(), resource.Slug, resource.Kind, [.. resource.Units.Select(name => units[name]).Order()], terms,
            resource.ReleaseAfterMinutes, resource.Popularity * shareOfTheMostPopular,
            files.People.PurposesByResource.GetValueOrDefault(resource.Slug) ?? files.People.Purposes[resource.Kind], hasCaretaker);
    }

    private static WeeklySpan ToSpan(string day, DemoFiles.Hours hours) => new(
        (IsoDayOfWeek)(1 + Array.IndexOf(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], day)), Minute(hours.Opens), Minute(hours.Closes));

    private static int Minute(string time) => time.Split(':') is [var hour, var minute]
        ? (int.Parse(hour, CultureInfo.InvariantCulture) * 60) + int.Parse(minute, CultureInfo.InvariantCulture)
        : throw new FormatException($"{time} is no time of day.");

    // From last year, because what begins before New Year may end after it.
    private static IEnumerable<Closure> ToClosures(DemoFiles.YearlyClosure yearly, int year)
    {
        var days = AnnualDatePattern.CreateWithInvariantCulture("MM-dd");
        var (from, until) = (days.Parse(yearly.From).Value, days.Parse(yearly.Until).Value);
        return Enumerable.Range(year - 1, 4).Select(closed => new Closure(
            from.InYear(closed), until.InYear(from <= until ? closed : closed + 1), yearly.ReasonDa, yearly.ReasonEn));
    }
}
