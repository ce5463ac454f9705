using System.Text.Json;
using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceImport;

/// <summary>Makes the drafts of a file's good rows, all of them or none, once.</summary>
public sealed class MakeDrafts(NpgsqlDataSource database, Catalogue catalogue, JudgeRows judge, IClock clock)
{
    private const string ResourcesSql = """
        insert into resource (id, slug, owner_id, kind, district, name_da, name_en, description_da, description_en, address, latitude,
            longitude, address_private, features, house_rules_da, house_rules_en, directions_da, directions_en, unit_use, capacity, lent_by,
            published, answered)
        select id, slug, @OwnerId, kind, district, name_da, name_en, description_da, description_en, address, latitude,
            longitude, address_private, features, house_rules_da, house_rules_en, directions_da, directions_en, unit_use, capacity, lent_by,
            false, answered
        from jsonb_to_recordset(@Resources::jsonb) as r (
            id uuid, slug text, kind text, district text, name_da text, name_en text, description_da text, description_en text, address text,
            latitude double precision, longitude double precision, address_private boolean, features text[], house_rules_da text[],
            house_rules_en text[], directions_da text, directions_en text, unit_use text, capacity integer, lent_by text, answered text[]);

        insert into unit (id, name, revised_at, label)
        select id, name, @Now, label from jsonb_to_recordset(@Units::jsonb) as u (id uuid, name text, label text);

        insert into resource_unit (resource_id, unit_id)
        select resource_id, id from jsonb_to_recordset(@Units::jsonb) as u (id uuid, resource_id uuid);

        insert into rule (id, kind, parameters, level, resource_id, binding, reason_da, reason_en, set_by, set_at, valid_from)
        select id, kind, parameters, 'resource', resource_id, false, reason_da, reason_en, @ActorId, @Now, @Now
        from jsonb_to_recordset(@Rules::jsonb) as r (
            id uuid, resource_id uuid, kind text, parameters jsonb, reason_da text, reason_en text);

        insert into audit (at, actor_id, action, subject, owner_id, detail)
        select @Now, @ActorId, 'resource.imported', id, @OwnerId,
               jsonb_strip_nulls(jsonb_build_object('name', name_da, 'kind', kind, 'ruleSet', rule_set))
        from jsonb_to_recordset(@Resources::jsonb) as r (id uuid, name_da text, kind text, rule_set text);

        update resource_import set made_at = @Now, made = @Made, content = '' where id = @Id;
        """;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Nothing happens the second time, nor when there is not one good row.</summary>
    public async Task HandleAsync(KeptImport import, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        while (!await TryAsync(connection, import.Id, import.OwnerId, actor, cancellation))
        {
            // Somebody changed a rule or a name between the reading and the writing.
        }
    }

    private async Task<bool> TryAsync(NpgsqlConnection connection, Guid id, Guid ownerId, SignedInPerson actor, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ArrangeUnits.LockOwnerAsync(connection, transaction, ownerId);
        if (await WriteRule.LockAsync(connection, transaction, actor.Id, cancellation) != snapshot.Version)
        {
            return false;
        }

        if (await KeptImport.FindAsync(connection, id, actor, cancellation, transaction) is not { MadeAt: null } import
            || snapshot.FindOwner(ownerId) is not { } owner)
        {
            return true;
        }

        var now = clock.GetCurrentInstant();
        if (ReadTable.Of(import.Content).Table is not { } table || judge.Of(table, owner, snapshot, now).File is not { } file)
        {
            return true;
        }

        (Guid Id, ImportedDraft Draft)[] drafts = [.. file.Good.Select(row => (Guid.CreateVersion7(), row.Draft!))];
        if (drafts.Length == 0)
        {
            return true;
        }

        await connection.ExecuteAsync(
            ResourcesSql,
            new
            {
                Id = id, OwnerId = ownerId, ActorId = actor.Id, Now = now, Made = drafts.Select(draft => draft.Id).ToArray(),
                Resources = JsonSerializer.Serialize(drafts.Select(draft => RowOf(draft.Id, draft.Draft)), Options),
                Units = JsonSerializer.Serialize(drafts.SelectMany(draft => UnitsOf(draft.Id, draft.Draft.Use)), Options),
                Rules = JsonSerializer.Serialize(drafts.SelectMany(draft => draft.Draft.Rules.Select(rule => RuleOf(draft.Id, rule))), Options),
            },
            transaction);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static object RowOf(Guid id, ImportedDraft draft) => new
    {
        Id = id, draft.Slug, draft.What.Kind, draft.Where.District, NameDa = draft.What.Name.Da, NameEn = draft.What.Name.En,
        DescriptionDa = draft.There.Description.Da, DescriptionEn = draft.There.Description.En, draft.Where.Address, draft.Where.Latitude,
        draft.Where.Longitude, draft.Where.AddressPrivate, draft.There.Features, draft.There.HouseRulesDa, draft.There.HouseRulesEn,
        DirectionsDa = draft.Where.Directions.Da, DirectionsEn = draft.Where.Directions.En, UnitUse = draft.Use.IsPool ? "anyOne" : "all",
        Capacity = draft.Use.People, draft.Use.LentBy, draft.RuleSet,
        Answered = (string[])
        [
            SetupStep.What, SetupStep.Where, SetupStep.Use, SetupStep.There, .. draft.RuleSet is null ? [] : (string[])[SetupStep.Rules],
        ],
    };

    private static IEnumerable<object> UnitsOf(Guid resourceId, UseAnswer use) => Enumerable.Range(1, use.Count).Select(number => new
    {
        Id = Guid.CreateVersion7(), ResourceId = resourceId, Name = SaveUse.UnitName(resourceId, number),
        Label = use.Names.Count > 0 ? use.Names[number - 1] : "",
    });

    private static object RuleOf(Guid resourceId, StartingRule rule) => new
    {
        Id = Guid.CreateVersion7(), ResourceId = resourceId, rule.Condition.Kind,
        Parameters = JsonSerializer.Deserialize<JsonElement>(ConditionJson.Write(rule.Condition)), rule.ReasonDa, rule.ReasonEn,
    };
}
