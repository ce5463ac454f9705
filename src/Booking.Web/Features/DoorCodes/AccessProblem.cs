using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.DoorCodes;

/// <summary>What is wrong with what was said of how one gets in.</summary>
public static class AccessProblem
{
    /// <param name="problem">As the handlers name it.</param>
    public static string Say(this IStringLocalizer<DoorCodesTexts> texts, string problem) => texts[$"Problem{problem}", LimitOf(problem)];

    private static int LimitOf(string problem) => problem switch
    {
        "CodesTooMany" => AddCodes.MostUnused,
        "CodesTooLong" => AddCodes.LongestCode,
        "CodeTooLong" => SaveFixedCode.LongestCode,
        _ => AccessForm.LongestGuide,
    };
}
