namespace Booking.Web.Features.Groups;

/// <summary>A number in the Danish business register (CVR).</summary>
public static class CvrNumber
{
    private const int Length = 8;

    // The last digit makes the weighted sum divisible by eleven; Erhvervsstyrelsen, "Modulus 11 kontrol af CVR-numre".
    private const int Modulus = 11;

    private static readonly int[] Weights = [2, 7, 6, 5, 4, 3, 2, 1];

    /// <summary>Eight digits without the spaces that people type between them; null when no number can be like that.</summary>
    public static string? Read(string typed)
    {
        var digits = string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter)));
        return digits.Length == Length && digits.All(char.IsAsciiDigit) && digits[0] != '0'
            && digits.Zip(Weights, (digit, weight) => (digit - '0') * weight).Sum() % Modulus == 0
            ? digits
            : null;
    }
}
