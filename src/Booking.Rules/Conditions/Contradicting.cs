using Booking.Rules.Availability;

namespace Booking.Rules.Conditions;

/// <summary>Finds rules of which no booking can keep both.</summary>
internal static class Contradicting
{
    private const int Day = 1440;
    private const int Week = 7 * Day;
    private const int LongestThereIs = 366 * Day;

    /// <summary>The first pair, or null. Of what is not set by a rule the usual value is no contradiction: it gives way.</summary>
    public static Contradiction? First(IReadOnlyList<Rule> rules)
    {
        var lengths = new Lengths(
            Find<MinimumDuration>(rules), Find<MaximumDuration>(rules), Find<DurationStep>(rules), Find<StartGrid>(rules));
        return AmongLengths(lengths) ?? WithHours(lengths, Find<OpeningHours>(rules)) ?? Notice(rules, lengths.Grid?.Condition.Minutes ?? 1);
    }

    private static Contradiction? AmongLengths(Lengths lengths)
    {
        var (least, most, step, grid) = lengths;
        var longest = most?.Condition.Minutes ?? LongestThereIs;
        if (lengths.Shortest <= longest)
        {
            return null;
        }

        // Where each of them fits by itself, those are named that only meet in a longer one.
        var (one, other) = lengths.LongerThan(longest) is { } tooLong ? (tooLong, most?.Rule)
            : lengths.Multiple > longest ? (grid?.Rule, step?.Rule)
            : (step?.Rule ?? grid?.Rule, least?.Rule);
        return one is not null && other is not null ? new Contradiction(one, other) : null;
    }

    private static Contradiction? WithHours(Lengths lengths, Found<OpeningHours>? opening)
    {
        if (opening is null || (opening.Condition.Week.Count == 0 && opening.Condition.Seasons.All(season => season.Week.Count == 0)))
        {
            return null;
        }

        var longest = opening.Condition.Seasons.Select(season => season.Week).Append(opening.Condition.Week)
            .Max(week => LongestStretch(week, lengths.Grid?.Condition.Minutes ?? 1));
        if (lengths.Shortest <= longest)
        {
            return null;
        }

        var tooLong = lengths.LongerThan(longest) ?? (lengths.Multiple > longest ? lengths.Step?.Rule : lengths.Least?.Rule);
        return tooLong is null ? null : new Contradiction(opening.Rule, tooLong);
    }

    // From grid to grid, in a week in which the clock does not change.
    private static int LongestStretch(IReadOnlyList<WeeklySpan> week, int grid)
    {
        var (longest, from, until) = (0, 0, 0);
        // Twice, so that what goes on from Sunday to Monday is met as a whole.
        foreach (var opens in Enumerable.Range(0, 2).SelectMany(_ => week, (turn, span) => (Minute: (turn * Week) + MinuteOfWeek(span), span))
            .OrderBy(opens => opens.Minute))
        {
            from = opens.Minute > until ? opens.Minute : from;
            until = Math.Max(until, opens.Minute + opens.span.ClosesMinute - opens.span.OpensMinute);
            longest = until - from >= Week
                ? LongestThereIs
                : Math.Max(longest, (until / grid * grid) - Multiples.RoundUp(from, grid));
        }

        return longest;
    }

    private static int MinuteOfWeek(WeeklySpan span) => (((int)span.Day - 1) * Day) + span.OpensMinute;

    // Asked for at midnight, there is all of the day, and of the last one until the last start.
    private static Contradiction? Notice(IReadOnlyList<Rule> rules, int grid) =>
        Find<LeadTime>(rules) is { } notice && Find<Horizon>(rules) is { } ahead
        && notice.Condition.Minutes > (ahead.Condition.Days * Day) + Day - grid
            ? new Contradiction(notice.Rule, ahead.Rule)
            : null;

    private static Found<TCondition>? Find<TCondition>(IReadOnlyList<Rule> rules)
        where TCondition : Condition
    {
        foreach (var rule in rules)
        {
            if (rule.Condition is TCondition condition)
            {
                return new Found<TCondition>(rule, condition);
            }
        }

        return null;
    }

    private sealed record Found<TCondition>(Rule Rule, TCondition Condition)
        where TCondition : Condition;

    private sealed record Lengths(Found<MinimumDuration>? Least, Found<MaximumDuration>? Most, Found<DurationStep>? Step, Found<StartGrid>? Grid)
    {
        public int Multiple => Multiples.Common(Step?.Condition.Minutes ?? 1, Grid?.Condition.Minutes ?? 1);

        public int Shortest => Multiples.RoundUp(Least?.Condition.Minutes ?? 1, Multiple);

        public Rule? LongerThan(int minutes) => Least?.Condition.Minutes > minutes ? Least.Rule
            : Grid?.Condition.Minutes > minutes ? Grid.Rule
            : Step?.Condition.Minutes > minutes ? Step.Rule
            : null;
    }
}
