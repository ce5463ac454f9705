using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Booking.Web.Features.Owners;

/// <summary>That whoever asks has a right at the owner in question.</summary>
public sealed record OwnerRequirement(OwnerRight Right) : IAuthorizationRequirement;

/// <summary>Lets in those who have a right at the owner that the address names, by "owner" (its slug) or "ownerId". To others the page is not there.</summary>
public sealed class MayAtOwnerAttribute(OwnerRight right) : AuthorizeAttribute(Access.SignedIn), IAuthorizationRequirementData
{
    public OwnerRight Right => right;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new OwnerRequirement(right)];
}

/// <summary>Lets in those who have a right at some owner; which ones is for the page to ask.</summary>
public sealed class MaySomewhereAttribute(OwnerRight right) : AuthorizeAttribute(Access.SignedIn), IAuthorizationRequirementData
{
    public OwnerRight Right => right;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new SomewhereRequirement(right)];
}

public sealed record SomewhereRequirement(OwnerRight Right) : IAuthorizationRequirement;

/// <summary>Asks the database about the owner: that of an id, or that of a request's address.</summary>
public sealed class OwnerRequirementHandler(OwnerAccess access) : AuthorizationHandler<OwnerRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, OwnerRequirement requirement)
    {
        if (SignedInPerson.From(context.User) is { } person && await HasAsync(person, requirement.Right, context.Resource))
        {
            context.Succeed(requirement);
        }
    }

    private Task<bool> HasAsync(SignedInPerson person, OwnerRight right, object? resource) => resource switch
    {
        Guid id => access.HasAsync(person, right, id, CancellationToken.None),
        HttpContext http when http.GetRouteValue("owner") is string slug => access.HasAsync(person, right, slug, http.RequestAborted),
        HttpContext http when Guid.TryParse(http.GetRouteValue("ownerId") as string, out var id) => access.HasAsync(person, right, id, http.RequestAborted),
        _ => throw new InvalidOperationException($"The right {right} was asked for without an owner."),
    };
}

public sealed class SomewhereRequirementHandler : AuthorizationHandler<SomewhereRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, SomewhereRequirement requirement)
    {
        if (SignedInPerson.From(context.User)?.MaySomewhere(requirement.Right) == true)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Answers those without a right at an owner as if there were no such page: what others own and share unseen is not told.</summary>
public sealed class NotThereWithoutRight : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler otherwise = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden && authorizeResult.AuthorizationFailure?.FailedRequirements.OfType<OwnerRequirement>().Any() == true)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return otherwise.HandleAsync(next, context, policy, authorizeResult);
    }
}
