using System.Globalization;
using Calendar = Ical.Net.Calendar;

namespace Booking.Rules.Recurrence;

/// <summary>
/// The dates of a rule of recurrence. Dates only: Ical.Net is asked nothing about zones, and so can say nothing about them that
/// the clock on the wall does not.
/// </summary>
internal static class RecurringDates
{
    /// <param name="rule">As RFC 5545, section 3.3.10, writes it; its end is a date or a number.</param>
    /// <param name="first">The first date, one that the rule holds for.</param>
    /// <param name="last">Where to stop, itself included: an occurrence that never comes is looked for no further.</param>
    public static IEnumerable<LocalDate> Of(string rule, LocalDate first, LocalDate last) =>
        Calendar.Load($"""
            BEGIN:VCALENDAR
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:{first.ToString("uuuuMMdd", CultureInfo.InvariantCulture)}
            RRULE:{rule}
            END:VEVENT
            END:VCALENDAR

            """)!.Events[0]!.GetOccurrences()
            .Select(occurrence => LocalDate.FromDateTime(occurrence.Period.StartTime.Value))
            .TakeWhile(date => date <= last);
}
