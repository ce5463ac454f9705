using System.Globalization;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using CsvHelper;
using CsvHelper.Configuration;
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

    /// <summary>The same as a table to calculate with: semicolons and a byte-order mark, as Danish spreadsheets read it.</summary>
    [HttpGet("/admin/rules.csv")]
    public async Task<IActionResult> Csv(CancellationToken cancellation)
    {
        var statistics = await read.HandleAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(cancellation);
        var bytes = new MemoryStream();
        await using (var writer = new StreamWriter(bytes, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        await using (var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ";", InjectionOptions = InjectionOptions.Escape,
        }))
        {
            foreach (var heading in (string[])["Rule", "Where", "Reason", "Times", "People", "Found", "Challenges", "SharedReason", "Address"])
            {
                csv.WriteField(texts[$"Column{heading}"].Value);
            }

            await csv.NextRecordAsync();
            foreach (var figures in statistics.Rules)
            {
                csv.WriteField(sentences.Of(figures.Rule.Condition));
                csv.WriteField(standing.WhereOf(figures.Rule, snapshot));
                csv.WriteField(figures.Rule.Reason.ToString());
                csv.WriteField(figures.Times);
                csv.WriteField(figures.People);
                csv.WriteField(figures.Found);
                csv.WriteField(figures.Challenges);
                csv.WriteField(figures.Shared);
                csv.WriteField($"/rules/{figures.Rule.Rule.Id}");
                await csv.NextRecordAsync();
            }
        }

        Response.Headers.ContentDisposition = "attachment; filename=\"regler.csv\"";
        return File(bytes.ToArray(), "text/csv; charset=utf-8");
    }
}

public sealed record RuleStatisticsPage(Statistics Statistics, CatalogueSnapshot Catalogue);
