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
        return AmongLengths(lengths) ?? WithHours(lengths, Find<OpeningHours>(rules))
            ?? WithHandover(lengths, Find<HandoverTimes>(rules), Find<OpeningHours>(rules)) ?? Notice(rules, lengths.Grid?.Condition.Minutes ?? 1);
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

        var longest = Stretches(opening.Condition, lengths.Grid?.Condition.Minutes ?? 1);
        if (lengths.Shortest <= longest)
        {
            return null;
        }

        var tooLong = lengths.LongerThan(longest) ?? (lengths.Multiple > longest ? lengths.Step?.Rule : lengths.Least?.Rule);
        return tooLong is null ? null : new Contradiction(opening.Rule, tooLong);
    }

    // The shortest loan from a pick-up to a return is longer than is lent, or none lies in one stretch of open time.
    private static Contradiction? WithHandover(Lengths lengths, Found<HandoverTimes>? handover, Found<OpeningHours>? opening)
    {
        if (handover is null)
        {
            return null;
        }

        var grid = lengths.Grid?.Condition.Minutes ?? 1;
        if (ShortestLoan(handover.Condition, lengths.Shortest, grid) is not { } shortest)
        {
            return lengths.Grid is { } coarse ? new Contradiction(handover.Rule, coarse.Rule) : null;
        }

        if (lengths.Most is { } most && shortest > most.Condition.Minutes)
        {
            return new Contradiction(handover.Rule, most.Rule);
        }

        return opening is not null && Stretches(opening.Condition, grid) > 0 && !LiesWithin(handover.Condition, opening.Condition, lengths.Shortest, grid)
            ? new Contradiction(opening.Rule, handover.Rule)
            : null;
    }

    // Whether some loan begins and ends in one stretch of open time, in some part of the year.
    private static bool LiesWithin(HandoverTimes handover, OpeningHours hours, int least, int grid)
    {
        (int From, int Until)[] returns = [.. OnGrid(handover.Return, grid).SelectMany(_ => new[] { 0, Week, 2 * Week }, (span, later) => (span.From + later, span.Until + later))];
        return hours.Seasons.Select(season => season.Week).Append(hours.Week).SelectMany(OpenStretches).Any(open =>
            OnGrid(handover.PickUp, grid).Any(fetched => returns.Any(brought =>
            {
                var (start, end) = (Math.Max(fetched.From, Multiples.RoundUp(open.From, grid)), Math.Min(brought.Until, open.Until / grid * grid));
                return start <= fetched.Until && end >= brought.From && end - start >= least;
            })));
    }

    // Of three weeks in which the clock does not change, the stretches of open time.
    private static List<(int From, int Until)> OpenStretches(IReadOnlyList<WeeklySpan> week)
    {
        List<(int From, int Until)> stretches = [];
        foreach (var (from, until) in Enumerable.Range(0, 3)
            .SelectMany(_ => week, (turn, span) => (From: (turn * Week) + MinuteOfWeek(span), Until: (turn * Week) + MinuteOfWeek(span) + span.ClosesMinute - span.OpensMinute))
            .OrderBy(span => span.From))
        {
            if (stretches.Count > 0 && from <= stretches[^1].Until)
            {
                stretches[^1] = (stretches[^1].From, Math.Max(stretches[^1].Until, until));
            }
            else
            {
                stretches.Add((from, until));
            }
        }

        return stretches;
    }

    // Null where no time that can be booked lies in any of the spans.
    private static int? ShortestLoan(HandoverTimes handover, int least, int grid)
    {
        int? shortest = null;
        foreach (var (fetchedFrom, fetchedUntil) in OnGrid(handover.PickUp, grid))
        {
            foreach (var (broughtFrom, broughtUntil) in OnGrid(handover.Return, grid))
            {
                // As many weeks on as it takes for the latest return to be late enough.
                var (soonest, latest) = (broughtFrom - fetchedUntil, broughtUntil - fetchedFrom);
                var weeks = Math.Max(0, Multiples.RoundUp(least - latest, Week) / Week);
                var loan = Math.Max(least, soonest + (weeks * Week));
                shortest = Math.Min(shortest ?? loan, loan);
            }
        }

        return shortest;
    }

    private static IEnumerable<(int From, int Until)> OnGrid(IReadOnlyList<WeeklySpan> week, int grid) => week
        .Select(span => (MinuteOfWeek(span) - span.OpensMinute, Multiples.RoundUp(span.OpensMinute, grid), span.ClosesMinute / grid * grid))
        .Where(span => span.Item2 <= span.Item3)
        .Select(span => (span.Item1 + span.Item2, span.Item1 + span.Item3));

    private static int Stretches(OpeningHours hours, int grid) =>
        hours.Seasons.Select(season => season.Week).Append(hours.Week).Max(week => LongestStretch(week, grid));

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
