namespace Booking.Rules;

/// <summary>Counting in whole steps.</summary>
internal static class Multiples
{
    /// <summary>The first multiple that is no less than a value, neither being negative.</summary>
    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>The first positive number that is a multiple of both.</summary>
    public static int Common(int one, int other)
    {
        var (divisor, rest) = (one, other);
        while (rest > 0)
        {
            (divisor, rest) = (rest, divisor % rest);
        }

        return one / divisor * other;
    }
}
