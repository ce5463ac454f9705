using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;

namespace Booking.Web.Features.Challenges;

/// <summary>One challenge with the rule it is about, as a reader may see both.</summary>
public sealed class ReadShownChallenge(ReadChallenge read, ReadRulePage readRule, RuleStanding standing)
{
    /// <summary>Null when there is no such challenge, or its rule is none of the reader's business: the two look the same.</summary>
    /// <param name="reader">Null for someone who is not signed in.</param>
    public async Task<ShownChallenge?> HandleAsync(Guid id, SignedInPerson? reader, CancellationToken cancellation) =>
        await read.HandleAsync(id, reader?.Id, cancellation) is { } challenge
        && await readRule.HandleAsync(challenge.RuleId, reader, cancellation) is { } page
            ? new ShownChallenge(challenge, page, standing.WhoOf(page.Rule, page.Catalogue))
            : null;
}
