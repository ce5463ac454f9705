using System.ComponentModel;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleStatistics;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Which rules stop people, and whether they found something else.</summary>
[ApiController, Authorize(Access.Administrator), IgnoreAntiforgeryToken, Route("/api/v1/rules/statistics"), Tags("Rules")]
public sealed class RuleStatisticsApi(ReadRuleStatistics read, Catalogue catalogue, RuleWording wording) : ControllerBase
{
    [HttpGet(Name = "readRuleStatistics")]
    [EndpointSummary("Read which rules stop people")]
    [EndpointDescription("In the last 13 weeks; what stopped most first. Counts alone: of nobody it says who they were. For administrators of the municipality.")]
    [ProducesResponseType<RuleStatisticsAnswer>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> Show(CancellationToken cancellation)
    {
        var statistics = await read.HandleAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(cancellation);
        return Ok(new RuleStatisticsAnswer(
            [.. statistics.Weeks.Select(week => new RuleWeekAnswer(LocalDatePattern.Iso.Format(week.Monday), week.ByRules, week.Taken))],
            [
                .. statistics.Rules.Select(figures => new RuleFiguresAnswer(
                    wording.Of(figures.Rule, snapshot), figures.Times, figures.People, figures.Found, figures.Challenges, figures.Shared)),
            ]));
    }
}

public sealed record RuleStatisticsAnswer(
    [property: Description("The oldest first, without gaps.")] IReadOnlyList<RuleWeekAnswer> Weeks,
    [property: Description("Those that stopped somebody or were challenged.")] IReadOnlyList<RuleFiguresAnswer> Rules);

public sealed record RuleWeekAnswer(
    [property: Description("The first day of the week.")] string Monday,
    [property: Description("Requests that a rule said no to.")] int ByRules,
    [property: Description("Requests for time that was taken.")] int Taken);

public sealed record RuleFiguresAnswer(
    RuleAnswer Rule,
    [property: Description("How many requests it said no to.")] int Times,
    [property: Description("How many people made those; one who comes back in another month counts again.")] int People,
    [property: Description("How many of those requests ended in a booking all the same.")] int Found,
    [property: Description("How often it was challenged, ever.")] int Challenges,
    [property: Description("How many rules give the very same reason, this one included.")] int Shared);
