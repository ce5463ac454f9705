using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Booking.Web.Features.Owners;

public static class OwnersFeature
{
    /// <summary>Who owns what is shared, and who may do what for them.</summary>
    public static IServiceCollection AddOwners(this IServiceCollection services) => services
        .AddSingleton<OwnerAccess>()
        .AddSingleton<ListOwn>()
        .AddSingleton<MakeOwner>()
        .AddSingleton<EditOwner>()
        .AddSingleton<MoveOwner>()
        .AddSingleton<PauseOwner>()
        .AddSingleton<ShareOwn>()
        .AddSingleton<ReadFront>()
        .AddSingleton<ReadPeople>()
        .AddSingleton<InvitePerson>()
        .AddSingleton<ManageInvitation>()
        .AddSingleton<AnswerInvitation>()
        .AddSingleton<InvitationMails>()
        .AddSingleton<ChangeRoles>()
        .AddSingleton<LeaveOwner>()
        .AddSingleton<ReadLog>()
        .AddSingleton<LogWords>()
        .AddSingleton<IAuthorizationHandler, OwnerRequirementHandler>()
        .AddSingleton<IAuthorizationHandler, SomewhereRequirementHandler>()
        .AddSingleton<IAuthorizationMiddlewareResultHandler, NotThereWithoutRight>();

    /// <summary>Whether someone has a right at an owner, for pages that find the owner by what it shares.</summary>
    public static async Task<bool> MayAsync(this IAuthorizationService authorization, ClaimsPrincipal user, OwnerRight right, Guid ownerId) =>
        (await authorization.AuthorizeAsync(user, ownerId, new OwnerRequirement(right))).Succeeded;
}
