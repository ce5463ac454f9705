using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.ResourceImport;

/// <summary>Many things to share out of one file: it is looked at first, and made when whoever sent it says so.</summary>
[MaySomewhere(OwnerRight.SetUp)]
[Route("/setup/import")]
public sealed class ImportController(
    ListSetup list, Catalogue catalogue, UploadImport upload, LookAtImport look, MakeDrafts make, IStringLocalizer<ResourceImportTexts> texts) : Controller
{
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
    [TakesFile(ReadTable.LargestRequest)]
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

        var id = Guid.CreateVersion7();
        return await upload.HandleAsync(id, owner, text, Person, cancellation) is { } wrong
            ? Again(new ImportPage(owners, owner.Slug) { Problem = wrong })
            : Redirect($"/setup/import/{id}");
    }

    /// <summary>What would come of the file; or what did.</summary>
    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Look(Guid id, CancellationToken cancellation) => await look.HandleAsync(User, id, cancellation) switch
    {
        { File: { } file } found => View("Look", new LookPage(id, found.Owner, file)),
        { } made => View("Made", new MadePage(made.Owner, made.Made)),
        _ => NotFound(),
    };

    [HttpPost("{id:guid}")]
    public async Task<IActionResult> Make(Guid id, CancellationToken cancellation)
    {
        if (await look.FindAsync(User, id, cancellation) is not { } import)
        {
            return NotFound();
        }

        await make.HandleAsync(import, Person, cancellation);
        return Redirect($"/setup/import/{id}");
    }

    private ViewResult Again(ImportPage page)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(page);
    }
}
