using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Booking.Rules.Conditions;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Booking.Web.Features.Rules;

/// <summary>
/// What a rule says, as it is stored: the name of its kind, and its parameters as JSON. Keys in camelCase, dates as
/// 2026-12-24 and 12-24, weekdays from 1, which is Monday, to 7.
/// </summary>
public static class ConditionJson
{
    private static readonly FrozenDictionary<string, Type> Types = typeof(Condition).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Condition)) && !type.IsAbstract)
        .ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // A rule that says half of what was meant is worse than none: nothing is left out, written twice or made up.
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepParameters } },
        Converters =
        {
            NodaConverters.LocalDateConverter,
            NodaConverters.AnnualDateConverter,
            new WeekdayConverter(),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    };

    /// <summary>The names of all kinds, in alphabetical order.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Types.Keys.Order(StringComparer.Ordinal)];

    /// <exception cref="UnknownRuleKindException">No kind has that name.</exception>
    /// <exception cref="UnreadableRuleException">The parameters are not those of the kind, or make no sense.</exception>
    public static Condition Read(string kind, string parameters)
    {
        if (!Types.TryGetValue(kind, out var type))
        {
            throw new UnknownRuleKindException(kind);
        }

        try
        {
            var condition = (Condition?)JsonSerializer.Deserialize(parameters, type, Options);
            return condition is not null && IsWhole(condition) ? condition : throw new JsonException("A value is missing or unknown.");
        }
        catch (Exception cause) when (cause is JsonException or ArgumentException)
        {
            throw new UnreadableRuleException(kind, cause);
        }
    }

    public static string Write(Condition condition) => JsonSerializer.Serialize(condition, condition.GetType(), Options);

    public static JsonElement ToElement(Condition condition) => JsonSerializer.SerializeToElement(condition, condition.GetType(), Options);

    /// <summary>What the parameters of a kind look like, as JSON Schema. Within which bounds they make sense it does not say.</summary>
    /// <exception cref="UnknownRuleKindException">No kind has that name.</exception>
    public static JsonNode SchemaOf(string kind)
    {
        var type = Types.GetValueOrDefault(kind) ?? throw new UnknownRuleKindException(kind);
        var schema = Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = DescribeValue });
        return WithoutReferences(schema, schema);
    }

    // Of what is written by a converter of its own the exporter knows nothing.
    private static JsonNode DescribeValue(JsonSchemaExporterContext context, JsonNode schema)
    {
        var given = context.TypeInfo.Type;
        var type = Nullable.GetUnderlyingType(given) ?? given;
        JsonObject? described = type == typeof(LocalDate) ? new() { ["type"] = "string", ["format"] = "date" }
            : type == typeof(AnnualDate) ? new() { ["type"] = "string", ["pattern"] = "^[0-9]{2}-[0-9]{2}$" }
            : type == typeof(IsoDayOfWeek) ? new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 7 }
            : null;
        if (described is not null && type != given)
        {
            described["type"] = new JsonArray((string?)described["type"], "null");
        }

        return described ?? schema;
    }

    // They count from the root of a document, and this is a part of one.
    private static JsonNode WithoutReferences(JsonNode node, JsonNode root) => node switch
    {
        JsonObject { Count: 1 } one when one["$ref"] is { } reference =>
            WithoutReferences(((string)reference!)["#/".Length..].Split('/').Aggregate(root, (at, name) => at[name]!), root),
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)WithoutReferences(member.Value!, root)))),
        JsonArray items => new JsonArray([.. items.Select(item => WithoutReferences(item!, root))]),
        _ => node.DeepClone(),
    };

    // What a condition derives from its parameters is not stored; what may be null may be left out.
    private static void KeepParameters(JsonTypeInfo info)
    {
        for (var index = info.Properties.Count - 1; index >= 0; index--)
        {
            var property = info.Properties[index];
            if (property.AssociatedParameter is not { } parameter)
            {
                info.Properties.RemoveAt(index);
            }
            else if (Nullable.GetUnderlyingType(parameter.ParameterType) is not null)
            {
                property.IsRequired = false;
            }
        }
    }

    // The serializer minds nulls in properties, not in lists; and it reads "owner, category" as a third scope.
    private static bool IsWhole(Condition condition) => condition switch
    {
        OpeningHours hours => hours.Week.All(span => span is not null)
            && hours.Seasons.All(season => season is not null && season.Week.All(span => span is not null)),
        SchoolHolidays school => school.Holidays.All(holiday => holiday is not null),
        Quota quota => Enum.IsDefined(quota.Measure) && Enum.IsDefined(quota.Per)
            && Enum.IsDefined(quota.Over) && Enum.IsDefined(quota.Counts) && Enum.IsDefined(quota.Of),
        ConcurrentBookings concurrent => Enum.IsDefined(concurrent.Over),
        Spacing spacing => Enum.IsDefined(spacing.Over),
        _ => true,
    };

    private sealed class WeekdayConverter : JsonConverter<IsoDayOfWeek>
    {
        public override IsoDayOfWeek Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (IsoDayOfWeek)reader.GetInt32();

        public override void Write(Utf8JsonWriter writer, IsoDayOfWeek value, JsonSerializerOptions options) =>
            writer.WriteNumberValue((int)value);
    }
}
