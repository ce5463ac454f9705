namespace Booking.Rules.Admission;

/// <summary>How long an introduction counts.</summary>
public static class IntroductionEnd
{
    /// <summary>
    /// The moment from which no booking may start by it any longer: the earlier of what the rule and the introduction itself say.
    /// <see cref="Instant.MaxValue"/> when neither ends it.
    /// </summary>
    /// <param name="given">When it was given.</param>
    /// <param name="expires">When it ends by itself; null when it does not.</param>
    /// <param name="months">
    /// How long the rule lets it count; null for ever. Months are counted on the calendar of the place, the last day included: what is
    /// given on 31 January counts for a month until the end of 28 February.
    /// </param>
    /// <param name="zone">Of the place.</param>
    public static Instant Of(Instant given, Instant? expires, int? months, DateTimeZone zone)
    {
        var byRule = months is { } count
            ? zone.AtStartOfDay(WallClock.DateAt(given, zone).PlusMonths(count).PlusDays(1)).ToInstant()
            : Instant.MaxValue;
        return Instant.Min(byRule, expires ?? Instant.MaxValue);
    }
}
