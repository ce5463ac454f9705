using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.Handover;

/// <summary>What is wrong with a line for a place's list.</summary>
public static class ChecklistProblem
{
    /// <param name="problem">As the handler names it.</param>
    public static string Say(this IStringLocalizer<HandoverTexts> texts, string problem) =>
        texts[$"Problem{problem}", problem == "TooMany" ? EditChecklist.MostItems : HandoverItem.LongestText];
}
