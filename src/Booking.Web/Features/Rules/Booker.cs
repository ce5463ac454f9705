namespace Booking.Web.Features.Rules;

/// <summary>Whom rules about people are asked of.</summary>
/// <param name="GroupId">The group it is for, of those the person books for; null when it is for the person alone.</param>
public sealed record Booker(Guid PersonId, Guid? GroupId = null);
