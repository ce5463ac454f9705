using Booking.Rules.Admission;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Waitlist;

/// <param name="Others">Places of the same kind, nearest first.</param>
/// <param name="Groups">Those the reader books for.</param>
public sealed record WishPage(
    CatalogueResource Resource, WishForm Form, IReadOnlyList<CatalogueResource> Others, IReadOnlyList<OwnGroup> Groups, bool AsksName)
{
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it would not be theirs.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    /// <summary>Where they are said.</summary>
    public CatalogueResource? RefusedAt { get; init; }

    /// <summary>What can be had at once.</summary>
    public (CatalogueResource Place, Interval Period)? Free { get; init; }
}

/// <summary>What the reader waits for.</summary>
/// <param name="Snapshot">For the names of places.</param>
public sealed record WaitingPage(IReadOnlyList<WaitingEntry> Entries, CatalogueSnapshot Snapshot);

/// <summary>One of them.</summary>
public sealed record WaitingEntryPage(WaitingEntry Entry, CatalogueSnapshot Snapshot);

/// <param name="Answered">What came of an answer that came too late, or could not be kept; null before there is one.</param>
public sealed record OfferPage(OfferRecord Offer, CatalogueResource Resource, BookingRecord Booking, AnswerOfferOutcome? Answered = null);

/// <summary>Waiting for time that is taken: joining, seeing where one stands, and answering what is offered.</summary>
[Authorize(Access.SignedIn)]
public sealed class WaitingController(
    Catalogue catalogue, NpgsqlDataSource database, JoinWaitlist join, LeaveWaitlist leave, ReadWaiting read, AnswerOffer answer, NamePerson naming) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <param name="start">With <paramref name="end"/>, what is asked for.</param>
    [HttpGet("/resources/{slug}/wait")]
    public async Task<IActionResult> Join(string slug, string? start, string? end, string? people, string? group, CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(slug) is not { } resource)
        {
            return NotFound();
        }

        var form = WishForm.For(resource, AskedPeriod.Read(start, end, resource.Terms.Zone), people ?? "1");
        var page = await PageOfAsync(resource, form, cancellation);
        form.Group = OwnGroup.Chosen(page.Groups, group, resource.Terms)?.Id.ToString();
        return View("Join", page);
    }

    [HttpPost("/resources/{slug}/wait")]
    public async Task<IActionResult> Join(string slug, WishForm form, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.Find(slug) is not { } resource)
        {
            return NotFound();
        }

        ModelState.Clear();
        var page = await PageOfAsync(resource, form, cancellation);
        if (form.Parse(resource, nameKnown: Person.Name.Length > 0, out var problems) is not { } wish)
        {
            return Again(page with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        if (Person.Name.Length == 0)
        {
            await naming.HandleAsync(Person, wish.Name, cancellation);
        }

        var also = page.Others.Where(other => form.Also.Contains(other.Slug)).Take(WishForm.MostPlaces - 1);
        var outcome = await join.HandleAsync(
            new JoinRequest(Person, wish.Group, [resource, .. also], wish.Windows, wish.Minutes, wish.LeastMinutes, wish.People, wish.Purpose, wish.Key), cancellation);
        return outcome switch
        {
            JoinOutcome.Joined joined => Redirect($"/waiting/{joined.Id}"),
            JoinOutcome.FreeNow free => Again(page with { Free = (free.Place, free.Period) }, StatusCodes.Status200OK),
            JoinOutcome.Refused refused => Again(page with { Refusals = refused.Reasons, RefusedAt = refused.Place }, StatusCodes.Status422UnprocessableEntity),
            JoinOutcome.TooMany => Again(page with { Problems = new Dictionary<string, string> { ["Form"] = "TooMany" } }, StatusCodes.Status422UnprocessableEntity),
            JoinOutcome.NotInGroup => Again(
                page with { Problems = new Dictionary<string, string> { [nameof(WishForm.Group)] = "GroupUnknown" } }, StatusCodes.Status422UnprocessableEntity),
            _ => Challenge(),
        };
    }

    [HttpGet("/waiting")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("Index", new WaitingPage(await read.OfPersonAsync(Person.Id, cancellation), await catalogue.ReadAsync(cancellation)));

    [HttpGet("/waiting/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await read.FindAsync(id, Person.Id, cancellation) is { } entry
            ? View("Show", new WaitingEntryPage(entry, await catalogue.ReadAsync(cancellation)))
            : NotFound();

    [HttpPost("/waiting/{id:guid}/leave")]
    public async Task<IActionResult> Leave(Guid id, CancellationToken cancellation) =>
        await leave.HandleAsync(id, Person.Id, cancellation) ? Redirect("/waiting") : NotFound();

    [HttpGet("/offers/{id:guid}")]
    public async Task<IActionResult> Offer(Guid id, CancellationToken cancellation) =>
        await OfferPageAsync(id, answered: null, cancellation) is { } page ? View("Offer", page) : NotFound();

    /// <param name="yes">Absent for no.</param>
    [HttpPost("/offers/{id:guid}")]
    public async Task<IActionResult> Answer(Guid id, bool yes, CancellationToken cancellation)
    {
        var outcome = await answer.HandleAsync(id, Person.Id, yes, cancellation);
        if (outcome == AnswerOfferOutcome.NotFound || await OfferPageAsync(id, outcome, cancellation) is not { } page)
        {
            return NotFound();
        }

        if (outcome is AnswerOfferOutcome.TooLate or AnswerOfferOutcome.Refused)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Offer", page);
        }

        return Redirect(outcome == AnswerOfferOutcome.Taken ? $"/bookings/{page.Booking.Id}" : $"/waiting/{page.Offer.EntryId}");
    }

    private ViewResult Again(WishPage page, int status)
    {
        Response.StatusCode = status;
        return View("Join", page);
    }

    private async Task<WishPage> PageOfAsync(CatalogueResource resource, WishForm form, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        var others = snapshot.Published
            .Where(other => other.Kind == resource.Kind && other.Id != resource.Id && other.IsWholeDays == resource.IsWholeDays && other.IsByTheDay == resource.IsByTheDay)
            .OrderBy(other => other.KilometresFrom(resource.Latitude, resource.Longitude))
            .Take(WishForm.MostPlaces + 2);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return new WishPage(resource, form, [.. others], await GroupMembers.OfAsync(connection, Person.Id, cancellation), AsksName: Person.Name.Length == 0);
    }

    private async Task<OfferPage?> OfferPageAsync(Guid id, AnswerOfferOutcome? answered, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await OfferRecord.FindAsync(connection, id, cancellation) is not { } offer || offer.PersonId != Person.Id
            || await BookingRecord.FindAsync(connection, offer.BookingId, cancellation) is not { } booking)
        {
            return null;
        }

        return new OfferPage(offer, (await catalogue.ReadAsync(connection, cancellation)).Get(offer.ResourceId), booking, answered);
    }
}
