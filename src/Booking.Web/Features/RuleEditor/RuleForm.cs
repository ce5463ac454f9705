using Booking.Rules;
using Booking.Rules.Conditions;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using NodaTime;

namespace Booking.Web.Features.RuleEditor;

/// <summary>What is asked of every rule beside what it says: why, how firmly, from when and until when.</summary>
public static class RuleForm
{
    public const string ReasonDa = "reason-da";
    public const string ReasonEn = "reason-en";
    public const string Binding = "binding";
    public const string StartDate = "start-date";
    public const string EndDate = "end-date";
    public const int LongestReason = 1000;

    public static IReadOnlyList<string> Names { get; } = [ReasonDa, ReasonEn, Binding, StartDate, EndDate];

    /// <summary>Every field of the page for a rule of that form, and nothing else that was sent.</summary>
    public static IEnumerable<string> NamesFor(ConditionForm form, Typed typed) =>
        form.FieldsIn(typed).Select(field => field.Name).Concat(form.RowCounts).Concat(Names);

    /// <summary>A rule, typed in: to be changed, or to make another from.</summary>
    public static Typed Fill(ConditionForm form, CatalogueRule rule, Instant now)
    {
        var (said, zone) = (rule.Rule, HomeZone.Zone);
        var filling = new Filling()
            .Text(ReasonDa, said.ReasonDa)
            // Where the Danish reason stands in, nothing was written in English.
            .Text(ReasonEn, said.ReasonEn == said.ReasonDa ? "" : said.ReasonEn)
            .Tick(Binding, said.Binding);
        if (said.ValidFrom > now)
        {
            filling.Date(StartDate, WallClock.DateAt(said.ValidFrom, zone));
        }

        if (said.ValidUntil is { } until)
        {
            filling.Date(EndDate, WallClock.DateAt(until - Duration.Epsilon, zone));
        }

        return form.Fill(said.Condition).With(filling.ToTyped());
    }

    /// <summary>Null when there are problems.</summary>
    public static RuleDraft? Read(ConditionForm form, Typed typed, bool mayBind, Instant now, FieldProblems problems)
    {
        var condition = form.Read(typed, problems);
        var reasonDa = Reading.Text(typed, ReasonDa, LongestReason, problems);
        if (reasonDa is { Length: 0 })
        {
            problems.Add(ReasonDa, "ReasonMissing");
        }

        var reasonEn = Reading.Text(typed, ReasonEn, LongestReason, problems);
        var from = ReadStart(typed, now, problems);
        var until = ReadEnd(typed, from ?? now, problems);
        return condition is null || problems.All.Count > 0
            ? null
            : new RuleDraft(condition, reasonDa!, reasonEn!, mayBind && Reading.Ticked(typed, Binding), from, until);
    }

    // Blank is from now on.
    private static Instant? ReadStart(Typed typed, Instant now, FieldProblems problems)
    {
        if (!typed.Has(StartDate) || Reading.Date(typed, StartDate, problems) is not { } date)
        {
            return null;
        }

        if (date < WallClock.DateAt(now, HomeZone.Zone))
        {
            problems.Add(StartDate, "StartPast");
            return null;
        }

        var midnight = HomeZone.Zone.AtStartOfDay(date).ToInstant();
        return midnight > now ? midnight : null;
    }

    // The last day is part of it.
    private static Instant? ReadEnd(Typed typed, Instant from, FieldProblems problems)
    {
        if (!typed.Has(EndDate) || Reading.Date(typed, EndDate, problems) is not { } date)
        {
            return null;
        }

        var midnight = HomeZone.Zone.AtStartOfDay(date.PlusDays(1)).ToInstant();
        if (midnight > from)
        {
            return midnight;
        }

        problems.Add(EndDate, "EndBeforeStartOfRule");
        return null;
    }
}
