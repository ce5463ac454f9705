using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Owners;

/// <summary>Who shares what: one's own owners, an owner's public page, and the forms that say who an owner is.</summary>
[Route("/owners")]
public sealed class OwnersController(
    Catalogue catalogue, ListOwn list, MakeOwner make, EditOwner edit, PauseOwner pause, ShareOwn share, ReadFront front,
    OwnerAccess access) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    [Authorize(Access.SignedIn)]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(new OwnOwnersPage(
        Person, await list.HandleAsync(Person, cancellation), await share.FindAsync(Person, cancellation),
        (await make.ParentsAsync(Person, cancellation)).Count > 0));

    [HttpGet("{owner}")]
    [AllowAnonymous]
    public async Task<IActionResult> Show(string owner, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.FindOwner(owner) is not { } card)
        {
            return NotFound();
        }

        var person = SignedInPerson.From(User);
        var rights = person is null ? [] : await access.RightsAsync(person, card.Id, cancellation);
        return View(new OwnerPage(
            card, snapshot.Above(card).Skip(1).FirstOrDefault(), [.. snapshot.Published.Where(resource => resource.Owner.Id == card.Id)], rights,
            IsSignedIn: person is not null)
        {
            Front = ReadFront.IsFor(rights) ? await front.HandleAsync(card, cancellation) : null,
        });
    }

    /// <param name="under">The owner that it is to stand below; absent when that is to be chosen.</param>
    [HttpGet("new")]
    [MaySomewhere(OwnerRight.SetUp)]
    public async Task<IActionResult> New(string? under, CancellationToken cancellation)
    {
        var page = await FormAsync(new OwnerForm { Under = under }, cancellation);
        return page.Parents.Count > 0 || page.MayStandAlone ? View("Form", page) : NotFound();
    }

    [HttpPost("new")]
    [MaySomewhere(OwnerRight.SetUp)]
    public async Task<IActionResult> New(OwnerForm form, CancellationToken cancellation) =>
        await make.HandleAsync(Person, form, cancellation) switch
        {
            MakeOwnerOutcome.Made made => Redirect($"/owners/{made.Slug}/people"),
            MakeOwnerOutcome.Unclear unclear => Again(await FormAsync(form, cancellation) with { Problems = unclear.Problems }),
            _ => NotFound(),
        };

    [HttpGet("{owner}/edit")]
    [MayAtOwner(OwnerRight.SetUp)]
    public async Task<IActionResult> Edit(string owner, CancellationToken cancellation) =>
        (await catalogue.ReadAsync(cancellation)).FindOwner(owner) is { } card
            ? View("Form", EditPage(card, new OwnerForm { NameDa = card.Name.Da, NameEn = card.Name.En, Email = card.Email, Phone = card.Phone })
                with { MayMove = await MayMoveAsync(card, cancellation) })
            : NotFound();

    [HttpPost("{owner}/edit")]
    [MayAtOwner(OwnerRight.SetUp)]
    public async Task<IActionResult> Edit(string owner, OwnerForm form, CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).FindOwner(owner) is not { } card)
        {
            return NotFound();
        }

        return await edit.HandleAsync(Person, card.Id, form, cancellation) switch
        {
            EditOwnerOutcome.Edited => Redirect($"/owners/{owner}"),
            EditOwnerOutcome.Unclear unclear => Again(EditPage(card, form) with { Problems = unclear.Problems }),
            _ => NotFound(),
        };
    }

    /// <param name="paused">Whether what they share is off the list from now on.</param>
    [HttpPost("{owner}/pause")]
    [MayAtOwner(OwnerRight.SetUp)]
    public async Task<IActionResult> Pause(string owner, bool paused, CancellationToken cancellation) =>
        (await catalogue.ReadAsync(cancellation)).FindOwner(owner) is { } card && await pause.HandleAsync(Person, card.Id, paused, cancellation)
            ? Redirect($"/owners/{owner}#pause")
            : NotFound();

    [HttpGet("share")]
    [Authorize(Access.SignedIn)]
    public async Task<IActionResult> Share(CancellationToken cancellation) => await share.FindAsync(Person, cancellation) is not null
        ? Redirect("/setup/new")
        : View("Form", SharePage(new OwnerForm { NameDa = Person.Name }));

    [HttpPost("share")]
    [Authorize(Access.SignedIn)]
    public async Task<IActionResult> Share(OwnerForm form, CancellationToken cancellation) =>
        await share.HandleAsync(Person, form, cancellation) switch
        {
            // What they came for: the first question about what they share.
            ShareOwnOutcome.Shares => Redirect("/setup/new"),
            ShareOwnOutcome.Unclear unclear => Again(SharePage(form) with { Problems = unclear.Problems }),
            _ => NotFound(),
        };

    private async Task<bool> MayMoveAsync(OwnerCard owner, CancellationToken cancellation) =>
        owner.Kind != OwnerCard.Citizen && (await make.ParentsAsync(Person, cancellation)).Where(parent => parent.Id != owner.Id).ToList() is { Count: > 0 } parents
        && (owner.ParentId is not { } above || parents.Exists(parent => parent.Id == above));

    private async Task<OwnerFormPage> FormAsync(OwnerForm form, CancellationToken cancellation) =>
        new("New", "/owners/new", form, null) { Parents = await make.ParentsAsync(Person, cancellation), MayStandAlone = Person.IsAdministrator };

    private static OwnerFormPage EditPage(OwnerCard owner, OwnerForm form) => new("Edit", $"/owners/{owner.Slug}/edit", form, owner);

    private OwnerFormPage SharePage(OwnerForm form) => new("Share", "/owners/share", form, null) { OwnAddress = Person.Email };

    private ViewResult Again(OwnerFormPage page)
    {
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Form", page);
    }
}

/// <param name="OwnShare">The slug of what they share as themselves; null when they do not.</param>
/// <param name="MayMake">Whether they can make organisations.</param>
public sealed record OwnOwnersPage(SignedInPerson Person, IReadOnlyList<OwnOwner> Owners, string? OwnShare, bool MayMake);

/// <param name="Parent">What it stands below; null when there is none.</param>
/// <param name="Rights">What the reader may do there.</param>
public sealed record OwnerPage(
    OwnerCard Owner, OwnerCard? Parent, IReadOnlyList<CatalogueResource> Shared, IReadOnlyList<OwnerRight> Rights, bool IsSignedIn)
{
    /// <summary>What goes on there; null for those who have nothing to do with it.</summary>
    public OwnerFront? Front { get; init; }

    /// <summary>How to reach a citizen is for those who have said who they are.</summary>
    public bool ShowsContact => IsSignedIn || Owner.Kind != OwnerCard.Citizen;
}

/// <param name="Name">Which of the forms it is: its texts are named after it.</param>
/// <param name="Owner">Which is edited; null for a new one.</param>
public sealed record OwnerFormPage(string Name, string Address, OwnerForm Form, OwnerCard? Owner)
{
    public IReadOnlyList<OwnerCard> Parents { get; init; } = [];

    /// <summary>Whether it need not stand below another.</summary>
    public bool MayStandAlone { get; init; }

    /// <summary>Whether the reader can put it in another place in the tree.</summary>
    public bool MayMove { get; init; }

    /// <summary>The address of the citizen whose owner it is, which is not typed; null for an organisation.</summary>
    public string? OwnAddress { get; init; }

    /// <summary>A text key for each field that is not understood.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();
}
