namespace Booking.Rules.Lifecycle;

/// <summary>What became of a date of a series.</summary>
public enum DateUse
{
    /// <summary>Somebody came; or it cannot be said that nobody did.</summary>
    Used,

    /// <summary>Nobody came, and its time was given on.</summary>
    Unused,

    /// <summary>It was called off in time, or is not over: it says nothing either way.</summary>
    Neither,
}

/// <summary>How many dates of a series in a row nobody has come to, and what that leads to.</summary>
public static class UnusedRow
{
    /// <summary>So many in a row bring a warning.</summary>
    public const int Warns = 2;

    /// <summary>So many bring the question whether they still come.</summary>
    public const int Asks = 3;

    /// <summary>How long there is to answer, from when the question has reached them, before the coming dates are given on.</summary>
    public static Duration ToAnswer { get; } = Duration.FromDays(7);

    /// <summary>The newest dates that nobody came to, back to the last that was used; in the order of the series.</summary>
    /// <param name="dates">In the order of the series.</param>
    /// <param name="use">What became of one.</param>
    public static IReadOnlyList<TDate> Of<TDate>(IEnumerable<TDate> dates, Func<TDate, DateUse> use) =>
    [
        .. dates.Reverse().TakeWhile(date => use(date) != DateUse.Used).Where(date => use(date) == DateUse.Unused).Reverse(),
    ];
}
