using Booking.Rules.Conditions;
using Booking.Web.Features.Rules;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Testing;

/// <summary>A rule written straight into the database, in force since long before: of a resource, an owner, a district or, with none of them, the municipality.</summary>
public sealed record TestRule(Condition Condition)
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid? Resource { get; init; }

    /// <summary>By its slug.</summary>
    public string? Owner { get; init; }

    public string? District { get; init; }

    public bool Binding { get; init; }

    public string ReasonDa { get; init; } = "Ferie";

    public string ReasonEn { get; init; } = "Holiday";

    public Instant From { get; init; } = Instant.FromUtc(2026, 1, 1, 0, 0);

    public Instant? Until { get; init; }

    public async Task<TestRule> InsertAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await InsertAsync(connection);
    }

    public async Task<TestRule> InsertAsync(NpgsqlConnection connection)
    {
        await connection.ExecuteAsync(InsertSql, new
        {
            Id, Condition.Kind, Parameters = ConditionJson.Write(Condition), Resource, Owner, District, Binding, ReasonDa, ReasonEn, From, Until,
            Level = Resource is not null ? "resource" : Owner is not null ? "owner" : District is not null ? "district" : "municipality",
        });
        return this;
    }

    private const string InsertSql = """
        insert into rule (id, kind, parameters, level, district, owner_id, resource_id, binding, reason_da, reason_en, set_at, valid_from, valid_until)
        values (@Id, @Kind, @Parameters::jsonb, @Level, @District, (select id from owner where slug = @Owner), @Resource, @Binding,
            @ReasonDa, @ReasonEn, @From, @From, @Until)
        """;
}
