using Booking.Web.Features.Rules;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>Writes what the municipality, districts, owners and single resources ask for beside the terms that stand with each resource.</summary>
public static class WriteDemoRules
{
    private const string Sql = """
        insert into rule (id, kind, parameters, level, district, owner_id, resource_id, binding, reason_da, reason_en, set_at, valid_from)
        values (@Id, @Kind, @Parameters::jsonb, @Level,
            case @Level when 'district' then @Key end,
            case @Level when 'owner' then (select id from owner where slug = @Key) end,
            case @Level when 'resource' then (select id from resource where slug = @Key) end,
            @Binding, @ReasonDa, @ReasonEn, @Since, @Since)
        """;

    public static Task<int> HandleAsync(NpgsqlConnection connection, DemoFiles files, Instant now) =>
        connection.ExecuteAsync(Sql, files.Rules.Select(rule => new
        {
            Id = Guid.CreateVersion7(), rule.Kind, rule.Level, rule.Key, rule.Binding, rule.ReasonDa, rule.ReasonEn,
            Parameters = ConditionJson.Write(ConditionJson.Read(rule.Kind, rule.Parameters.GetRawText())),
            Since = now - Duration.FromDays(400),
        }));
}
