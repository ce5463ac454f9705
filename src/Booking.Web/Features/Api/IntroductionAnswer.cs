using System.ComponentModel;
using Booking.Web.Features.Introductions;
using Booking.Web.Features.Resources;

namespace Booking.Web.Features.Api;

/// <summary>An owner for which one says who has been shown how.</summary>
public sealed record IntroducingOwnerAnswer(
    string Slug, string NameDa, string NameEn,
    [property: Description("How many there are.")] int Introductions,
    [property: Description("How many there are.")] int Members)
{
    internal static IntroducingOwnerAnswer Of(OwnerLine owner) => new(owner.Slug, owner.NameDa, owner.NameEn, owner.Introductions, owner.Members);
}

public sealed record OwnersIntroductionsAnswer(
    [property: Description("All that the owner shares, published or not.")] IReadOnlyList<IntroducedPlaceAnswer> Places,
    IntroductionPageAnswer Introductions)
{
    internal static OwnersIntroductionsAnswer Of(OwnersPeople people) =>
        new([.. people.Places.Select(IntroducedPlaceAnswer.Of)], IntroductionPageAnswer.Of(people.Introductions));
}

public sealed record IntroducedPlaceAnswer(
    string Slug, string Name,
    [property: Description("Whether booking it takes an introduction.")] bool AsksIntroduction,
    [property: Description("Whether it is for members.")] bool IsForMembers)
{
    internal static IntroducedPlaceAnswer Of(CatalogueResource place) =>
        new(place.Slug, place.Name.ToString(), OwnersPlaces.AsksIntroduction(place), OwnersPlaces.IsForMembers(place));
}

public sealed record IntroductionPageAnswer(
    [property: Description("Those given last first.")] IReadOnlyList<IntroductionAnswer> Items,
    [property: Description("How many there are on all pages.")] int Total,
    [property: Description("Send it as cursor for the next page; null on the last.")] int? Next)
{
    internal static IntroductionPageAnswer Of(PageOf<GivenIntroduction> page) =>
        new([.. page.Rows.Select(IntroductionAnswer.Of)], page.Total, NextPage.After(page));
}

/// <summary>That somebody has been shown how.</summary>
public sealed record IntroductionAnswer(
    Guid Id,
    [property: Description("Empty until they have told it.")] string Name,
    string Email,
    [property: Description("The resource's slug; null for all that the owner has.")] string? Resource,
    [property: Description("A date, as 2026-12-01.")] string GivenOn,
    [property: Description("A name; null when that person is gone or has none.")] string? GivenBy,
    [property: Description("The last day on which a booking may start by it, where it ends first; null for no end.")] string? LastDay,
    [property: Description("It counts longer at others of the places.")] bool IsLongerElsewhere,
    [property: Description("It counts nowhere any longer.")] bool IsOver)
{
    internal static IntroductionAnswer Of(GivenIntroduction one) => new(
        one.Id, one.Name, one.Email, one.Place?.Slug, ApiDay.Of(one.GivenAt), one.GivenBy.Length > 0 ? one.GivenBy : null,
        ApiDay.Of(one.Validity.LastDay), one.Validity.LongerElsewhere, one.Validity.IsOver);
}

public sealed record MemberPageAnswer(
    [property: Description("By name.")] IReadOnlyList<OwnersMemberAnswer> Items,
    [property: Description("How many there are on all pages.")] int Total,
    [property: Description("Send it as cursor for the next page; null on the last.")] int? Next)
{
    internal static MemberPageAnswer Of(PageOf<Member> page) => new([.. page.Rows.Select(OwnersMemberAnswer.Of)], page.Total, NextPage.After(page));
}

public sealed record OwnersMemberAnswer(
    [property: Description("The person's.")] Guid Id,
    [property: Description("Empty until they have told it.")] string Name,
    string Email,
    [property: Description("A date, as 2026-12-01.")] string Since)
{
    internal static OwnersMemberAnswer Of(Member member) => new(member.PersonId, member.Name, member.Email, ApiDay.Of(member.Since));
}

/// <summary>Who was found: the first fifty of each. Where total says that there are more, ask with more of the name or the address.</summary>
public sealed record FoundIntroducedAnswer(IntroductionPageAnswer Introductions, MemberPageAnswer Members)
{
    internal static FoundIntroducedAnswer Of(OwnersPeople people) => new(
        IntroductionPageAnswer.Of(people.Introductions) with { Next = null }, MemberPageAnswer.Of(people.Members) with { Next = null });
}

/// <summary>What owners have given to the token's person.</summary>
public sealed record OwnStandingAnswer(
    [property: Description("Those given last first.")] IReadOnlyList<OwnIntroductionAnswer> Introductions,
    [property: Description("The newest first.")] IReadOnlyList<OwnMembershipAnswer> Memberships)
{
    internal static OwnStandingAnswer Of(OwnStanding own) =>
        new([.. own.Introductions.Select(OwnIntroductionAnswer.Of)], [.. own.Memberships.Select(OwnMembershipAnswer.Of)]);
}

public sealed record OwnIntroductionAnswer(
    [property: Description("The owner's slug.")] string Owner,
    string OwnerName,
    [property: Description("The resource's slug; null for all that the owner has, and for what is not on the list.")] string? Resource,
    [property: Description("null for all that the owner has.")] string? ResourceName,
    [property: Description("The last day on which a booking may start by it, where it ends first; null for no end.")] string? LastDay,
    [property: Description("It counts longer at others of the places.")] bool IsLongerElsewhere,
    [property: Description("It counts nowhere any longer.")] bool IsOver)
{
    internal static OwnIntroductionAnswer Of(OwnIntroduction one) => new(
        one.Owner.Slug, one.Owner.Name.ToString(), one.Place is { Published: true } listed ? listed.Slug : null, one.Place?.Name.ToString(),
        ApiDay.Of(one.Validity.LastDay), one.Validity.LongerElsewhere, one.Validity.IsOver);
}

public sealed record OwnMembershipAnswer(
    [property: Description("The owner's slug.")] string Owner,
    string OwnerName,
    [property: Description("A date, as 2026-12-01.")] string Since)
{
    internal static OwnMembershipAnswer Of(OwnMembership one) => new(one.Owner.Slug, one.Owner.Name.ToString(), ApiDay.Of(one.Since));
}

internal static class NextPage
{
    public static int? After<T>(PageOf<T> page) => page.Number < page.Pages ? page.Number + 1 : null;
}
