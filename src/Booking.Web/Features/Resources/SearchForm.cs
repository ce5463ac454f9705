using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Resources;

/// <summary>The search as typed, kept as typed when something in it cannot be understood.</summary>
public sealed class SearchForm
{
    public const int LongestText = 100;

    public string? What { get; set; }
    public string? Kind { get; set; }
    public string? Near { get; set; }
    public string? Date { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    public string? People { get; set; }
    public string[]? Feature { get; set; }
    public string? Page { get; set; }

    /// <summary>What was understood. Each thing that was not is named in <paramref name="problems"/> by field, and left out.</summary>
    public SearchRequest Parse(CatalogueSnapshot catalogue, out IReadOnlyDictionary<string, string> problems)
    {
        var found = new Dictionary<string, string>();
        problems = found;

        var date = Read(Date, nameof(Date), LocalDatePattern.Iso, "SearchDateUnclear", found);
        if (date is { Year: < 2000 or > 2199 })
        {
            found[nameof(Date)] = "SearchDateUnclear";
            date = null;
        }

        var from = Read(From, nameof(From), TimePattern, "SearchTimeUnclear", found);
        var to = Read(To, nameof(To), TimePattern, "SearchTimeUnclear", found);
        if (date is null && (from is not null || to is not null) && !found.ContainsKey(nameof(Date)))
        {
            found[nameof(Date)] = "SearchDateMissing";
        }
        else if (from is null && to is not null && !found.ContainsKey(nameof(From)))
        {
            found[nameof(From)] = "SearchFromMissing";
        }

        int? people = null;
        if (!string.IsNullOrWhiteSpace(People))
        {
            if (int.TryParse(People.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 10000)
            {
                people = number;
            }
            else
            {
                found[nameof(People)] = "SearchPeopleUnclear";
            }
        }

        var near = catalogue.Districts.FirstOrDefault(district => district.Slug == Near);
        if (near is null && !string.IsNullOrEmpty(Near))
        {
            found[nameof(Near)] = "SearchNearUnknown";
        }

        var kind = ResourceKinds.All.Contains(Kind) ? Kind : null;
        if (kind is null && !string.IsNullOrEmpty(Kind))
        {
            found[nameof(Kind)] = "SearchKindUnknown";
        }

        if (What is { Length: > LongestText })
        {
            found[nameof(What)] = "SearchWhatTooLong";
        }

        var page = int.TryParse(Page, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted is >= 1 and <= 10000 ? wanted : 1;
        return new SearchRequest(
            found.ContainsKey(nameof(What)) ? "" : What?.Trim() ?? "", kind, near, date, from, from is null ? null : to, people,
            [.. (Feature ?? []).Where(ResourceKinds.Features.Contains).Distinct()], page);
    }

    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    private static T? Read<T>(string? typed, string field, IPattern<T> pattern, string problem, Dictionary<string, string> problems)
        where T : struct
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var parsed = pattern.Parse(typed.Trim());
        if (parsed.Success)
        {
            return parsed.Value;
        }

        problems[field] = problem;
        return null;
    }
}

/// <summary>A search that is understood.</summary>
/// <param name="Near">Nearest to its middle first; null for alphabetical order.</param>
/// <param name="To">Not after <paramref name="From"/> means the next day; null when only a start was asked for.</param>
public sealed record SearchRequest(
    string What, string? Kind, District? Near, LocalDate? Date, LocalTime? From, LocalTime? To, int? People,
    IReadOnlyList<string> Features, int Page);
