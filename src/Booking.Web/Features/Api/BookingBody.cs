using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Permissions;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>What to book.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PlaceBookingBody
{
    public const int LongestText = 500;

    [Required, Description("The resource's slug.")]
    public string? Resource { get; init; }

    [Required, Description("With any offset; whole minutes.")]
    public OffsetDateTime? Start { get; init; }

    [Required, Description("With any offset; whole minutes, after the start.")]
    public OffsetDateTime? End { get; init; }

    [Required, Description("How many will come.")]
    public int? People { get; init; }

    [StringLength(LongestText), Description("What for, as the owner will read it. May be left out.")]
    public string? Purpose { get; init; }

    [Description("The id of the group it is for, one of GET /api/v1/groups. Left out, it is for oneself.")]
    public Guid? Group { get; init; }

    [Description("The id of one of the resource's units, to have that one of several alike. Left out, any that is free.")]
    public Guid? Unit { get; init; }

    [Description("Whom it is for, when it is for somebody else. Not together with group. Left out, it is for oneself.")]
    public OnBehalfBody? OnBehalfOf { get; init; }

    [StringLength(AskOwner.LongestWhy), Description("Why the owner should make an exception if rules say no. Left out, a no stays a no.")]
    public string? Why { get; init; }
}

/// <summary>Somebody to book for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OnBehalfBody
{
    [Required, StringLength(BookForm.LongestName, MinimumLength = 1), Description("What to call them.")]
    public string? Name { get; init; }

    [StringLength(BookForm.LongestEmail), Description("Where they read about it and make it theirs. Left out for somebody without an address: then whoever books is written to, and no quota counts it.")]
    public string? Email { get; init; }
}

/// <summary>What to change of a booking; what is left out stays as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeBookingBody
{
    [Description("With any offset; whole minutes.")]
    public OffsetDateTime? Start { get; init; }

    [Description("With any offset; whole minutes, after the start.")]
    public OffsetDateTime? End { get; init; }

    [Description("How many will come.")]
    public int? People { get; init; }

    [StringLength(PlaceBookingBody.LongestText), Description("What for. Empty text takes it away.")]
    public string? Purpose { get; init; }
}

/// <summary>Why a booking is cancelled.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CancelBookingBody
{
    [StringLength(PlaceBookingBody.LongestText)]
    [Description("Told to the person whose booking it is; a caretaker who cancels for someone else must give one.")]
    public string? Reason { get; init; }
}
