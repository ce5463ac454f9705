using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using CsCheck;

namespace Booking.Web.Tests.Features.Rules;

/// <summary>Conditions of every kind, from the least they may say to the most.</summary>
internal static class AnyCondition
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["abcæøåÆØÅéß \"\\<>&'{}0→ü\n\t"], 0, 12];

    private static readonly Gen<string> Said = Text.Select(text => $"x{text}");

    private static readonly Gen<Scope> Scopes = Gen.Enum<Scope>();

    private static readonly Gen<LocalDate> Date = Gen.Int[0, 4000].Select(day => new LocalDate(2024, 1, 1).PlusDays(day));

    private static readonly Gen<AnnualDate> DayOfYear = Gen.Int[0, 365].Select(day => new LocalDate(2028, 1, 1).PlusDays(day))
        .Select(date => new AnnualDate(date.Month, date.Day));

    private static readonly Gen<(LocalDate From, LocalDate Until)> Dates = Gen.Select(
        Date, Gen.Int[0, 400], (from, days) => (from, from.PlusDays(days)));

    private static readonly Gen<List<WeeklySpan>> Week = Gen.Select(Gen.Int[1, 7], Gen.Int[0, 1439], Gen.Int[0, 2880])
        .Select((day, opens, length) => new WeeklySpan((IsoDayOfWeek)day, opens, Math.Clamp(opens + length, opens + 1, 2880))).List[0, 9];

    private static readonly Gen<List<WeeklySpan>> DaySpans = Gen.Select(Gen.Int[1, 7], Gen.Int[0, 1439], Gen.Int[1, 1440])
        .Select((day, opens, length) => new WeeklySpan((IsoDayOfWeek)day, opens, Math.Min(opens + length, 1440))).List[1, 9];

    private static readonly Gen<OpeningHours> Hours = Gen.Select(
        Week, Gen.Select(DayOfYear, DayOfYear, Week, (from, until, week) => new Season(from, until, week)).List[0, 3],
        (week, seasons) => new OpeningHours(week, seasons));

    private static readonly Gen<SchoolHolidays> School = Gen.Select(Said, Text, Dates)
        .Select((da, en, dates) => new SchoolHoliday(da, en, dates.From, dates.Until)).List[0, 4]
        .Select(holidays => new SchoolHolidays(holidays));

    private static readonly Gen<StartGrid> Grid = Gen.OneOf(Enumerable.Range(1, 1440).Where(minutes => 1440 % minutes == 0).ToArray())
        .Select(minutes => new StartGrid(minutes));

    private static readonly Gen<Quota> Share = Gen.Select(
        Gen.Int[1, 1000], Gen.Enum<QuotaMeasure>(), Gen.Enum<QuotaPeriod>(), Scopes, Gen.Enum<QuotaCounts>(),
        (limit, measure, per, over, counts) => new Quota(limit, measure, per, over, counts, limit % 2 == 0 ? QuotaOf.Person : QuotaOf.Group));

    private static readonly Gen<Approval> Asks = Gen.Select(
        Gen.Bool, Gen.Int[1, 10_000].Nullable(), Gen.Int[1, 500].Nullable(), Gen.Int[0, 2880].Nullable(), Gen.Bool, Gen.Bool,
        (always, longer, more, late, outside, holds) =>
            new Approval(always || (!outside && (longer ?? more ?? late) is null), longer, more, late, outside, holds));

    /// <summary>By the names of their kinds.</summary>
    public static IReadOnlyDictionary<string, Gen<Condition>> OfEachKind { get; } = new Dictionary<string, Gen<Condition>>
    {
        [nameof(OpeningHours)] = Of(Hours),
        [nameof(ClosedDates)] = Of(Dates.Select(dates => new ClosedDates(dates.From, dates.Until))),
        [nameof(PublicHolidays)] = Of(Gen.Bool.Select(closed => new PublicHolidays(closed))),
        [nameof(SchoolHolidays)] = Of(School),
        [nameof(LeadTime)] = Of(Gen.Int[0, 366 * 1440].Select(minutes => new LeadTime(minutes))),
        [nameof(Horizon)] = Of(Gen.Int[0, 1100].Select(days => new Horizon(days))),
        [nameof(BufferTime)] = Of(Gen.Select(Gen.Int[0, 1440], Gen.Int[0, 1440], (before, after) => new BufferTime(before, after))),
        [nameof(QuietHours)] = Of(Gen.Select(
            Gen.Int[0, 1439], Gen.Int[1, 2880], (from, length) => new QuietHours(from, Math.Min(from + length, 2880)))),
        [nameof(HandoverTimes)] = Of(Gen.Select(DaySpans, DaySpans, (pickUp, brought) => new HandoverTimes(pickUp, brought))),
        [nameof(CancellationDeadline)] = Of(Gen.Int[0, 60 * 1440].Select(minutes => new CancellationDeadline(minutes))),
        [nameof(Reconfirmation)] = Of(Gen.Select(Gen.Int[30, 27 * 1440], Gen.Int[60, 1440], (answer, more) => new Reconfirmation(answer + more, answer))),
        [nameof(SeriesLimit)] = Of(Gen.Select(Gen.OneOf(Gen.Const(0), Gen.Int[2, 200]), Gen.Int[1, 1100], (dates, days) => new SeriesLimit(dates, days))),
        [nameof(NoShowLimit)] = Of(Gen.Select(Gen.Int[0, 20], Gen.Enum<AfterNoShows>(), (most, then) => new NoShowLimit(most, then))),
        [nameof(RenewalPriority)] = Of(Gen.Int[7, 180].Select(days => new RenewalPriority(days))),
        [nameof(CheckInGrace)] = Of(Gen.Int[1, 1440].Select(minutes => new CheckInGrace(minutes))),
        [nameof(MinimumDuration)] = Of(Gen.Int[1, 60 * 1440].Select(minutes => new MinimumDuration(minutes))),
        [nameof(MaximumDuration)] = Of(Gen.Int[1, 366 * 1440].Select(minutes => new MaximumDuration(minutes))),
        [nameof(DurationStep)] = Of(Gen.Int[1, 7 * 1440].Select(minutes => new DurationStep(minutes))),
        [nameof(StartGrid)] = Of(Grid),
        [nameof(GroupSize)] = Of(Gen.Int[1, 10_000].Select(maximum => new GroupSize(maximum))),
        [nameof(Quota)] = Of(Share),
        [nameof(ConcurrentBookings)] = Of(Gen.Select(Gen.Int[1, 100], Scopes, (maximum, over) => new ConcurrentBookings(maximum, over))),
        [nameof(Spacing)] = Of(Gen.Select(Gen.Int[1, 60 * 1440], Scopes, (minutes, over) => new Spacing(minutes, over))),
        [nameof(Audience)] = Of(Gen.Select(
            Gen.Bool, Gen.Bool, Gen.Int[1, 120].Nullable(), Gen.Bool, Gen.Bool,
            (residents, members, age, groups, district) => new Audience(residents, members, age, groups, district))),
        [nameof(IntroductionRequired)] = Of(Gen.Select(
            Gen.Int[1, 120].Nullable(), Text, Text, (months, da, en) => new IntroductionRequired(months, da, en))),
        [nameof(Approval)] = Of(Asks),
        [nameof(Responsibility)] = Of(Gen.Select(Said, Text, (da, en) => new Responsibility(da, en))),
    };

    private static Gen<Condition> Of<TCondition>(Gen<TCondition> conditions)
        where TCondition : Condition => conditions.Select(condition => (Condition)condition);
}
