using Booking.Rules.Conditions;
using Booking.Web.Features.Challenges;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Waitlist;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.RuleEditor;

public abstract record SaveRuleOutcome
{
    public sealed record Saved(Guid Id) : SaveRuleOutcome;

    public sealed record Refused(IReadOnlyList<RuleObstacle> Obstacles) : SaveRuleOutcome;

    /// <summary>Somebody else has changed or dropped the rule meanwhile.</summary>
    public sealed record Gone : SaveRuleOutcome;

    /// <summary>The challenge it was to answer has its answer, or is about another rule.</summary>
    public sealed record ChallengeGone : SaveRuleOutcome;
}

/// <summary>Sets a rule, or puts one in the place of another. Bookings that were made are left as they are.</summary>
public sealed class SaveRule(NpgsqlDataSource database, Catalogue catalogue, AnswerChallenge answer, IClock clock)
{
    private const int Attempts = 3;

    /// <param name="id">Of the rule to be set. One that is there already has been set by the same request.</param>
    /// <param name="old">The rule to change; null for a new one.</param>
    /// <param name="challenge">The challenge that the change is the answer to; null when it answers none.</param>
    public async Task<SaveRuleOutcome> HandleAsync(
        Guid id, RuleTarget target, RuleDraft draft, Guid? old, Guid? challenge, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var attempt = 1; ; attempt++)
        {
            if (await TryAsync(connection, id, target, draft, old, challenge, actor, attempt == Attempts, cancellation) is { } outcome)
            {
                return outcome;
            }
        }
    }

    /// <summary>Null when anything in the catalogue changed between the reading and the writing: then it is checked anew.</summary>
    private async Task<SaveRuleOutcome?> TryAsync(
        NpgsqlConnection connection, Guid id, RuleTarget target, RuleDraft draft, Guid? old, Guid? challenge, SignedInPerson actor, bool last,
        CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        // After the version has been read: whoever sets it from here on changes that.
        if (await ReadRule.FindAsync(connection, id, cancellation) is not null)
        {
            return new SaveRuleOutcome.Saved(id);
        }

        var now = clock.GetCurrentInstant();
        var replaced = old is { } former ? snapshot.FindRule(former) : null;
        if (old is not null && replaced is null)
        {
            return new SaveRuleOutcome.Gone();
        }

        var here = RuleTarget.Find(snapshot, target.LevelName, target.Key) ?? target;
        var rule = draft.ToRule(id, here.Level, now);
        if (CheckRule.Of(snapshot, here, [rule], replaced, now) is { Count: > 0 } obstacles)
        {
            return new SaveRuleOutcome.Refused(obstacles);
        }

        await SetAside.BeforeRulesChangeAsync(connection, here.Reached);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await WriteRule.LockAsync(connection, transaction, actor.Id, cancellation) != snapshot.Version && !last)
        {
            return null;
        }

        if (!await WriteRule.SaveAsync(connection, transaction, here, rule, old, old is null ? "rule.set" : "rule.changed", actor.Id, now))
        {
            return new SaveRuleOutcome.Gone();
        }

        if (challenge is { } asked && !await AnswerAsync(connection, asked, replaced, rule, actor, snapshot, cancellation))
        {
            return new SaveRuleOutcome.ChallengeGone();
        }

        await transaction.CommitAsync(CancellationToken.None);
        return new SaveRuleOutcome.Saved(rule.Id);
    }

    // With the reason that was noted when the change was chosen; whoever came here without one gives the new rule's.
    private async Task<bool> AnswerAsync(
        NpgsqlConnection connection, Guid challenge, CatalogueRule? replaced, Rule rule, SignedInPerson actor, CatalogueSnapshot snapshot,
        CancellationToken cancellation)
    {
        if (replaced is null || (await ChallengeRecord.FindAsync(connection, challenge, cancellation))?.RuleId != replaced.Rule.Id)
        {
            return false;
        }

        var outcome = await answer.ChangedAsync(connection, challenge, rule.Id, null, actor, snapshot, cancellation);
        if (outcome == AnswerOutcome.ReasonMissing)
        {
            outcome = await answer.ChangedAsync(connection, challenge, rule.Id, rule.ReasonDa, actor, snapshot, cancellation);
        }

        return outcome == AnswerOutcome.Answered;
    }
}
