using Booking.Web.Features.Rules;

namespace Booking.Web.Features.Challenges;

/// <summary>A challenge as it stands on its rule's page.</summary>
/// <param name="Who">Who stands behind the rule.</param>
public sealed record ShownChallenge(ChallengeRecord Challenge, RulePage Page, string Who)
{
    public bool IsOwn => Page.Person is { } reader && Challenge.PersonId == reader.Id;

    public bool MayHide => Page.Person is { IsAdministrator: true } && Challenge.HiddenAt is null;

    public bool MayAnswer => Page.StandsBehind && Challenge.IsOpen;
}
