using System.ComponentModel;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;

namespace Booking.Web.Features.Api;

/// <summary>People who book together.</summary>
public sealed record GroupAnswer(
    [property: Description("Send it as group to book for it.")] Guid Id,
    string Name,
    [property: Description("Whether one organises it.")] bool IsOrganiser,
    [property: Description("How many have joined.")] int Members)
{
    internal static GroupAnswer Of(ListedGroup group) => new(group.Id, group.Name, group.Organiser, group.Members);
}

/// <summary>A group, for those who have joined it.</summary>
public sealed record GroupDetailsAnswer(
    Guid Id, string Name,
    [property: Description("Its number in the business register; null when it has none.")] string? Cvr,
    [property: Description("The id of the member who is written to.")] Guid Contact,
    [property: Description("By name.")] IReadOnlyList<MemberAnswer> Members,
    [property: Description("Those who have not answered yet; empty for those who are not organisers.")] IReadOnlyList<InvitedMemberAnswer> Invited,
    [property: Description("What is booked for it and not over, the next first; a hundred at most.")] IReadOnlyList<BookingAnswer> Coming)
{
    internal static GroupDetailsAnswer Of(GroupDetails details, CatalogueSnapshot places) => new(
        details.Group.Id, details.Group.Name, details.Group.Cvr, details.Group.ContactId,
        [.. details.Members.Select(member => new MemberAnswer(member.PersonId, member.Name, member.Organiser))],
        [.. details.Invited.Select(member => new InvitedMemberAnswer(member.PersonId, member.Email))],
        [.. details.Coming.Select(booking => BookingAnswer.Of(booking, places.Get(booking.ResourceId)))]);
}

public sealed record MemberAnswer(
    [property: Description("The person's id.")] Guid Person,
    [property: Description("Empty until they have told it.")] string Name,
    bool IsOrganiser);

public sealed record InvitedMemberAnswer(
    [property: Description("The person's id.")] Guid Person,
    [property: Description("The address they were invited by.")] string Email);
