using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Rules;

/// <summary>Answers with a rule's own page when something came in between.</summary>
public static class RuleConflict
{
    /// <param name="controller">Which answers.</param>
    /// <param name="page">Null when there is no such rule for the reader.</param>
    /// <param name="problem">Key of the text, among those of challenges, that says what came in between.</param>
    public static IActionResult RuleConflictPage(this Controller controller, RulePage? page, string problem)
    {
        if (page is null)
        {
            return controller.NotFound();
        }

        controller.Response.StatusCode = StatusCodes.Status409Conflict;
        return controller.View("/Features/Rules/Rule.cshtml", page with { Problem = problem });
    }
}
