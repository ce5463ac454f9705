using System.Security.Cryptography;
using Booking.Web.Http;
using Microsoft.AspNetCore.DataProtection;

namespace Booking.Web.Mail;

/// <summary>The address in a morning mail that ends them. It names the wish for them only, encrypted.</summary>
public sealed class DigestLink(IDataProtectionProvider protection, PublicUrl site)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Booking.DigestLink").ToTimeLimitedDataProtector();

    public Uri ToEnd(Guid id) => site.Of($"/free-now/mail/off/{protector.Protect(id.ToString("N"), Lifetime)}");

    /// <summary>Null when the token is not ours, or too old.</summary>
    public Guid? DigestIn(string token)
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
