using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using CsCheck;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Conditions;

/// <summary>What holds whatever rules meet at one resource.</summary>
public sealed class RulebookProperties
{
    private static readonly Instant Now = At("2026-01-05T00:00");
    private static readonly Premises Kitchen = new(AnyRules.Here, Copenhagen, UnitUse.All, 20);

    // Whatever a caretaker may type, mostly such that two of them are close to a contradiction.
    private static readonly Gen<Condition> Typed = Gen.OneOf(
        Minutes(60 * 1440).Select(minutes => (Condition)new MinimumDuration(minutes)),
        Minutes(366 * 1440).Select(minutes => (Condition)new MaximumDuration(minutes)),
        Minutes(7 * 1440).Select(minutes => (Condition)new DurationStep(minutes)),
        Gen.OneOf(1, 5, 20, 30, 45, 60, 90, 480, 1440).Select(minutes => (Condition)new StartGrid(minutes)),
        Gen.OneOf(0, 1, 30, 1380, 1411, 1439, 1440, 1441, 2880, 366 * 1440).Select(minutes => (Condition)new LeadTime(minutes)),
        Gen.OneOf(0, 1, 2, 365, 366, 1100).Select(days => (Condition)new Horizon(days)),
        Gen.OneOf(Any.Hours, Short.Array[0, 3]).Select(week => (Condition)new OpeningHours(week, [])));

    private static Gen<int> Minutes(int most) =>
        Gen.OneOf(Gen.OneOf(1, 7, 20, 45, 50, 60, 90, 100, 190, 720, 1440, 4320, 10080, most), Gen.Int[1, 300]).Select(minutes => Math.Min(minutes, most));

    private static Gen<WeeklySpan> Short => Gen.Select(Gen.Int[1, 7], Gen.Int[0, 1439], Gen.Int[1, 200], (day, opens, minutes) =>
        new WeeklySpan((IsoDayOfWeek)day, opens, opens + minutes));

    private static readonly Gen<IReadOnlyList<Rule>> Few = AnyRules.Rule(Typed, Now).Array[0, 8].Select(AnyRules.Numbered);

    private static readonly Gen<IReadOnlyList<Rule>> Many =
        from monday in Any.Monday
        from rules in AnyRules.Rule(Gen.OneOf(Typed, AnyRules.Condition(monday)), Now).Array[0, 40]
        select AnyRules.Numbered(rules);

    [Fact]
    public void Of_PicksTheNewestOfTheNearestLevel_UnlessAWiderOneIsBinding_LessWhatContradicts() => Many.Sample(rules =>
    {
        var book = Of(rules);
        var picked = rules.Where(rule => rule.IsInForce(Now)).GroupBy(rule => rule.Condition.Slot).SelectMany(Holding).ToList();
        var leftOut = picked.Except(book.Effective).ToList();
        return book.Effective.All(picked.Contains)
            && leftOut.Count == book.Contradictions.Count
            && book.Contradictions.Zip(Removed(book.Contradictions)).All(pair => leftOut.Contains(pair.Second));
    }, iter: 1500);

    [Fact]
    public void Of_WhatNoBookingCanKeepTogether_IsAContradiction_AndNothingElseIs() => Few.Sample(rules =>
    {
        var picked = rules.Where(rule => rule.IsInForce(Now)).GroupBy(rule => rule.Condition.Slot).SelectMany(Holding).Select(rule => rule.Condition).ToList();
        return Of(rules).Contradictions.Count == 0 == CanBeKept(picked);
    }, iter: 5000);

    [Fact]
    public void Of_WhateverTheRules_SomethingCanBeBooked_IfItOpensAtAll() => Few.Sample(rules =>
    {
        var terms = Of(rules).Terms;
        return terms.OpeningHours.Count == 0
            || NearestFree.Next(terms with { LeadMinutes = 0, HorizonDays = 400 }, Occupied.Nothing(), Now, Now + Duration.FromDays(400)) is not null;
    }, iter: 2000);

    [Fact]
    public void Of_WhateverTheNotice_SomethingCanBeBooked_AroundTheClock() => Few.Sample(rules =>
    {
        var terms = Of(rules).Terms with { OpeningHours = EveryDay(0, 1440) };
        return NearestFree.Next(terms, Occupied.Nothing(), Now, Now + Duration.FromDays(1500)) is not null;
    }, iter: 600);

    [Fact]
    public void Of_InWhateverOrder_IsTheSame() => Many.SelectMany(rules => Gen.Shuffle(rules.ToArray()), (rules, shuffled) => (rules, shuffled))
        .Sample((rules, shuffled) =>
            Of(rules).Effective.SequenceEqual(Of(shuffled).Effective) && Of(rules).Contradictions.SequenceEqual(Of(shuffled).Contradictions), iter: 400);

    [Fact]
    public void Of_ItsOwnEffectiveRules_ChangesNothing() => Many.Sample(rules =>
    {
        var once = Of(rules);
        var twice = Of(once.Effective);
        return twice.Contradictions.Count == 0 && twice.Effective.SequenceEqual(once.Effective);
    }, iter: 400);

    private static Rulebook Of(IEnumerable<Rule> rules) => Rulebook.Of(Kitchen, rules, Now);

    // From the city inwards, each level sets the one before aside, unless that was binding.
    private static IEnumerable<Rule> Holding(IEnumerable<Rule> slot)
    {
        if (slot.First().Condition.AddsUp)
        {
            return slot;
        }

        Rule? holding = null;
        foreach (var level in Enum.GetValues<RuleLevel>())
        {
            var newest = slot.Where(rule => rule.Level == level).OrderBy(rule => rule.ValidFrom).ThenBy(rule => rule.Id).LastOrDefault();
            holding = newest is null || holding is { Binding: true } ? holding : newest;
        }

        return [holding!];
    }

    private static IEnumerable<Rule> Removed(IEnumerable<Contradiction> contradictions) => contradictions.Select(pair =>
    {
        Rule[] order = [.. new[] { pair.First, pair.Second }.OrderBy(rule => rule.Level).ThenBy(rule => rule.ValidFrom).ThenBy(rule => rule.Id)];
        return order[0].Binding == order[1].Binding
            ? order[0].Binding && order[0].Level != order[1].Level ? order[1] : order[0]
            : order.Single(rule => !rule.Binding);
    });

    // Whether there is any length and any minute of the week that all agree on, and any day.
    private static bool CanBeKept(List<Condition> conditions)
    {
        var grid = conditions.OfType<StartGrid>().SingleOrDefault()?.Minutes ?? 1;
        var step = conditions.OfType<DurationStep>().SingleOrDefault()?.Minutes ?? 1;
        var least = conditions.OfType<MinimumDuration>().SingleOrDefault()?.Minutes ?? 1;
        var most = conditions.OfType<MaximumDuration>().SingleOrDefault()?.Minutes ?? 366 * 1440;
        if (conditions.OfType<LeadTime>().SingleOrDefault() is { } lead && conditions.OfType<Horizon>().SingleOrDefault() is { } horizon)
        {
            var lastStart = Enumerable.Range(0, 1440).Where(minute => minute % grid == 0).Max() + (1440 * horizon.Days);
            if (lead.Minutes > lastStart)
            {
                return false;
            }
        }

        var length = Enumerable.Range(least, Math.Max(0, most - least + 1)).FirstOrDefault(minutes => minutes % step == 0 && minutes % grid == 0);
        return length > 0 && (conditions.OfType<OpeningHours>().SingleOrDefault() is not { Week.Count: > 0 } hours || Fits(hours.Week, grid, length));
    }

    private static bool Fits(IReadOnlyList<WeeklySpan> week, int grid, int length)
    {
        const int minutesAWeek = 7 * 1440;
        var open = new bool[minutesAWeek];
        foreach (var span in week)
        {
            for (var minute = span.OpensMinute; minute < span.ClosesMinute; minute++)
            {
                open[(((int)span.Day - 1) * 1440 + minute) % minutesAWeek] = true;
            }
        }

        return Enumerable.Range(0, minutesAWeek).Where(start => start % grid == 0)
            .Any(start => Enumerable.Range(start, Math.Min(length, minutesAWeek)).All(minute => open[minute % minutesAWeek]));
    }
}
