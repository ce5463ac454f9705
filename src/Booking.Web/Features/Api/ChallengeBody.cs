using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.Challenges;

namespace Booking.Web.Features.Api;

/// <summary>What is said of a rule. Everybody can read it: write nothing of other people's private matters.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChallengeBody
{
    [Required, Description("What the rule stands in the way of, in at most 1000 characters.")]
    public string? Prevents { get; init; }

    [Required, Description("What would be better, in at most 1000 characters.")]
    public string? Better { get; init; }

    [Description("true to have one's name shown to everybody; else not even those who answer see it.")]
    public bool ShowName { get; init; }

    internal ChallengeForm ToForm() => new() { Prevents = Prevents, Better = Better, ShowName = ShowName };
}

/// <summary>What becomes of a rule that was challenged, and why.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AnswerChallengeBody
{
    [Required, Description("One of choices: keep, change or drop.")]
    public ChallengeAnswer? Choice { get; init; }

    [Description("Why, in at most 1000 characters. Everybody can read it, and it has to be said.")]
    public string? Reason { get; init; }
}

/// <summary>Why others are not to see a challenge.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record HideChallengeBody
{
    [Description("In at most 500 characters. Everybody can read it, and it has to be said; do not repeat what stood there.")]
    public string? Reason { get; init; }
}
