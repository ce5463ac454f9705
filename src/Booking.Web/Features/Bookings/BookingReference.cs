using System.Security.Cryptography;

namespace Booking.Web.Features.Bookings;

/// <summary>The short name of a booking, made to be read aloud: no 0 or O, no 1, I or L. Seven characters, 27 thousand million of them.</summary>
public static class BookingReference
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public static string New()
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, 7);
        return $"{letters[..3]}-{letters[3..]}";
    }
}
