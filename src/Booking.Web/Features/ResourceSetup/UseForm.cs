using System.Globalization;
using Booking.Web.Features.Resources;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>How many it is for, how many there are of it, and what it is made of: as typed.</summary>
public sealed class UseForm
{
    public const int MostPeople = 10000;
    public const int MostAlike = 50;
    public const int LongestName = 60;

    public const string One = "one";
    public const string Pool = "pool";
    public const string Parts = "parts";

    public string? People { get; set; }

    /// <summary>By the hour, from day to day, or over night.</summary>
    public string? Lent { get; set; }

    public string? Units { get; set; }

    public string? Count { get; set; }

    /// <summary>What each of several alike is called, one a line; blank where it does not matter which one somebody gets.</summary>
    public string? Names { get; set; }

    /// <summary>The other things that it is made of.</summary>
    public List<Guid> MadeOf { get; set; } = [];

    /// <summary>The other things that come with it.</summary>
    public List<Guid> ComesWith { get; set; } = [];

    /// <summary>That those who share it have seen which bookings it touches.</summary>
    public bool Seen { get; set; }

    public static UseForm Of(SetupRecord resource) => resource.Answered.Contains(SetupStep.Use)
        ? new UseForm
        {
            People = resource.Capacity.ToString(CultureInfo.InvariantCulture),
            Lent = resource.LentBy,
            Units = resource.IsPool ? Pool : resource.Parts.Length > 0 ? Parts : One,
            Count = resource.IsPool ? resource.Units.ToString(CultureInfo.InvariantCulture) : "",
            Names = string.Join('\n', resource.Labels),
            MadeOf = [.. resource.Parts],
            ComesWith = [.. resource.Companions],
        }
        : new UseForm { Units = One, Lent = resource.LentBy };

    /// <summary>Null when something is wrong.</summary>
    /// <param name="others">What it can be made of, or come with.</param>
    public UseAnswer? Parse(SetupRecord resource, IReadOnlyList<OtherResource> others, SetupProblems problems)
    {
        var people = Whole(People, 1, MostPeople);
        if (people is null)
        {
            problems.Add("people", "PeopleUnclear", MostPeople);
        }

        var lent = Resources.Lent.All.Contains(Lent) ? Lent! : resource.LentBy;
        Guid[] madeOf = Units == Parts ? [.. others.Select(other => other.Id).Intersect(MadeOf)] : [];
        Guid[] comesWith = Units == Pool ? [] : [.. others.Select(other => other.Id).Intersect(ComesWith).Except(madeOf)];
        switch (Units)
        {
            case One:
                return problems.IsEmpty ? new UseAnswer(people!.Value, lent, 1, [], [], comesWith) : null;
            case Parts:
                if (madeOf.Length == 0)
                {
                    problems.Add(others.Count > 0 ? "madeOf" : "units-one", "MadeOfMissing");
                }

                return problems.IsEmpty ? new UseAnswer(people!.Value, lent, 1, [], madeOf, comesWith) : null;
            case Pool:
                var (count, names) = ReadPool(resource, problems);
                return problems.IsEmpty ? new UseAnswer(people!.Value, lent, count, names, [], []) : null;
            default:
                problems.Add("units-one", "UnitsMissing");
                return null;
        }
    }

    private (int Count, IReadOnlyList<string> Names) ReadPool(SetupRecord resource, SetupProblems problems)
    {
        if (resource.IsPart)
        {
            problems.Add("units-one", "PoolIsPart");
        }

        string[] names = [.. (Names ?? "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        var count = string.IsNullOrWhiteSpace(Count) && names.Length > 0 ? names.Length : Whole(Count, 2, MostAlike);
        if (count is null or < 2 or > MostAlike)
        {
            problems.Add("count", "CountUnclear", MostAlike);
        }
        else if (names.Length > 0 && names.Length != count)
        {
            problems.Add("names", "NamesDiffer", count);
        }

        if (names.Any(name => name.Length > LongestName) || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length)
        {
            problems.Add("names", "NamesUnclear", LongestName);
        }

        return (count ?? 0, names);
    }

    private static int? Whole(string? typed, int least, int most) =>
        int.TryParse((typed ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}

/// <summary>Something else of the same owner that a booking takes whole.</summary>
public sealed record OtherResource(Guid Id, string Slug, LocalText Name);

/// <summary>The same as it was understood.</summary>
/// <param name="LentBy">hour, day or night.</param>
/// <param name="Count">How many alike there are, of which a booking takes one; one for a thing that is booked whole.</param>
/// <param name="Names">What each of several alike is called; none where it does not matter.</param>
/// <param name="Parts">What it is made of.</param>
/// <param name="Companions">What comes with it.</param>
public sealed record UseAnswer(int People, string LentBy, int Count, IReadOnlyList<string> Names, IReadOnlyList<Guid> Parts, IReadOnlyList<Guid> Companions)
{
    public bool IsPool => Count > 1;

    public static UseAnswer Of(SetupRecord resource) => new(
        resource.Capacity, resource.LentBy, resource.IsPool ? (int)resource.Units : 1, resource.Labels, resource.Parts, resource.Companions);
}
