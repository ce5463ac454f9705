using System.Security.Cryptography;
using Booking.Web.Http;
using Microsoft.AspNetCore.DataProtection;

namespace Booking.Web.Mail;

/// <summary>
/// The address in a reminder that turns reminders off. It names the booking only, encrypted, so that it says nothing of the
/// person and can be made from the mail alone.
/// </summary>
public sealed class ReminderLink(IDataProtectionProvider protection, PublicUrl site)
{
    // Someone may clear out old mail: the link of last year's reminder still does what it says.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Booking.ReminderLink").ToTimeLimitedDataProtector();

    public Uri ToTurnOff(Guid bookingId) => site.Of($"/reminders/off/{protector.Protect(bookingId.ToString("N"), Lifetime)}");

    /// <summary>Null when the token is not ours, or too old.</summary>
    public Guid? BookingIn(string token)
    {
        try
        {
            return Guid.ParseExact(protector.Unprotect(token), "N");
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
