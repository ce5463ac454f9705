using System.Globalization;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>How many it is for, and how many there are of it: as typed.</summary>
public sealed class UseForm
{
    public const int MostPeople = 10000;
    public const int MostAlike = 50;

    public const string One = "one";
    public const string Pool = "pool";

    /// <summary>Made of parts already, or sharing them with something else: left as it is.</summary>
    public const string Parts = "parts";

    public string? People { get; set; }

    public string? Units { get; set; }

    public string? Count { get; set; }

    /// <summary>That those who share it have seen which bookings it touches.</summary>
    public bool Seen { get; set; }

    public static UseForm Of(SetupRecord resource) => resource.Answered.Contains(SetupStep.Use)
        ? new UseForm
        {
            People = resource.Capacity.ToString(CultureInfo.InvariantCulture),
            Units = resource.IsMadeOfParts ? Parts : resource.Units > 1 ? Pool : One,
            Count = resource is { IsMadeOfParts: false, Units: > 1 } ? resource.Units.ToString(CultureInfo.InvariantCulture) : "",
        }
        : new UseForm { Units = One };

    /// <summary>Null when something is wrong.</summary>
    public UseAnswer? Parse(SetupRecord resource, SetupProblems problems)
    {
        var people = Whole(People, 1, MostPeople);
        if (people is null)
        {
            problems.Add("people", "PeopleUnclear", MostPeople);
        }

        var count = (Units, resource.IsMadeOfParts) switch
        {
            (Parts, true) => (int)resource.Units,
            (One, false) => 1,
            (Pool, false) => Whole(Count, 2, MostAlike),
            _ => null,
        };
        if (count is null)
        {
            problems.Add(Units == Pool ? "count" : "units-one", Units == Pool ? "CountUnclear" : "UnitsMissing", MostAlike);
        }

        return problems.IsEmpty ? new UseAnswer(people!.Value, resource.IsMadeOfParts, count!.Value) : null;
    }

    private static int? Whole(string? typed, int least, int most) =>
        int.TryParse((typed ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}

/// <summary>The same as it was understood.</summary>
/// <param name="KeepsParts">What it is made of stays.</param>
/// <param name="Count">How many alike there are; one for a thing of its own.</param>
public sealed record UseAnswer(int People, bool KeepsParts, int Count);
