using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Booking.Web.Features.Api;

/// <summary>What a group is called.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record GroupBody
{
    [Required, Description("At most 100 characters.")]
    public string? Name { get; init; }

    [Description("Its number in the business register, eight digits. Left out where it has none.")]
    public string? Cvr { get; init; }
}

/// <summary>Whom to ask.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InviteToGroupBody
{
    [Required, Description("The address they sign in with.")]
    public string? Email { get; init; }
}

public enum GroupRole
{
    Organiser,
    Booker,
}

/// <summary>What a member is from now on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MemberBody
{
    [Required, Description("organiser, or booker for who books for the group and no more.")]
    public GroupRole? Role { get; init; }
}

/// <summary>Who is written to.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ContactBody
{
    [Required, Description("The id of a member.")]
    public Guid? Person { get; init; }
}
