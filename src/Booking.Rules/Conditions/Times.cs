using Booking.Rules.Availability;

namespace Booking.Rules.Conditions;

/// <summary>When one may be there: the hours of a usual week, and those of seasons that come back every year.</summary>
/// <param name="Week">For every date in no season; none means closed.</param>
/// <param name="Seasons">The first one that covers a date gives its hours.</param>
public sealed record OpeningHours(IReadOnlyList<WeeklySpan> Week, IReadOnlyList<Season> Seasons) : Condition;

/// <summary>
/// When something that is lent is fetched and brought back: a booking starts at a time for the one and ends at a time for the other,
/// on the wall clock. Both edges of a span count, so 8–10 is also ten sharp. What lies between them is not looked at.
/// </summary>
/// <param name="PickUp">The times of a usual week at which it can be fetched; at least one, none past midnight.</param>
/// <param name="Return">The same for bringing it back.</param>
/// <exception cref="ArgumentException">There are none, or one ends on the next day.</exception>
public sealed record HandoverTimes(IReadOnlyList<WeeklySpan> PickUp, IReadOnlyList<WeeklySpan> Return) : Condition
{
    private const int Day = 1440;

    /// <summary>The times of a usual week at which it can be fetched.</summary>
    public IReadOnlyList<WeeklySpan> PickUp { get; } = Usable(PickUp, nameof(PickUp));

    /// <summary>The times of a usual week at which it can be brought back.</summary>
    public IReadOnlyList<WeeklySpan> Return { get; } = Usable(Return, nameof(Return));

    /// <summary>The pick-up times of one weekday, by start.</summary>
    public IReadOnlyList<WeeklySpan> PickUpOn(IsoDayOfWeek day) => On(PickUp, day);

    /// <summary>The return times of one weekday, by start.</summary>
    public IReadOnlyList<WeeklySpan> ReturnOn(IsoDayOfWeek day) => On(Return, day);

    /// <summary>Whether it can be fetched at what the wall shows then, in minutes since it showed 1970.</summary>
    internal bool MayStartAt(long minute) => IsAmong(PickUp, minute);

    /// <summary>Whether it can be brought back then; midnight belongs to both its days.</summary>
    internal bool MayEndAt(long minute) => IsAmong(Return, minute);

    private static List<WeeklySpan> On(IReadOnlyList<WeeklySpan> week, IsoDayOfWeek day) =>
        [.. week.Where(span => span.Day == day).OrderBy(span => span.OpensMinute)];

    private static bool IsAmong(IReadOnlyList<WeeklySpan> week, long minute)
    {
        var (day, ofDay) = Math.DivRem(minute, Day);
        if (ofDay < 0)
        {
            (day, ofDay) = (day - 1, ofDay + Day);
        }

        for (var i = 0; i < week.Count; i++)
        {
            var span = week[i];
            if ((span.Day == WeekdayOf(day) && span.OpensMinute <= ofDay && ofDay <= span.ClosesMinute)
                || (ofDay == 0 && span.ClosesMinute == Day && span.Day == WeekdayOf(day - 1)))
            {
                return true;
            }
        }

        return false;
    }

    // 1 January 1970 was a Thursday.
    private static IsoDayOfWeek WeekdayOf(long daysSinceEpoch) => (IsoDayOfWeek)((((daysSinceEpoch + 3) % 7) + 7) % 7) + 1;

    private static IReadOnlyList<WeeklySpan> Usable(IReadOnlyList<WeeklySpan> week, string name) =>
        week.Count > 0 && week.All(span => span is { ClosesMinute: <= Day })
            ? week
            : throw new ArgumentException("Say when, on the day itself.", name);
}

/// <summary>Closed days, from midnight to midnight.</summary>
/// <param name="From">The first.</param>
/// <param name="Until">The last, itself closed.</param>
/// <exception cref="ArgumentOutOfRangeException">The last is before the first.</exception>
public sealed record ClosedDates(LocalDate From, LocalDate Until) : Condition
{
    /// <summary>The last closed day.</summary>
    public LocalDate Until { get; } = Until >= From
        ? Until
        : throw new ArgumentOutOfRangeException(nameof(Until), Until, "The last day is not before the first.");

    /// <inheritdoc />
    public override bool AddsUp => true;
}

/// <summary>Whether <see cref="DanishHolidays"/> are closed.</summary>
/// <param name="Closed">A nearer level says no where a wider one says yes.</param>
public sealed record PublicHolidays(bool Closed) : Condition;

/// <summary>Days without school on which a place that follows the school is closed.</summary>
/// <param name="Holidays">By name; none means that it stays open.</param>
public sealed record SchoolHolidays(IReadOnlyList<SchoolHoliday> Holidays) : Condition;

/// <summary>One holiday of one school year.</summary>
/// <param name="NameDa">What it is called, in Danish.</param>
/// <param name="NameEn">What it is called, in English.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day, included.</param>
public sealed record SchoolHoliday(string NameDa, string NameEn, LocalDate From, LocalDate Until)
{
    /// <summary>The last day, included.</summary>
    public LocalDate Until { get; } = Until >= From
        ? Until
        : throw new ArgumentOutOfRangeException(nameof(Until), Until, "The last day is not before the first.");
}

/// <summary>How long before its start a booking must be made.</summary>
/// <param name="Minutes">0 to a year.</param>
public sealed record LeadTime(int Minutes) : Condition
{
    /// <summary>0 to a year.</summary>
    public int Minutes { get; } = Within(Minutes, 0, 366 * 1440, nameof(Minutes));
}

/// <summary>How many days ahead a booking may start, counted in dates.</summary>
/// <param name="Days">0, which is today only, to three years.</param>
public sealed record Horizon(int Days) : Condition
{
    /// <summary>0 to three years.</summary>
    public int Days { get; } = Within(Days, 0, 1100, nameof(Days));
}

/// <summary>How far a series of bookings may go.</summary>
/// <param name="Dates">The most dates of one; 0 for none at all, up to 200. Else at least 2.</param>
/// <param name="Days">How many days ahead its last may start, in the place of <see cref="Horizon"/>: 1 to three years.</param>
public sealed record SeriesLimit(int Dates, int Days) : Condition
{
    /// <summary>What holds where no rule says anything.</summary>
    public static SeriesLimit Usual { get; } = new(52, 365);

    /// <summary>0, or 2 to 200.</summary>
    public int Dates { get; } = Dates == 0 ? 0 : Within(Dates, 2, 200, nameof(Dates));

    /// <summary>1 to three years.</summary>
    public int Days { get; } = Within(Days, 1, 1100, nameof(Days));
}

/// <summary>
/// Who has a series keeps its time after the last date, from others, until so long before that date: by then they have renewed it, or it
/// is free for all. Where no rule says so, nobody keeps what they have not booked.
/// </summary>
/// <param name="Days">How many days before the last date it ends: 7–180.</param>
public sealed record RenewalPriority(int Days) : Condition
{
    /// <summary>7–180.</summary>
    public int Days { get; } = Within(Days, 7, 180, nameof(Days));
}

/// <summary>Set-up before and clean-up after each booking.</summary>
/// <param name="BeforeMinutes">At most a day.</param>
/// <param name="AfterMinutes">At most a day.</param>
public sealed record BufferTime(int BeforeMinutes, int AfterMinutes) : Condition
{
    /// <summary>At most a day.</summary>
    public int BeforeMinutes { get; } = Within(BeforeMinutes, 0, 1440, nameof(BeforeMinutes));

    /// <summary>At most a day.</summary>
    public int AfterMinutes { get; } = Within(AfterMinutes, 0, 1440, nameof(AfterMinutes));
}

/// <summary>Hours in which those who are there keep quiet. Nobody is refused for them; who books them is told and agrees.</summary>
/// <param name="FromMinute">After local midnight, 0–1439.</param>
/// <param name="UntilMinute">After the same midnight, later, at most 2880.</param>
public sealed record QuietHours(int FromMinute, int UntilMinute) : Condition
{
    /// <summary>After local midnight, 0–1439.</summary>
    public int FromMinute { get; } = Within(FromMinute, 0, 1439, nameof(FromMinute));

    /// <summary>After the same midnight, later, at most 2880.</summary>
    public int UntilMinute { get; } = Within(UntilMinute, FromMinute + 1, 2880, nameof(UntilMinute));

    /// <summary>
    /// Whether a place with those hours is ever open in them, in any part of the year. Hours that only meet, such as quiet from
    /// 22:00 where it closes at 22:00, do not count. Closed days are not looked at.
    /// </summary>
    public bool Meets(OpeningHours hours) => hours.Seasons.SelectMany(season => season.Week).Concat(hours.Week).Any(Meets);

    // They return every day, and what opens on one day may close on the next.
    private bool Meets(WeeklySpan span) => Enumerable.Range(-1, 3)
        .Select(day => day * 1440)
        .Any(midnight => span.OpensMinute < midnight + UntilMinute && midnight + FromMinute < span.ClosesMinute);
}

/// <summary>How long before the start one says no in good time. Later one may still, but a quota counts the booking as used.</summary>
/// <param name="Minutes">0 to 60 days.</param>
public sealed record CancellationDeadline(int Minutes) : Condition
{
    /// <summary>0 to 60 days.</summary>
    public int Minutes { get; } = Within(Minutes, 0, 60 * 1440, nameof(Minutes));
}

/// <summary>How long after its start a booking nobody has checked in to is given on.</summary>
/// <param name="Minutes">1 to a day.</param>
public sealed record CheckInGrace(int Minutes) : Condition
{
    /// <summary>1 to a day.</summary>
    public int Minutes { get; } = Within(Minutes, 1, 1440, nameof(Minutes));
}

/// <summary>
/// Asks the booker some time before the start whether they still come; no answer by the deadline gives the time on. Who books
/// later than the question would come is not asked. Both lengths are those of the wall clock.
/// </summary>
/// <param name="AskMinutes">How long before the start the question comes; at least an hour more than the next, at most 4 weeks.</param>
/// <param name="AnswerMinutes">How long before the start the answer is due; 30 minutes or more.</param>
public sealed record Reconfirmation(int AskMinutes, int AnswerMinutes) : Condition
{
    /// <summary>The nearest to the start that an answer can be due: others need time to come too.</summary>
    public const int LeastAnswerMinutes = 30;

    /// <summary>How long there is for an answer, at least.</summary>
    public const int LeastBetweenMinutes = 60;

    /// <summary>The earliest question: 4 weeks before.</summary>
    public const int MostAskMinutes = 28 * 1440;

    /// <summary>How long before the start the answer is due; 30 minutes or more.</summary>
    public int AnswerMinutes { get; } =
        Within(AnswerMinutes, LeastAnswerMinutes, MostAskMinutes - LeastBetweenMinutes, nameof(AnswerMinutes));

    /// <summary>How long before the start the question comes; at least an hour more than the answer, at most 4 weeks.</summary>
    public int AskMinutes { get; } = Within(AskMinutes, AnswerMinutes + LeastBetweenMinutes, MostAskMinutes, nameof(AskMinutes));
}
