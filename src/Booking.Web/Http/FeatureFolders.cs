using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Booking.Web.Http;

/// <summary>Finds a view beside the controller that shows it: the folder follows the controller's namespace.</summary>
public sealed class FeatureFolders : IViewLocationExpander
{
    private const string Key = "feature";
    private const string Root = "Booking.Web.";

    public void PopulateValues(ViewLocationExpanderContext context)
    {
        var space = (context.ActionContext.ActionDescriptor as ControllerActionDescriptor)?.ControllerTypeInfo.Namespace;
        context.Values[Key] = space is not null && space.StartsWith(Root, StringComparison.Ordinal)
            ? space[Root.Length..].Replace('.', '/')
            : "Features/Shared";
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations) =>
        [$"/{context.Values[Key]}/{{0}}.cshtml", "/Features/Shared/{0}.cshtml"];
}
