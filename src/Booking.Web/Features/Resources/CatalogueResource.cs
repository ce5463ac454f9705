using System.Globalization;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Rules;

namespace Booking.Web.Features.Resources;

/// <summary>A text in both languages of the interface; where there is none in English, the Danish stands in.</summary>
public sealed record LocalText(string Da, string En)
{
    public string In(CultureInfo culture) => In(culture.TwoLetterISOLanguageName);

    public string In(string language) => language == "en" && En.Length > 0 ? En : Da;

    /// <summary>In the language of the request.</summary>
    public override string ToString() => In(CultureInfo.CurrentUICulture);
}

public sealed record District(string Slug, string Name, double Latitude, double Longitude);

/// <param name="ParentId">The owner that it stands below; null when there is none.</param>
public sealed record OwnerCard(Guid Id, string Slug, LocalText Name, string Kind, string Email, string Phone, Guid? ParentId)
{
    /// <summary>The kind of an owner who is one resident; all others are organisations.</summary>
    public const string Citizen = "citizen";

    /// <summary>Since when nothing of theirs is on the list; null while all of it is.</summary>
    public NodaTime.Instant? PausedAt { get; init; }
}

/// <summary>Where something is, and how one finds in.</summary>
public sealed record Whereabouts(string Address, double Latitude, double Longitude, LocalText Directions);

public sealed record Picture(string File, LocalText Alt);

/// <summary>How long something is lent at a time, as the database names it.</summary>
public static class Lent
{
    public const string ByHour = "hour";
    public const string ByDay = "day";
    public const string OverNight = "night";

    public static readonly IReadOnlyList<string> All = [ByHour, ByDay, OverNight];
}

/// <param name="Id">Another resource of the same owner.</param>
/// <param name="ComesWith">Whether it goes along with the whole rather than being a part of it.</param>
public sealed record ResourcePart(Guid Id, bool ComesWith);

/// <summary>A resource with everything about it that changes seldom: what a page shows of it and what the rules need.</summary>
/// <param name="Address">As anyone may know it; blank where it is private, and then the map point is the middle of the district.</param>
/// <param name="Units">In the order in which they are always locked and written.</param>
/// <param name="Premises">What it is, apart from its rules.</param>
/// <param name="Rules">Those that hold now, from all levels.</param>
/// <param name="Terms">What they mean together.</param>
public sealed record CatalogueResource(
    Guid Id, string Slug, string Kind, District District, OwnerCard Owner,
    LocalText Name, LocalText Description, string Address, double Latitude, double Longitude,
    IReadOnlyList<string> Features, IReadOnlyList<LocalText> HouseRules, LocalText Directions,
    IReadOnlyList<Picture> Pictures, IReadOnlyList<Guid> Units, bool Published,
    Premises Premises, IReadOnlyList<CatalogueRule> Rules, Terms Terms)
{
    /// <summary>Where it is in truth: for those who have booked it, and those who share it.</summary>
    public required Whereabouts Exact { get; init; }

    /// <summary>As whoever has a booking in that state may know it; the name of the district where they may not.</summary>
    public Whereabouts WhereaboutsFor(BookingStatus status) => !IsAddressPrivate || status == BookingStatus.Confirmed
        ? Exact
        : new(District.Name, Latitude, Longitude, Directions);

    /// <summary>Whether that is for them only.</summary>
    public bool IsAddressPrivate { get; init; }

    /// <summary>What it is directly made of; it takes all the units of those.</summary>
    public IReadOnlyList<ResourcePart> Parts { get; init; } = [];

    /// <summary>What people call each of the units, in their order; blank for one without a name.</summary>
    public IReadOnlyList<string> UnitLabels { get; init; } = [];

    /// <summary>The one of several alike that somebody asks for; null where any of them will do.</summary>
    public Guid? ChosenUnit { get; init; }

    /// <summary>Whether one may ask for a certain one of several alike: they have names.</summary>
    public bool OffersChoice => Terms.Use == UnitUse.AnyOne && Units.Count > 1 && UnitLabels.Count == Units.Count && UnitLabels.All(label => label.Length > 0);

    /// <summary>The same as if there were only that one of several alike; null when there is no such one to choose.</summary>
    public CatalogueResource? Only(Guid unit) => OffersChoice && Units.Contains(unit) ? this with { Units = [unit], ChosenUnit = unit } : null;

    /// <summary>Kilometres in a straight line, for putting the nearest first; off by less than 0.1 % within a city.</summary>
    public double KilometresFrom(double latitude, double longitude)
    {
        const double kilometresPerDegree = 111.2;
        var north = (Latitude - latitude) * kilometresPerDegree;
        var east = (Longitude - longitude) * kilometresPerDegree * Math.Cos(latitude * Math.PI / 180);
        return Math.Sqrt((north * north) + (east * east));
    }

    /// <summary>Whether who books it agrees to something: house rules, quiet hours, or what they answer for.</summary>
    public bool AsksConsent => HouseRules.Count > 0 || Terms.Quiet is not null || Terms.Responsibility is not null;

    /// <summary>Whether one booking may cover more than a day, so that the form asks for a date of return.</summary>
    public bool IsByTheDay => Terms.MaximumMinutes > MinutesADay || Terms.Handover is not null;

    /// <summary>Whether its calendar is one of days rather than of hours.</summary>
    public bool ShowsMonths => Terms.Handover is not null || IsWholeDays;

    /// <summary>hour, day or night, as those who share it have said.</summary>
    public string LentBy { get; init; } = Lent.ByHour;

    /// <summary>Whether it is lent from midnight to midnight, so that nobody is asked for a time of day.</summary>
    public bool IsWholeDays => Terms.StepMinutes == MinutesADay;

    /// <summary>A drill or a trailer, lent to one person: nobody is asked how many are coming.</summary>
    public bool IsForOne => Terms.Capacity == 1;

    private const int MinutesADay = 24 * 60;
}
