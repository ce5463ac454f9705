namespace Booking.Web.Features.Permissions;

/// <summary>Names the texts about what is for an owner to say yes or no to.</summary>
public sealed class PermissionsTexts;
