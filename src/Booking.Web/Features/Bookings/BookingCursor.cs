using System.Buffers.Text;
using System.Globalization;
using System.Text;
using NodaTime;

namespace Booking.Web.Features.Bookings;

/// <summary>The last booking of a page: the next page goes on behind it, whatever has been added or ended before it since.</summary>
public sealed record BookingCursor(Instant Start, Guid Id)
{
    private const int LongestText = 100;

    public static BookingCursor BeforeAll { get; } = new(Instant.MinValue, Guid.Empty);

    public static BookingCursor AfterAll { get; } = new(Instant.MaxValue, Guid.AllBitsSet);

    public static BookingCursor Of(BookingRecord booking) => new(booking.Period.Start, booking.Id);

    /// <summary>For an address. What it is made of is nobody's business but <see cref="Parse"/>'s.</summary>
    public override string ToString() => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Start.ToUnixTimeSeconds()}.{Id:N}")));

    /// <summary>Null for anything that is not the text of a cursor.</summary>
    public static BookingCursor? Parse(string text)
    {
        if (text.Length > LongestText || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > -FarthestSecond and < FarthestSecond
            && Guid.TryParseExact(parts[1], "N", out var id)
            ? new BookingCursor(Instant.FromUnixTimeSeconds(seconds), id)
            : null;
    }

    // Some three thousand years: PostgreSQL and NodaTime both go farther.
    private const long FarthestSecond = 100_000_000_000;
}
