using System.Text.Json;
using NodaTime;

namespace Booking.Web.Features.Demo;

/// <summary>The texts of <c>sql/demo</c>, as they were when the application was built.</summary>
public sealed record DemoFiles(
    IReadOnlyList<DemoFiles.District> Districts, IReadOnlyList<DemoFiles.Owner> Owners, IReadOnlyList<DemoFiles.Resource> Resources,
    IReadOnlyList<DemoFiles.Rule> Rules, DemoFiles.Residents People, IReadOnlyList<DemoFiles.Refusal> Refusals,
    IReadOnlyList<DemoFiles.Challenge> Challenges, IReadOnlyList<DemoFiles.Request> Requests)
{
    public sealed record District(string Slug, string Name, double Latitude, double Longitude);

    /// <param name="Parent">The slug of an owner that stands before it in the file; null for none.</param>
    public sealed record Owner(string Slug, string NameDa, string NameEn, string Kind, string Email, string Phone, string? Parent = null);

    /// <param name="Days">mon to sun.</param>
    /// <param name="Opens">HH:mm.</param>
    /// <param name="Closes">HH:mm, above 24:00 for an end on the next day.</param>
    public sealed record Hours(string[] Days, string Opens, string Closes);

    /// <param name="From">MM-dd of every year.</param>
    /// <param name="Until">MM-dd, itself closed; before <paramref name="From"/> it is next year's.</param>
    public sealed record YearlyClosure(string From, string Until, string ReasonDa, string ReasonEn);

    public sealed record Picture(string File, string AltDa, string AltEn);

    /// <summary>When something that is lent from day to day is fetched and brought back.</summary>
    public sealed record Handover(Hours[] PickUp, Hours[] Return);

    /// <param name="Handover">Null for what is booked by the hour.</param>
    /// <param name="Units">Names; resources that name the same unit share it.</param>
    /// <param name="Popularity">0 for what nobody uses, to 1 for what is nearly always taken.</param>
    public sealed record Resource(
        string Slug, string Owner, string Kind, string District, string NameDa, string NameEn, string DescriptionDa, string DescriptionEn,
        string Address, double Latitude, double Longitude, int Capacity, string[] Features, string[] HouseRulesDa, string[] HouseRulesEn,
        string DirectionsDa, string DirectionsEn, Picture[] Pictures, string[] Units, string UnitUse, Hours[] OpeningHours,
        YearlyClosure[] Closures, bool ClosedOnPublicHolidays, int MinimumMinutes, int MaximumMinutes, int StepMinutes, int LeadMinutes,
        int HorizonDays, int BufferBeforeMinutes, int BufferAfterMinutes, int? ReleaseAfterMinutes, double Popularity, Handover? Handover = null);

    /// <summary>One that holds beside the terms that stand with each resource.</summary>
    /// <param name="Key">The slug of the district, the owner or the resource; blank for the municipality.</param>
    public sealed record Rule(
        string Level, string Key, bool Binding, string Kind, JsonElement Parameters, string ReasonDa, string ReasonEn);

    public sealed record Person(string Name, string Email);

    /// <param name="Purposes">What a kind of resource is booked for.</param>
    /// <param name="PurposesByResource">The same for one resource that differs from its kind, by slug.</param>
    public sealed record Residents(
        Person[] People, Dictionary<string, string[]> Purposes, Dictionary<string, string[]> PurposesByResource);

    /// <summary>A no that people keep meeting.</summary>
    /// <param name="Rule">The kind of the rule behind it; null where the time was taken.</param>
    /// <param name="AWeek">How often.</param>
    /// <param name="Found">The share that found something else, 0 to 1.</param>
    public sealed record Refusal(string Resource, string Code, double AWeek, double Found, string? Rule = null);

    /// <summary>A resident's question to a rule of a resource or of an owner.</summary>
    /// <param name="Kind">The kind of the rule.</param>
    /// <param name="By">The writer's address, as those of the supporters.</param>
    /// <param name="Answer">keep or change; null while it waits.</param>
    /// <param name="Was">What the rule said before it was changed.</param>
    public sealed record Challenge(
        string Kind, string By, bool ShowsName, int DaysAgo, string Prevents, string Better, string[] Supporters,
        string? Resource = null, string? Owner = null, string? Answer = null, int? AnsweredAfterDays = null, string? Reason = null,
        JsonElement? Was = null, string? WasReasonDa = null, string? WasReasonEn = null);

    /// <summary>What somebody has asked an owner for.</summary>
    /// <param name="Kind">approval or exception.</param>
    /// <param name="Code">What stands in the way, and <paramref name="Rule"/> the kind of the rule behind it.</param>
    /// <param name="Day">The weekday, mon to sun.</param>
    /// <param name="From">HH:mm.</param>
    /// <param name="Holds">Whether its time is held; as the rule has it.</param>
    public sealed record Request(
        string Resource, string Kind, string Code, string Rule, string By, string Day, string From, int Minutes, int People,
        int AskedHoursAgo, string Purpose, string Why, bool Holds = true);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static DemoFiles Read() => new(
        Read<District[]>("districts"), Read<Owner[]>("owners"), Read<Resource[]>("resources"), Read<Rule[]>("rules"),
        Read<Residents>("people"), Read<Refusal[]>("refusals"), Read<Challenge[]>("challenges"), Read<Request[]>("requests"));

    /// <param name="day">mon to sun.</param>
    public static IsoDayOfWeek Weekday(string day) =>
        (IsoDayOfWeek)(1 + Array.IndexOf(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], day));

    private static T Read<T>(string name)
    {
        using var file = typeof(DemoFiles).Assembly.GetManifestResourceStream($"demo/{name}.json")
            ?? throw new InvalidOperationException($"sql/demo/{name}.json was not built in.");
        return JsonSerializer.Deserialize<T>(file, Options)!;
    }
}
