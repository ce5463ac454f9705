namespace Booking.Web.Features.Owners;

/// <summary>Roles to tick.</summary>
/// <param name="Problem">Key of the text that says what is wrong; null when nothing is.</param>
public sealed record RoleChoice(IReadOnlyList<OwnerRole> Chosen, string? Problem);
