using System.Security.Claims;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;

namespace Booking.Web.Features.RuleEditor;

public static class RuleSetters
{
    /// <summary>Whether someone may set rules there: for the municipality and its districts the municipality's administrators alone.</summary>
    public static Task<bool> MaySetAsync(this IAuthorizationService authorization, ClaimsPrincipal user, RuleTarget target) =>
        target.OwnerId is { } owner
            ? authorization.MayAsync(user, OwnerRight.SetRules, owner)
            : Task.FromResult(SignedInPerson.From(user) is { IsAdministrator: true });
}
