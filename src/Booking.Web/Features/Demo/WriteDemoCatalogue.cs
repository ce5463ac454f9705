using System.Globalization;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>Writes districts, owners, units, and the resources with all that belongs to them.</summary>
public static class WriteDemoCatalogue
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];

    private const string DistrictSql = """
        insert into district (slug, name, latitude, longitude) values (@Slug, @Name, @Latitude, @Longitude)
        """;

    private const string OwnerSql = """
        insert into owner (id, slug, name_da, name_en, kind, email, phone, parent_id)
        values (@Id, @Slug, @NameDa, @NameEn, @Kind, @Email, @Phone, @ParentId)
        """;

    private const string UnitSql = """
        insert into unit (id, name, revised_at, label) values (@Id, @Name, @Now, @Label)
        """;

    private const string ResourceSql = """
        insert into resource (id, slug, owner_id, kind, district, name_da, name_en, description_da, description_en, address, latitude,
            longitude, address_private, features, house_rules_da, house_rules_en, directions_da, directions_en, unit_use, capacity, lent_by)
        values (@Id, @Slug, @OwnerId, @Kind, @District, @NameDa, @NameEn, @DescriptionDa, @DescriptionEn, @Address, @Latitude,
            @Longitude, (select kind = 'citizen' from owner where id = @OwnerId), @Features, @HouseRulesDa, @HouseRulesEn, @DirectionsDa, @DirectionsEn, @UnitUse, @Capacity,
            @LentBy)
        """;

    private const string PartsSql = """
        insert into resource_unit (resource_id, unit_id) select @Id, unit_id from unnest(@Units) as u (unit_id);

        insert into resource_picture (resource_id, position, file, alt_da, alt_en)
        select @Id, position, file, alt_da, alt_en
        from unnest(@Files, @AltsDa, @AltsEn) with ordinality as p (file, alt_da, alt_en, position);
        """;

    // Who has all the units of something smaller is made of it.
    private const string MadeOfSql = """
        insert into resource_part (whole_id, part_id, relation)
        select whole.id, part.id, 'part'
        from resource whole
        join resource part on part.owner_id = whole.owner_id and part.id <> whole.id
        cross join lateral (select array_agg(unit_id) as units from resource_unit where resource_id = whole.id) w
        cross join lateral (select array_agg(unit_id) as units from resource_unit where resource_id = part.id) p
        where whole.unit_use = 'all' and part.unit_use = 'all' and w.units @> p.units and not p.units @> w.units
        """;

    private const string RuleSql = """
        insert into rule (id, kind, parameters, level, resource_id, reason_da, reason_en, set_at, valid_from)
        values (@Id, @Kind, @Parameters::jsonb, 'resource', @ResourceId, @ReasonDa, @ReasonEn, @ValidFrom, @ValidFrom)
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
            ParentId = owner.Parent is { } parent ? owners[parent] : (Guid?)null,
        }));

        var units = files.Resources.SelectMany(resource => resource.Units).Distinct().ToDictionary(name => name, _ => Guid.CreateVersion7());
        var alike = files.Resources.Where(resource => resource.UnitUse != "all").SelectMany(resource => resource.Units).ToHashSet();
        await connection.ExecuteAsync(UnitSql, units.Select(unit => new
        {
            Id = unit.Value, Name = unit.Key, Now = now, Label = alike.Contains(unit.Key) ? LabelOf(unit.Key) : "",
        }));

        List<DemoResource> written = [];
        foreach (var resource in files.Resources)
        {
            var rules = RulesOf(resource, now);
            var made = ToResource(files, resource, units, rules, looksAfter(resource.Owner), now);
            await WriteAsync(connection, resource, made, owners[resource.Owner]);
            await WriteAsync(connection, made.Id, rules);
            written.Add(made);
        }

        await connection.ExecuteAsync(MadeOfSql);
        return written;
    }

    // "arbejdsbord-1" is what its people call Arbejdsbord 1.
    private static string LabelOf(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');

    private static async Task WriteAsync(NpgsqlConnection connection, DemoFiles.Resource resource, DemoResource made, Guid ownerId)
    {
        await connection.ExecuteAsync(ResourceSql, new
        {
            made.Id, resource.Slug, OwnerId = ownerId, resource.Kind, resource.District, resource.NameDa, resource.NameEn,
            resource.DescriptionDa, resource.DescriptionEn, resource.Address, resource.Latitude, resource.Longitude, resource.Features,
            resource.HouseRulesDa, resource.HouseRulesEn, resource.DirectionsDa, resource.DirectionsEn, resource.UnitUse,
            resource.Capacity, LentBy = resource.Handover is null ? Lent.ByHour : Lent.ByDay,
        });
        await connection.ExecuteAsync(PartsSql, new
        {
            made.Id,
            Units = made.Units.ToArray(),
            Files = resource.Pictures.Select(picture => picture.File).ToArray(),
            AltsDa = resource.Pictures.Select(picture => picture.AltDa).ToArray(),
            AltsEn = resource.Pictures.Select(picture => picture.AltEn).ToArray(),
        });
    }

    private static Task<int> WriteAsync(NpgsqlConnection connection, Guid resourceId, IEnumerable<Rule> rules) =>
        connection.ExecuteAsync(RuleSql, rules.Select(rule => new
        {
            rule.Id, rule.Condition.Kind, Parameters = ConditionJson.Write(rule.Condition), ResourceId = resourceId, rule.ReasonDa, rule.ReasonEn, rule.ValidFrom,
        }));

    private static DemoResource ToResource(
        DemoFiles files, DemoFiles.Resource resource, Dictionary<string, Guid> units, IReadOnlyList<Rule> rules, bool hasCaretaker, Instant now)
    {
        // Nobody uses the most popular room from the first open minute to the last.
        const double shareOfTheMostPopular = 0.65;
        var premises = new Premises(Place.Nowhere, Zone, resource.UnitUse == "all" ? UnitUse.All : UnitUse.AnyOne, resource.Capacity);
        return new DemoResource(
            Guid.CreateVersion7(), resource.Slug, resource.Kind, [.. resource.Units.Select(name => units[name]).Order()],
            Rulebook.Of(premises, rules, now).Terms, resource.Popularity * shareOfTheMostPopular,
            files.People.PurposesByResource.GetValueOrDefault(resource.Slug) ?? files.People.Purposes[resource.Kind], hasCaretaker);
    }

    // In force as long as there have been bookings.
    private static Rule[] RulesOf(DemoFiles.Resource resource, Instant now)
    {
        var since = now - Duration.FromDays(400);
        return
        [
            .. Conditions(resource).Select(condition =>
            {
                var (da, en) = StartingSets.ReasonFor(resource.Kind, condition.Kind);
                return new Rule(Guid.CreateVersion7(), RuleLevel.Resource, Binding: false, condition, da, en, since, null);
            }),
            .. resource.Closures.SelectMany(closure => ToClosures(closure, now.InZone(Zone).Year).Select(dates =>
                new Rule(Guid.CreateVersion7(), RuleLevel.Resource, Binding: false, dates, closure.ReasonDa, closure.ReasonEn, since, null))),
        ];
    }

    private static IEnumerable<Condition> Conditions(DemoFiles.Resource resource)
    {
        yield return new OpeningHours(ToSpans(resource.OpeningHours), []);
        if (resource.Handover is { } handover)
        {
            yield return new HandoverTimes(ToSpans(handover.PickUp), ToSpans(handover.Return));
        }

        yield return new MinimumDuration(resource.MinimumMinutes);
        yield return new MaximumDuration(resource.MaximumMinutes);
        yield return new StartGrid(resource.StepMinutes);
        yield return new Horizon(resource.HorizonDays);
        if (resource.ClosedOnPublicHolidays)
        {
            yield return new PublicHolidays(Closed: true);
        }

        if (resource.LeadMinutes > 0)
        {
            yield return new LeadTime(resource.LeadMinutes);
        }

        if (resource.BufferBeforeMinutes + resource.BufferAfterMinutes > 0)
        {
            yield return new BufferTime(resource.BufferBeforeMinutes, resource.BufferAfterMinutes);
        }

        if (resource.ReleaseAfterMinutes is { } grace)
        {
            yield return new CheckInGrace(grace);
        }
    }

    private static IReadOnlyList<WeeklySpan> ToSpans(IEnumerable<DemoFiles.Hours> week) =>
        [.. week.SelectMany(hours => hours.Days.Select(day => ToSpan(day, hours)))];

    private static WeeklySpan ToSpan(string day, DemoFiles.Hours hours) => new(
        DemoFiles.Weekday(day), Minute(hours.Opens), Minute(hours.Closes));

    private static int Minute(string time) => time.Split(':') is [var hour, var minute]
        ? (int.Parse(hour, CultureInfo.InvariantCulture) * 60) + int.Parse(minute, CultureInfo.InvariantCulture)
        : throw new FormatException($"{time} is no time of day.");

    // From last year, because what begins before New Year may end after it.
    private static IEnumerable<ClosedDates> ToClosures(DemoFiles.YearlyClosure yearly, int year)
    {
        var days = AnnualDatePattern.CreateWithInvariantCulture("MM-dd");
        var (from, until) = (days.Parse(yearly.From).Value, days.Parse(yearly.Until).Value);
        return Enumerable.Range(year - 1, 4).Select(closed => new ClosedDates(
            from.InYear(closed), until.InYear(from <= until ? closed : closed + 1)));
    }
}
