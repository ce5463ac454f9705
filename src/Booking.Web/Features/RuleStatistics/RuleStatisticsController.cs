using System.Globalization;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.RuleStatistics;

/// <summary>The municipality's view of the rules: which stop people, and whether they found something else.</summary>
[Authorize(Access.Administrator)]
[Route("/admin/rules")]
public sealed class RuleStatisticsController(
    ReadRuleStatistics read, Catalogue catalogue, RuleSentences sentences, RuleStanding standing, IStringLocalizer<RuleStatisticsTexts> texts) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(new RuleStatisticsPage(await read.HandleAsync(cancellation), await catalogue.ReadAsync(cancellation)));

    /// <summary>The same as a table to calculate with.</summary>
    [HttpGet("/admin/rules.csv")]
    public async Task<IActionResult> Csv(CancellationToken cancellation)
    {
        var statistics = await read.HandleAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(cancellation);
        string[] columns = ["Rule", "Where", "Reason", "Times", "People", "Found", "Challenges", "SharedReason", "Address"];
        var csv = SpreadsheetCsv.Write(
        [
            columns.Select(column => texts[$"Column{column}"].Value),
            .. statistics.Rules.Select(figures => (string[])
            [
                sentences.Of(figures.Rule.Condition), standing.WhereOf(figures.Rule, snapshot), figures.Rule.Reason.ToString(),
                Plain(figures.Times), Plain(figures.People), Plain(figures.Found), Plain(figures.Challenges), Plain(figures.Shared),
                $"/rules/{figures.Rule.Rule.Id}",
            ]),
        ]);
        Response.Headers.ContentDisposition = "attachment; filename=\"regler.csv\"";
        return File(csv, "text/csv; charset=utf-8");
    }

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);
}

public sealed record RuleStatisticsPage(Statistics Statistics, CatalogueSnapshot Catalogue);
