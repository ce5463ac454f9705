namespace Booking.Rules.Lifecycle;

/// <summary>The reminders a booking has; each is sent at most once.</summary>
public enum ReminderKind
{
    /// <summary>24 hours before the start.</summary>
    DayBefore,

    /// <summary>Two hours before the start.</summary>
    TwoHours,
}

/// <summary>
/// Which reminder is due. A reminder is for those who booked before its time had come: who books at ten for noon has just
/// read the confirmation.
/// </summary>
public static class Reminders
{
    private static readonly Duration Day = Duration.FromHours(24);
    private static readonly Duration TwoHours = Duration.FromHours(2);

    /// <summary>
    /// The reminder to send at <paramref name="now"/>, or null. <see cref="ReminderKind.DayBefore"/> is due from 24 hours
    /// before the start until two hours before, <see cref="ReminderKind.TwoHours"/> from then until the start; each includes
    /// its first moment and excludes its last. So after downtime a late reminder is still sent, but never two at once and
    /// never for a booking that has begun.
    /// </summary>
    public static ReminderKind? Due(Interval booking, Instant confirmedAt, IReadOnlySet<ReminderKind> sent, Instant now)
    {
        var dayBefore = booking.Start - Day;
        var twoHoursBefore = booking.Start - TwoHours;

        ReminderKind? due = now switch
        {
            _ when now >= booking.Start || now < dayBefore => null,
            _ when now >= twoHoursBefore => confirmedAt < twoHoursBefore ? ReminderKind.TwoHours : null,
            _ => confirmedAt < dayBefore ? ReminderKind.DayBefore : null,
        };
        return due is { } kind && sent.Contains(kind) ? null : due;
    }

    /// <summary>
    /// When the first reminder of a booking confirmed (or moved) at <paramref name="confirmedAt"/> is due; null when it was
    /// confirmed too late for any.
    /// </summary>
    public static Instant? FirstDue(Interval booking, Instant confirmedAt)
    {
        if (confirmedAt < booking.Start - Day)
        {
            return booking.Start - Day;
        }

        return confirmedAt < booking.Start - TwoHours ? booking.Start - TwoHours : null;
    }
}
