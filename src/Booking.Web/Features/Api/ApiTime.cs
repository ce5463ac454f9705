using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Api;

/// <summary>Times as programs send and get them: ISO 8601, with the offset from UTC. Those sent are whole minutes.</summary>
public static class ApiTime
{
    private const int FirstYear = 2000;
    private const int LastYear = 2199;

    private static readonly OffsetDateTimePattern Minutes = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<Z+HH:mm>");
    private static readonly OffsetDateTimePattern Seconds =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<Z+HH:mm>");
    private static readonly OffsetDateTimePattern Written = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>");

    /// <summary>
    /// Seconds may be left out or be zero. Null for anything else: without an offset nobody knows which moment is meant.
    /// </summary>
    public static OffsetDateTime? Parse(string text)
    {
        foreach (var pattern in (ReadOnlySpan<OffsetDateTimePattern>)[Minutes, Seconds])
        {
            if (pattern.Parse(text).TryGetValue(default, out var time))
            {
                return time is { Second: 0, NanosecondOfSecond: 0, Year: >= FirstYear and <= LastYear } ? time : null;
            }
        }

        return null;
    }

    public static string Format(OffsetDateTime time) => Written.Format(time);

    /// <summary>A moment as the clock shows it where the resource is.</summary>
    public static OffsetDateTime In(DateTimeZone zone, Instant moment) => moment.InZone(zone).ToOffsetDateTime();

    public static OffsetDateTime? In(DateTimeZone zone, Instant? moment) => moment is { } some ? In(zone, some) : null;
}

/// <summary>Times in JSON.</summary>
public sealed class ApiTimeConverter : JsonConverter<OffsetDateTime>
{
    public override OffsetDateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ApiTime.Parse(reader.GetString()!) is { } time ? time : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, OffsetDateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ApiTime.Format(value));
}

/// <summary>Times in the query of an address.</summary>
public sealed class ApiTimeBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var given = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (given == ValueProviderResult.None)
        {
            return Task.CompletedTask;
        }

        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, given);
        // A plus that was not escaped arrives as a space; no time has one.
        if (ApiTime.Parse((given.FirstValue ?? "").Replace(' ', '+')) is { } time)
        {
            bindingContext.Result = ModelBindingResult.Success(time);
        }
        else
        {
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, "Not a time.");
        }

        return Task.CompletedTask;
    }
}
