namespace Booking.Web.Http;

/// <summary>How every cookie of ours is set: for this host only, out of reach of scripts, over https.</summary>
public static class SafeCookie
{
    /// <summary>
    /// In Development the address is http://localhost, where some browsers refuse Secure cookies, and with them the prefix.
    /// </summary>
    public static CookieBuilder Builder(string name, IHostEnvironment environment) => new()
    {
        Name = Name(name, environment),
        Path = "/",
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always
    };

    public static string Name(string name, IHostEnvironment environment) => environment.IsDevelopment() ? name : $"__Host-{name}";
}
