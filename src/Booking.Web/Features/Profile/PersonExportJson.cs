using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Booking.Web.Features.Profile;

/// <summary>The file a person downloads: indented, and with their letters as they are.</summary>
public static class PersonExportJson
{
    private static readonly JsonSerializerOptions Options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    }.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    public static string Write(PersonExport export) => JsonSerializer.Serialize(export, Options);
}
