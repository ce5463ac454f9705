using Booking.Rules.Availability;

namespace Booking.Rules.Conditions;

/// <summary>Finds rules of which no booking can keep both.</summary>
internal static class Contradicting
{
    private const int Week = 7 * 1440;

    /// <summary>The first pair, or null. Of what is not set by a rule the usual value is no contradiction: it gives way.</summary>
    public static Contradiction? First(Premises premises, IReadOnlyList<Rule> rules) =>
        Lengths(rules) ?? Grids(rules) ?? Hours(premises, rules) ?? Notice(rules);

    private static Contradiction? Lengths(IReadOnlyList<Rule> rules)
    {
        if (Find<MaximumDuration>(rules) is not var (longest, most))
        {
            return null;
        }

        if (Find<MinimumDuration>(rules) is var (shortest, least) && least.Minutes > most.Minutes)
        {
            return new Contradiction(shortest, longest);
        }

        if (Find<StartGrid>(rules) is var (grid, step) && step.Minutes > most.Minutes)
        {
            return new Contradiction(grid, longest);
        }

        return Find<DurationStep>(rules) is var (lengths, length) && length.Minutes > most.Minutes
            ? new Contradiction(lengths, longest)
            : null;
    }

    private static Contradiction? Grids(IReadOnlyList<Rule> rules)
    {
        if (Find<StartGrid>(rules) is not var (grid, step))
        {
            return null;
        }

        if (Find<DurationStep>(rules) is var (lengths, length) && length.Minutes % step.Minutes != 0)
        {
            return new Contradiction(grid, lengths);
        }

        // Rounded up to the grid, the shortest booking may be longer than the longest.
        var multiple = Find<DurationStep>(rules)?.Condition.Minutes ?? step.Minutes;
        return Find<MinimumDuration>(rules) is var (shortest, least) && Find<MaximumDuration>(rules) is var (_, most)
            && (least.Minutes + multiple - 1) / multiple * multiple > most.Minutes
                ? new Contradiction(Find<DurationStep>(rules)?.Rule ?? grid, shortest)
                : null;
    }

    private static Contradiction? Hours(Premises premises, IReadOnlyList<Rule> rules)
    {
        if (Find<OpeningHours>(rules) is not var (opening, hours) || (hours.Week.Count == 0 && hours.Seasons.All(season => season.Week.Count == 0)))
        {
            return null;
        }

        var grid = Find<StartGrid>(rules)?.Condition.Minutes ?? 1;
        var longest = hours.Seasons.Select(season => season.Week).Append(hours.Week).Max(week => LongestStretch(premises.Zone, week, grid));
        if (Find<MinimumDuration>(rules) is var (shortest, least) && least.Minutes > longest)
        {
            return new Contradiction(opening, shortest);
        }

        return Find<StartGrid>(rules) is var (steps, step) && step.Minutes > longest ? new Contradiction(opening, steps) : null;
    }

    // In a week in which the clock does not change, from grid to grid.
    private static int LongestStretch(DateTimeZone zone, IReadOnlyList<WeeklySpan> week, int grid)
    {
        if (week.Count == 0)
        {
            return 0;
        }

        var terms = new Terms
        {
            Zone = DateTimeZone.Utc, OpeningHours = week, MinimumMinutes = 1, MaximumMinutes = 1, StepMinutes = 1, HorizonDays = 0, Capacity = 1,
        };
        var monday = Instant.FromUtc(2026, 1, 5, 0, 0);
        return OpenTime.Within(terms, new Interval(monday, monday + Duration.FromDays(21)))
            .Max(open => open.Duration >= Duration.FromDays(14) ? 366 * 1440 : OnGrid(open));

        int OnGrid(Interval open)
        {
            var (from, until) = ((int)(open.Start - monday).TotalMinutes, (int)(open.End - monday).TotalMinutes);
            return (until / grid * grid) - ((from + grid - 1) / grid * grid);
        }
    }

    private static Contradiction? Notice(IReadOnlyList<Rule> rules) =>
        Find<LeadTime>(rules) is var (notice, lead) && Find<Horizon>(rules) is var (ahead, horizon)
        && lead.Minutes >= (horizon.Days + 1) * 1440
            ? new Contradiction(notice, ahead)
            : null;

    private static Found<TCondition>? Find<TCondition>(IReadOnlyList<Rule> rules)
        where TCondition : Condition
    {
        var rule = rules.SingleOrDefault(rule => rule.Condition is TCondition);
        return rule is null ? null : new Found<TCondition>(rule, (TCondition)rule.Condition);
    }

    private sealed record Found<TCondition>(Rule Rule, TCondition Condition)
        where TCondition : Condition;
}
