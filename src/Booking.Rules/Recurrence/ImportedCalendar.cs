namespace Booking.Rules.Recurrence;

/// <summary>A time that a calendar read from elsewhere takes.</summary>
/// <param name="Uid">Of the event that it comes from.</param>
/// <param name="Period">Includes the start, excludes the end.</param>
/// <param name="Title">What the calendar calls it; at most <see cref="LongestTitle"/> characters, empty where it says nothing.</param>
public sealed record ImportedTime(string Uid, Interval Period, string Title)
{
    /// <summary>Longer titles are cut off, in characters.</summary>
    public const int LongestTitle = 120;
}

/// <summary>Why a calendar, or something in it, could not be read.</summary>
public enum CalendarFault
{
    /// <summary>It is no calendar: often a page that asks to sign in.</summary>
    NotACalendar,

    /// <summary>It has no end: the rest did not come.</summary>
    CutOff,

    /// <summary>More lines than <see cref="CalendarLimits.Lines"/>.</summary>
    TooManyLines,

    /// <summary>Parts within parts, more than <see cref="CalendarLimits.Depth"/> of them.</summary>
    TooDeep,

    /// <summary>More events than <see cref="CalendarLimits.Events"/>.</summary>
    TooManyEvents,

    /// <summary>More times in the window than <see cref="CalendarLimits.Times"/>.</summary>
    TooManyTimes,

    /// <summary>The line is no property of a calendar.</summary>
    LineUnreadable,

    /// <summary>A date or a time that there is not.</summary>
    TimeUnreadable,

    /// <summary>A rule of recurrence that we do not know: by the hour or oftener, by the week of the year, and the like.</summary>
    RuleUnknown,

    /// <summary>An event that does not say when it begins.</summary>
    StartMissing,

    /// <summary>A zone that we do not know; the times are read as those of the resource.</summary>
    ZoneUnknown,
}

/// <summary>What a calendar may ask of us; beyond it nothing of it is read.</summary>
public static class CalendarLimits
{
    /// <summary>Lines as they stand in the file.</summary>
    public const int Lines = 150_000;

    /// <summary>Parts within parts; ordinary calendars have three.</summary>
    public const int Depth = 8;

    /// <summary>Events, each changed date of a series being one.</summary>
    public const int Events = 5_000;

    /// <summary>Times within the window, of all events together.</summary>
    public const int Times = 10_000;

    /// <summary>Problems that are told; the rest are of the same sort.</summary>
    public const int Problems = 50;
}

/// <summary>Something in a calendar that could not be read.</summary>
/// <param name="Line">Of the file, counted from 1.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Text">The beginning of what stands there.</param>
public sealed record CalendarProblem(int Line, CalendarFault Fault, string Text);

/// <summary>What came of reading a calendar.</summary>
/// <param name="Times">Those within the window, by start; of one event they do not overlap.</param>
/// <param name="Unread">The events of which something could not be read: what was known of them before still holds.</param>
/// <param name="Problems">By line, the first <see cref="CalendarLimits.Problems"/>.</param>
/// <param name="Refused">Why nothing of it was read; null when it was.</param>
public sealed record ImportedCalendar(
    IReadOnlyList<ImportedTime> Times, IReadOnlySet<string> Unread, IReadOnlyList<CalendarProblem> Problems, CalendarFault? Refused);
