using Booking.Web.Features.ResourceSetup;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.Api;

/// <summary>What the questions of setting up call their fields, and what the same are called here.</summary>
internal static class SetupFields
{
    /// <summary>What is wrong, by the member of the request, in the words of the page.</summary>
    public static IEnumerable<(string Field, string Expectation)> Said(SetupProblems problems, IStringLocalizer<ResourceSetupTexts> texts) =>
        problems.All.Select(problem => (MemberOf(problem.Field), texts[problem.Text, problem.Limit ?? 0].Value));

    private static string MemberOf(string field) => field switch
    {
        _ when field.StartsWith("kind-", StringComparison.Ordinal) => "kind",
        "units-one" => "count",
        "from" or "outFrom" => "firstDay",
        "until" or "outUntil" => "lastDay",
        _ => field,
    };
}
