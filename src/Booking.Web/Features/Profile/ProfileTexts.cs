namespace Booking.Web.Features.Profile;

/// <summary>Names the texts of a person's own page.</summary>
public sealed class ProfileTexts;
