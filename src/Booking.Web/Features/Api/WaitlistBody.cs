using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.Waitlist;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>What to wait for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record JoinWaitlistBody
{
    [Required, MinLength(1), MaxLength(WishForm.MostPlaces), Description("The slugs of the resources; any of them will do.")]
    public IReadOnlyList<string>? Resources { get; init; }

    [Required, MinLength(1), MaxLength(WishForm.MostDays), Description("Any time within any of these will do.")]
    public IReadOnlyList<WindowBody>? Windows { get; init; }

    [Required, Description("How long it should be, no longer than the longest of the windows.")]
    public int? Minutes { get; init; }

    [Description("How short it may be. Left out, no shorter than minutes.")]
    public int? LeastMinutes { get; init; }

    [Required, Range(1, 100_000), Description("How many will come.")]
    public int? People { get; init; }

    [StringLength(PlaceBookingBody.LongestText), Description("What for, as the owner will read it. May be left out.")]
    public string? Purpose { get; init; }

    [Description("The id of the group it is for, one of GET /api/v1/groups. Left out, it is for oneself.")]
    public Guid? Group { get; init; }

    /// <summary>The first field that cannot be as it is; null when all can.</summary>
    public string? FirstWrong()
    {
        var longest = Windows!.Max(window => window.Period?.Duration);
        return longest is null || Windows!.Any(window => window.Period is not { } period || period.Duration > Duration.FromDays(WishForm.MostDays)) ? "windows"
            : Minutes < 1 || Duration.FromMinutes(Minutes!.Value) > longest ? "minutes"
            : LeastMinutes < 1 || LeastMinutes > Minutes ? "leastMinutes"
            : null;
    }
}

/// <summary>From when until when.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WindowBody
{
    [Required, Description("With any offset; whole minutes.")]
    public OffsetDateTime? Start { get; init; }

    [Required, Description("With any offset; whole minutes, after the start.")]
    public OffsetDateTime? End { get; init; }

    [JsonIgnore]
    internal Interval? Period =>
        Start is { } start && End is { } end && start.ToInstant() < end.ToInstant() ? new Interval(start.ToInstant(), end.ToInstant()) : null;
}

/// <summary>Yes or no to what has been offered.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AnswerOfferBody
{
    [Required, Description("true books it; false lets it go to the next in line.")]
    public bool? Yes { get; init; }
}

/// <summary>A place in a line.</summary>
public sealed record WaitlistAnswer(
    Guid Id,
    [property: Description("The group it is for; empty when it is for oneself.")] string GroupName,
    int People,
    string Purpose,
    int Minutes,
    int LeastMinutes,
    OffsetDateTime JoinedAt,
    [property: Description("left, had or passed; null while they wait.")] string? Closed,
    [property: Description("The series that it is a missing date of; null for a wish of its own.")] Guid? Series,
    [property: Description("What would do, by start.")] IReadOnlyList<WaitlistTimeAnswer> Times,
    [property: Description("What waits for a yes or no; null when nothing does.")] WaitlistOfferAnswer? Offer,
    [property: Description("Of GET by id: what has been offered of that time since they joined, to them and to others, the latest first.")]
    IReadOnlyList<WaitlistOfferAnswer> Chain)
{
    public static WaitlistAnswer Of(WaitingEntry entry, CatalogueSnapshot places)
    {
        var zone = entry.Times.Count > 0 ? places.Get(entry.Times[0].ResourceId).Terms.Zone : HomeZone.Zone;
        return new WaitlistAnswer(
            entry.Id, entry.GroupName, entry.People, entry.Purpose, entry.Minutes, entry.LeastMinutes, ApiTime.In(zone, entry.JoinedAt), entry.ClosedWhy,
            entry.SeriesId, [.. entry.Times.Select(time => WaitlistTimeAnswer.Of(time, places))],
            entry.Open is { } open ? WaitlistOfferAnswer.Of(open, entry, places) : null,
            [.. entry.Offers.Select(offer => WaitlistOfferAnswer.Of(offer, entry, places))]);
    }
}

public sealed record WaitlistTimeAnswer(
    string Resource,
    OffsetDateTime Start,
    OffsetDateTime End,
    [property: Description("How many come before, of those who wait for some of the same. By the day of joining, then who was refused last, then the moment.")] long Ahead,
    [property: Description("How many others wait for some of the same.")] long Others)
{
    public static WaitlistTimeAnswer Of(WaitingTime time, CatalogueSnapshot places)
    {
        var (place, zone) = (places.Get(time.ResourceId), places.Get(time.ResourceId).Terms.Zone);
        return new(place.Slug, ApiTime.In(zone, time.Period.Start), ApiTime.In(zone, time.Period.End), time.Ahead, time.Others);
    }
}

/// <summary>Time that has been offered to one who waits.</summary>
public sealed record WaitlistOfferAnswer(
    [property: Description("null for an offer to somebody else.")] Guid? Id,
    string Resource,
    OffsetDateTime Start,
    OffsetDateTime End,
    OffsetDateTime MadeAt,
    [property: Description("It is answered before then, or goes to the next.")] OffsetDateTime ExpiresAt,
    [property: Description("In the line for that time, counted from one.")] int Place,
    [property: Description("Whether it is as long as was wished for.")] bool IsWhole,
    [property: Description("open, withOwner, yes, no, or none when nobody answered.")] OfferAnswer Answer)
{
    public static WaitlistOfferAnswer Of(OfferRecord offer, WaitingEntry entry, CatalogueSnapshot places)
    {
        var (place, zone) = (places.Get(offer.ResourceId), places.Get(offer.ResourceId).Terms.Zone);
        return new(
            offer.EntryId == entry.Id ? offer.Id : null, place.Slug, ApiTime.In(zone, offer.Period.Start), ApiTime.In(zone, offer.Period.End),
            ApiTime.In(zone, offer.MadeAt), ApiTime.In(zone, offer.ExpiresAt), offer.Place, offer.IsWhole, offer.Answer);
    }
}
