using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.Introductions;
using Booking.Web.Features.Resources;

namespace Booking.Web.Features.Api;

/// <summary>Whom to give an introduction, to what.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record GiveIntroductionBody
{
    [Required, Description("The address they sign in with.")]
    public string? Email { get; init; }

    [Description("The slug of one of the owner's places; all that it has when left out.")]
    public string? Resource { get; init; }

    [Description("The last day it counts, as 2027-05-31; when left out, as long as the rule says.")]
    public string? LastDay { get; init; }

    /// <param name="places">The owner's.</param>
    internal GiveForm ToForm(IReadOnlyList<CatalogueResource> places) => new()
    {
        Email = Email,
        // An unknown place is none of them: without any, it would be for all.
        Resource = Resource is null ? null : (places.FirstOrDefault(place => place.Slug == Resource)?.Id ?? Guid.Empty).ToString(),
        Until = LastDay,
    };
}

/// <summary>Whom to make a member.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AddMemberBody
{
    [Required, Description("The address they sign in with.")]
    public string? Email { get; init; }
}

/// <summary>Whom to find. It is sent, not put into the address, because it is somebody's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FindIntroducedBody
{
    [Required, StringLength(ReadOwner.LongestSearch), Description("Part of a name or an address.")]
    public string? What { get; init; }
}

/// <summary>Why something is taken from a person.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EndReasonBody
{
    [Description("In a few words and without names: it is kept in the owner's log. It has to be said.")]
    public string? Reason { get; init; }
}
