using Booking.Rules.Availability;
using CsCheck;

namespace Booking.Rules.Tests.Availability;

public sealed class OpenTimeProperties
{
    [Fact]
    public void Within_IsSortedDisjointJoinedAndInsideTheWindow() => Any.Situation.Sample(given =>
    {
        var open = OpenTime.Within(given.Terms, given.Window);
        return open.All(interval => interval.Start < interval.End && interval.Start >= given.Window.Start && interval.End <= given.Window.End)
            && open.Zip(open.Skip(1)).All(pair => pair.First.End < pair.Second.Start);
    }, iter: 2000);

    [Fact]
    public void Within_IsOpenAtEveryMinuteTheWallClockSaysSo() => Any.Situation.Sample(given =>
    {
        var open = OpenTime.Within(given.Terms, given.Window);
        return BruteForce.Minutes(given.Window)
            .Where(moment => !IsRepeated(moment, given.Terms.Zone))
            .All(moment => open.Any(interval => interval.Contains(moment)) == SaysTheWallClock(moment, given.Terms));
    }, iter: 60);

    [Fact]
    public void Within_APartOfAWindow_IsThatPartOfTheWhole() => Any.Situation.Sample(given =>
    {
        var middle = given.Window.Start + given.Window.Duration / 2;
        Interval[] halves = [new(given.Window.Start, middle), new(middle, given.Window.End)];

        var parts = halves.Select(half => OpenTime.Within(given.Terms, half)).ToList();
        return Intervals.Union(parts).SequenceEqual(OpenTime.Within(given.Terms, given.Window));
    }, iter: 1000);

    private static bool SaysTheWallClock(Instant moment, Terms terms)
    {
        var wall = moment.InZone(terms.Zone).LocalDateTime;
        var minute = wall.Hour * 60 + wall.Minute;
        return terms.SharedFor.Contains(moment) && OpenTime.WhyClosed(terms, wall.Date) is null
            && (WeekOf(terms, wall.Date).Any(span => Covers(span, wall.DayOfWeek, minute))
                || WeekOf(terms, wall.Date.PlusDays(-1)).Any(span => Covers(span, wall.Date.PlusDays(-1).DayOfWeek, minute + 1440)));
    }

    // From the first day of each season on, day by day, until its last.
    private static IReadOnlyList<WeeklySpan> WeekOf(Terms terms, LocalDate date)
    {
        var season = terms.Seasons.FirstOrDefault(season => Enumerable.Range(date.Year - 1, 2).Select(season.From.InYear).Any(first => Days(first)
            .TakeWhile(day => day == first || Yesterday(day) != season.Until.InYear(Yesterday(day).Year)).Contains(date)));
        return season?.Week ?? terms.OpeningHours;

        static IEnumerable<LocalDate> Days(LocalDate first) => Enumerable.Range(0, 366).Select(first.PlusDays);

        static LocalDate Yesterday(LocalDate day) => day.PlusDays(-1);
    }

    private static bool Covers(WeeklySpan span, IsoDayOfWeek day, int minute) =>
        span.Day == day && span.OpensMinute <= minute && minute < span.ClosesMinute;

    // There, opening and closing mean different passes: OpenTimeTests has those.
    private static bool IsRepeated(Instant moment, DateTimeZone zone) => zone.MapLocal(moment.InZone(zone).LocalDateTime).Count == 2;
}
