using Booking.Rules.Conditions;
using NodaTime;

namespace Booking.Web.Features.RuleEditor;

/// <summary>A rule as it is to be saved.</summary>
/// <param name="From">From when; null for at once.</param>
/// <param name="Until">Until when, excluded; null without end.</param>
public sealed record RuleDraft(Condition Condition, string ReasonDa, string ReasonEn, bool Binding, Instant? From, Instant? Until)
{
    public Rule ToRule(Guid id, RuleLevel level, Instant now) =>
        new(id, level, Binding, Condition, ReasonDa, ReasonEn, StartsAt(now), Until);

    public Instant StartsAt(Instant now) => From is { } from && from > now ? from : now;
}
