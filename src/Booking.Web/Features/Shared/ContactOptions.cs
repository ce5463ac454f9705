namespace Booking.Web.Features.Shared;

/// <summary>How people reach those who run this Booking: <c>Booking:Contact</c> in the configuration.</summary>
public sealed class ContactOptions
{
    public const string Section = "Booking:Contact";

    public string Email { get; set; } = "";

    /// <summary>As people read it.</summary>
    public string Phone { get; set; } = "";

    /// <summary>As a telephone dials it (RFC 3966).</summary>
    public string PhoneLink => Phone.Replace(" ", "", StringComparison.Ordinal);
}
