namespace Booking.Web.Features.Groups;

/// <summary>Names the texts about groups.</summary>
public sealed class GroupsTexts;
