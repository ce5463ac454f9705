using System.Security.Claims;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Microsoft.AspNetCore.Authorization;

namespace Booking.Web.Features.ResourceSetup;

/// <param name="Page">Where it is set.</param>
public sealed record FoundShortcut(RulesStepPage Page, RuleTarget Target, ShortcutState State);

/// <summary>Finds a shortcut for those who may set the rule it stands for. To others there is none.</summary>
public sealed class FindShortcut(FindSetup find, Catalogue catalogue, ReadRulesStep read, IAuthorizationService authorization)
{
    /// <param name="slug">Of what is shared.</param>
    /// <param name="key">Of the shortcut.</param>
    public async Task<FoundShortcut?> HandleAsync(ClaimsPrincipal user, string slug, string key, CancellationToken cancellation)
    {
        if (await find.HandleAsync(user, slug, cancellation) is not { } resource)
        {
            return null;
        }

        var page = await read.HandleAsync(resource, cancellation);
        var target = RuleTarget.Of((await catalogue.ReadAsync(cancellation)).Get(resource.Id));
        return page.Shortcuts.FirstOrDefault(one => one.Key == key) is { } state && await authorization.MaySetAsync(user, target)
            ? new FoundShortcut(page, target, state)
            : null;
    }
}
