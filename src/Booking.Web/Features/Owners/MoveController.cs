using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Owners;

/// <summary>Where an organisation stands in the tree.</summary>
[Route("/owners/{owner}/move")]
public sealed class MoveController(Catalogue catalogue, MakeOwner make, MoveOwner move) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    [MayAtOwner(OwnerRight.SetUp)]
    public async Task<IActionResult> Move(string owner, CancellationToken cancellation) =>
        await PageOfAsync(owner, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost]
    [MayAtOwner(OwnerRight.SetUp)]
    public async Task<IActionResult> Move(string owner, string? under, CancellationToken cancellation)
    {
        if (await PageOfAsync(owner, cancellation) is not { } page)
        {
            return NotFound();
        }

        ModelState.Clear();
        switch (await move.HandleAsync(Person, page.Owner.Id, under, cancellation))
        {
            case MoveOwnerOutcome.Moved:
                return Redirect($"/owners/{owner}?moved=1");
            case MoveOwnerOutcome.NotFound:
                return NotFound();
            case var refused:
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return View(page with { Problem = refused == MoveOwnerOutcome.Circle ? "MoveCircle" : "UnderMissing" });
        }
    }

    // Whoever does not also administer where it stands now is told that there is no such page.
    private async Task<MovePage?> PageOfAsync(string owner, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.FindOwner(owner) is not { } card || card.Kind == OwnerCard.Citizen)
        {
            return null;
        }

        var parents = await make.ParentsAsync(Person, cancellation);
        return card.ParentId is { } parent && parents.All(one => one.Id != parent)
            ? null
            : new MovePage(card, [.. parents.Where(one => snapshot.Above(one).All(above => above.Id != card.Id))], Person.IsAdministrator);
    }
}

/// <param name="Parents">What it could stand below.</param>
public sealed record MovePage(OwnerCard Owner, IReadOnlyList<OwnerCard> Parents, bool MayStandAlone)
{
    /// <summary>Key of the text that says what went wrong; null when nothing did.</summary>
    public string? Problem { get; init; }
}
