using System.Text.Json;

namespace Booking.Web.Features.Demo;

/// <summary>The texts of <c>sql/demo</c>, as they were when the application was built.</summary>
public sealed record DemoFiles(
    IReadOnlyList<DemoFiles.District> Districts, IReadOnlyList<DemoFiles.Owner> Owners, IReadOnlyList<DemoFiles.Resource> Resources,
    IReadOnlyList<DemoFiles.Rule> Rules, DemoFiles.Residents People)
{
    public sealed record District(string Slug, string Name, double Latitude, double Longitude);

    public sealed record Owner(string Slug, string NameDa, string NameEn, string Kind, string Email, string Phone);

    /// <param name="Days">mon to sun.</param>
    /// <param name="Opens">HH:mm.</param>
    /// <param name="Closes">HH:mm, above 24:00 for an end on the next day.</param>
    public sealed record Hours(string[] Days, string Opens, string Closes);

    /// <param name="From">MM-dd of every year.</param>
    /// <param name="Until">MM-dd, itself closed; before <paramref name="From"/> it is next year's.</param>
    public sealed record YearlyClosure(string From, string Until, string ReasonDa, string ReasonEn);

    public sealed record Picture(string File, string AltDa, string AltEn);

    /// <param name="Units">Names; resources that name the same unit share it.</param>
    /// <param name="Popularity">0 for what nobody uses, to 1 for what is nearly always taken.</param>
    public sealed record Resource(
        string Slug, string Owner, string Kind, string District, string NameDa, string NameEn, string DescriptionDa, string DescriptionEn,
        string Address, double Latitude, double Longitude, int Capacity, string[] Features, string[] HouseRulesDa, string[] HouseRulesEn,
        string DirectionsDa, string DirectionsEn, Picture[] Pictures, string[] Units, string UnitUse, Hours[] OpeningHours,
        YearlyClosure[] Closures, bool ClosedOnPublicHolidays, int MinimumMinutes, int MaximumMinutes, int StepMinutes, int LeadMinutes,
        int HorizonDays, int BufferBeforeMinutes, int BufferAfterMinutes, int? ReleaseAfterMinutes, double Popularity);

    /// <summary>One that holds beside the terms that stand with each resource.</summary>
    /// <param name="Key">The slug of the district, the owner or the resource; blank for the municipality.</param>
    public sealed record Rule(
        string Level, string Key, bool Binding, string Kind, JsonElement Parameters, string ReasonDa, string ReasonEn);

    public sealed record Person(string Name, string Email);

    /// <param name="Purposes">What a kind of resource is booked for.</param>
    /// <param name="PurposesByResource">The same for one resource that differs from its kind, by slug.</param>
    public sealed record Residents(
        Person[] People, Dictionary<string, string[]> Purposes, Dictionary<string, string[]> PurposesByResource);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static DemoFiles Read() => new(
        Read<District[]>("districts"), Read<Owner[]>("owners"), Read<Resource[]>("resources"), Read<Rule[]>("rules"),
        Read<Residents>("people"));

    private static T Read<T>(string name)
    {
        using var file = typeof(DemoFiles).Assembly.GetManifestResourceStream($"demo/{name}.json")
            ?? throw new InvalidOperationException($"sql/demo/{name}.json was not built in.");
        return JsonSerializer.Deserialize<T>(file, Options)!;
    }
}
