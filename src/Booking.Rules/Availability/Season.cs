namespace Booking.Rules.Availability;

/// <summary>A part of every year that has hours of its own.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Until">Its last day, included; before the first where it lasts over New Year.</param>
/// <param name="Week">The hours of a usual week then; none means closed.</param>
public sealed record Season(AnnualDate From, AnnualDate Until, IReadOnlyList<WeeklySpan> Week)
{
    /// <summary>Whether that date belongs to it. 29 February counts as 28 February in years without one.</summary>
    public bool Covers(LocalDate date)
    {
        var (first, last) = (From.InYear(date.Year), Until.InYear(date.Year));
        return From.CompareTo(Until) <= 0 ? first <= date && date <= last : date >= first || date <= last;
    }
}
