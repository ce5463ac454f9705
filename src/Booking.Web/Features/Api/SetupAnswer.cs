using System.ComponentModel;
using Booking.Web.Features.ResourceSetup;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>Something shared, in short.</summary>
public sealed record SetupCardAnswer(
    string Slug,
    [property: Description("The slug of who shares it.")] string Owner,
    string Kind, string NameDa, string NameEn,
    [property: Description("Whether it is a draft, to come, shared, over, or paused.")] SetupState State)
{
    internal static SetupCardAnswer Of(SetupRecord resource, Instant now) =>
        new(resource.Slug, resource.OwnerSlug, resource.Kind, resource.NameDa, resource.NameEn, resource.StateAt(now));
}

public sealed record SetupPageAnswer(
    IReadOnlyList<SetupCardAnswer> Items,
    [property: Description("Send it as cursor for the next page; null on the last.")] string? Next);

/// <summary>Something shared with all its answers.</summary>
public sealed record SetupAnswer(
    string Slug,
    [property: Description("The slug of who shares it.")] string Owner,
    string Kind, string NameDa, string NameEn,
    [property: Description("Whether it is a draft, to come, shared, over, or paused.")] SetupState State,
    [property: Description("The questions without an answer: what, where, use, there, rules. It can be shared when there is none.")] IReadOnlyList<string> Missing,
    string Address, string District, double Latitude, double Longitude, bool AddressPrivate, string DirectionsDa, string DirectionsEn,
    int People,
    [property: Description("hour, day or night.")] string Lent,
    [property: Description("How many alike there are; 1 for what is booked as a whole.")] int Count,
    IReadOnlyList<string> Names,
    [property: Description("The slugs of what it is made of.")] IReadOnlyList<string> MadeOf,
    [property: Description("The slugs of what comes with it.")] IReadOnlyList<string> ComesWith,
    string DescriptionDa, string DescriptionEn, IReadOnlyList<string> Features,
    IReadOnlyList<string> HouseRulesDa, IReadOnlyList<string> HouseRulesEn,
    [property: Description("null where it has none.")] OffsetDateTime? SharedFrom,
    [property: Description("null where it has no end.")] OffsetDateTime? SharedUntil)
{
    internal static SetupAnswer Of(SetupRecord resource, Instant now) => new(
        resource.Slug, resource.OwnerSlug, resource.Kind, resource.NameDa, resource.NameEn, resource.StateAt(now), resource.Missing,
        resource.Address, resource.District, resource.Latitude, resource.Longitude, resource.AddressPrivate, resource.DirectionsDa,
        resource.DirectionsEn, resource.Capacity, resource.LentBy, resource.IsPool ? (int)resource.Units : 1, resource.Labels,
        resource.PartSlugs, resource.CompanionSlugs, resource.DescriptionDa, resource.DescriptionEn, resource.Features, resource.HouseRulesDa, resource.HouseRulesEn,
        ApiTime.In(resource.Zone, resource.PublishFrom), ApiTime.In(resource.Zone, resource.PublishUntil));
}

/// <summary>A coming booking that a change hits.</summary>
public sealed record HitBookingAnswer(Guid Id, OffsetDateTime Start, OffsetDateTime End, int People)
{
    internal static HitBookingAnswer Of(TouchedBooking booking, DateTimeZone zone) => new(
        booking.Id, ApiTime.In(zone, booking.Period.Start), ApiTime.In(zone, booking.Period.End), booking.People);
}

public sealed record OutOfUseAnswer(
    [property: Description("Whether it is out of use now; false when it was only asked what would happen.")] bool Done,
    [property: Description("What is cancelled, or would be. Each person gets a mail with the reason and other possibilities.")] IReadOnlyList<HitBookingAnswer> Bookings);
