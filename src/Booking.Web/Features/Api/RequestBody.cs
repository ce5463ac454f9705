using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.Permissions;

namespace Booking.Web.Features.Api;

/// <summary>Yes or no, and why.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record YesOrNoBody
{
    [Required, Description("true for yes.")]
    public bool? Yes { get; init; }
}

/// <summary>What an owner answers.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record AnswerRequestBody : YesOrNoBody
{
    [Description("To the person, in at most 1000 characters. A no has one, and so has a yes to an exception.")]
    public string? Reason { get; init; }
}

/// <summary>One answer to several.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AnswerRequestsBody : AnswerRequestBody
{
    [Required, MaxLength(ListRequests.Most), Description("The ids of those that get it, a hundred at most.")]
    public IReadOnlyList<Guid>? Requests { get; init; }
}
