using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Booking.Web.Features.Errors;

/// <summary>Notes that a form was refused for its antiforgery token, mostly because it had been open too long.</summary>
public sealed class StaleForm : IAlwaysRunResultFilter
{
    public static readonly object Key = new();

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.HttpContext.Items[Key] = true;
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
