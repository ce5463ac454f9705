using Booking.Rules.Conditions;
using Booking.Web.Features.Challenges;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Rules;

/// <summary>All that is to be said of one rule.</summary>
/// <param name="Newer">The rule it was changed to; null when it was not.</param>
/// <param name="Instead">What holds at its place in its stead, though it is in force: a binding rule of a wider level, or a nearer one. Null unless it is set aside.</param>
/// <param name="Places">Where it holds now: published resources in alphabetical order.</param>
/// <param name="ChangedAfter">The challenge that led to it; null when none did.</param>
/// <param name="Person">Who reads; null for someone who is not signed in.</param>
/// <param name="StandsBehind">Whether the reader is one of those who answer for it.</param>
public sealed record RulePage(
    CatalogueRule Rule, CatalogueSnapshot Catalogue, CatalogueRule? Newer, CatalogueRule? Instead, IReadOnlyList<CatalogueResource> Places,
    ChallengeRecord? ChangedAfter, IReadOnlyList<ChallengeRecord> Challenges, SignedInPerson? Person, bool StandsBehind, Instant Now)
{
    /// <summary>Key of the text that says what went wrong; null when nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>Of a rule of one resource.</summary>
    public CatalogueResource? Resource => Rule.ResourceId is { } id ? Catalogue.Get(id) : null;

    /// <summary>Whether it was in force and is no more, or was taken back before it was.</summary>
    public bool HasEnded => Rule.Rule.ValidUntil <= Now;

    public bool IsComing => !HasEnded && Rule.Rule.ValidFrom > Now;

    /// <summary>The reader's own challenge that waits for an answer; null when there is none.</summary>
    public ChallengeRecord? OwnOpen =>
        Person is null ? null : Challenges.FirstOrDefault(challenge => challenge.IsOpen && challenge.PersonId == Person.Id);
}

/// <summary>Reads what a rule's own page says.</summary>
public sealed class ReadRulePage(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    /// <summary>Null when there is no such rule, or it is about a place that is not public and none of the reader's business.</summary>
    public async Task<RulePage?> HandleAsync(Guid id, SignedInPerson? person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await ReadRule.FindAsync(connection, id, cancellation) is not { } rule)
        {
            return null;
        }

        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var standsBehind = person is not null && await RuleRights.StandsBehindAsync(connection, person, rule, snapshot, cancellation);
        if (!standsBehind && rule.ResourceId is { } resource && !snapshot.Get(resource).Published)
        {
            return null;
        }

        return new RulePage(
            rule, snapshot,
            await ReadRule.FindNewerAsync(connection, id, cancellation),
            InsteadOf(rule, snapshot, clock.GetCurrentInstant()),
            [.. snapshot.Published.Where(place => place.Rules.Any(effective => effective.Rule.Id == id))],
            await ListChallenges.ThatLedToAsync(connection, id, cancellation),
            await ListChallenges.OfRuleAsync(connection, id, person?.Id, cancellation),
            person, standsBehind, clock.GetCurrentInstant());
    }

    private static CatalogueRule? InsteadOf(CatalogueRule rule, CatalogueSnapshot snapshot, Instant now)
    {
        if (rule.ResourceId is not { } id || !rule.Rule.IsInForce(now) || snapshot.Get(id).Rules.Any(effective => effective.Rule.Id == rule.Rule.Id))
        {
            return null;
        }

        return snapshot.Get(id).Rules.FirstOrDefault(effective => effective.Condition.Slot == rule.Condition.Slot);
    }
}
