using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Booking.Web.Features.DoorCodes;

/// <summary>Keeps codes, keys and addresses so that the database alone tells none of them.</summary>
public sealed class ProtectedText(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Booking.DoorCodes");

    public string Protect(string text) => protector.Protect(text);

    /// <summary>Null for what was protected with keys that are no more.</summary>
    public string? Read(string? kept)
    {
        try
        {
            return kept is null ? null : protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
