using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceImport;

/// <summary>Many things to share out of one file: it is looked at first, and made when whoever sent it says so.</summary>
[MaySomewhere(OwnerRight.SetUp)]
[Route("/setup/import")]
public sealed class ImportController(
    NpgsqlDataSource database, ListSetup list, Catalogue catalogue, JudgeRows judge, MakeDrafts make, IAuthorizationService authorization,
    IStringLocalizer<ResourceImportTexts> texts, IClock clock) : Controller
{
    // Room for what a form has around the file, and for a file that is too large to be told so in words.
    private const int LargestForm = 4 * ReadTable.LargestFile;

    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <param name="owner">The slug of the one to share for; null to choose.</param>
    [HttpGet]
    public async Task<IActionResult> Import(string? owner, CancellationToken cancellation) =>
        View(new ImportPage(await list.OwnersAsync(Person, cancellation), owner));

    /// <summary>The columns, with a row to go by.</summary>
    [HttpGet("template.csv")]
    public async Task<IActionResult> Template(CancellationToken cancellation)
    {
        var district = (await catalogue.ReadAsync(cancellation)).Districts[0].Name;
        Response.Headers.ContentDisposition = $"attachment; filename=\"{texts["TemplateName"].Value}.csv\"";
        return File(
            SpreadsheetCsv.Write(
            [
                ImportColumns.All.Select(column => texts[$"Column_{column}"].Value),
                ImportColumns.All.Select(column => column == ImportColumns.District ? district : texts[$"Example_{column}"] is { ResourceNotFound: false } said ? said.Value : ""),
            ]),
            "text/csv; charset=utf-8");
    }

    [HttpPost]
    [TakesFile(LargestForm)]
    public async Task<IActionResult> Import(ImportForm form, CancellationToken cancellation)
    {
        ModelState.Clear();
        var owners = await list.OwnersAsync(Person, cancellation);
        var owner = owners is [var only] ? only : owners.FirstOrDefault(one => one.Slug == form.Owner);
        var (text, problem) = await form.ReadAsync(cancellation);
        if (owner is null || text is null)
        {
            return Again(new ImportPage(owners, form.Owner) { OwnerMissing = owner is null, Problem = problem });
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (table, wrong) = ReadTable.Of(text);
        if (table is not null)
        {
            (_, wrong) = judge.Of(table, owner, await catalogue.ReadAsync(connection, cancellation), clock.GetCurrentInstant());
        }

        return wrong is not null
            ? Again(new ImportPage(owners, owner.Slug) { Problem = wrong })
            : Redirect($"/setup/import/{await KeptImport.KeepAsync(connection, owner.Id, text, Person, clock.GetCurrentInstant())}");
    }

    /// <summary>What would come of the file; or what did.</summary>
    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Look(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } import)
        {
            return NotFound();
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var owner = snapshot.FindOwner(import.OwnerId)!;
        if (import.MadeAt is not null)
        {
            return View("Made", new MadePage(owner, await import.MadeAsync(connection, cancellation)));
        }

        return judge.Of(ReadTable.Of(import.Content).Table!, owner, snapshot, clock.GetCurrentInstant()).File is { } file
            ? View("Look", new LookPage(import.Id, owner, file))
            : NotFound();
    }

    [HttpPost("{id:guid}")]
    public async Task<IActionResult> Make(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } import)
        {
            return NotFound();
        }

        await make.HandleAsync(import, Person, cancellation);
        return Redirect($"/setup/import/{id}");
    }

    // A right that has been taken away since the file was sent is gone.
    private async Task<KeptImport?> FindAsync(Guid id, CancellationToken cancellation)
    {
        KeptImport? import;
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            import = await KeptImport.FindAsync(connection, id, Person, cancellation);
        }

        return import is not null && await authorization.MayAsync(User, OwnerRight.SetUp, import.OwnerId) ? import : null;
    }

    private ViewResult Again(ImportPage page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(page);
    }
}
