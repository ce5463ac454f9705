using System.Globalization;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Introductions;

/// <summary>Who has an introduction and who is a member, for those who look after an owner's places.</summary>
[MaySomewhere(OwnerRight.Introduce)]
[Route("/introductions")]
public sealed class IntroductionsController(
    ListOwners list, ReadOwner readOwner, GiveIntroduction give, ReadIntroduction readIntroduction, TakeBackIntroduction takeBack,
    AddMember addMember, ReadMember readMember, RemoveMember removeMember, IClock clock) : Controller
{
    private const string Given = "given";
    private const string TakenBack = "taken-back";
    private const string Added = "added";
    private const string Removed = "removed";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <summary>The owners to choose from; whoever looks after one goes on to it.</summary>
    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) => await list.HandleAsync(Person, cancellation) switch
    {
        [var only] => Redirect(AddressOf(only.Id)),
        var owners => View(owners),
    };

    /// <param name="page">Of the introductions; the first when absent or unreadable.</param>
    /// <param name="members">The page of the members, likewise.</param>
    /// <param name="done">What has just been done.</param>
    [HttpGet("of/{ownerId:guid}")]
    public async Task<IActionResult> Owner(Guid ownerId, string? page, string? members, string? done, CancellationToken cancellation) =>
        await ReadAsync(ownerId, cancellation, page: PageNumber(page), memberPage: PageNumber(members)) is { } read
            ? View("Owner", read with { Done = DoneKey(done) })
            : NotFound();

    /// <param name="act">Which of the page's forms was sent: "give", "add" or "find".</param>
    /// <param name="memberEmail">Whom to add.</param>
    /// <param name="what">Part of a name or an address: it is sent, not put into the address, because it is somebody's.</param>
    [HttpPost("of/{ownerId:guid}")]
    public Task<IActionResult> Act(
        Guid ownerId, string? act, GiveForm form, string? memberEmail, string? what, CancellationToken cancellation) => act switch
        {
            "give" => GiveAsync(ownerId, form, cancellation),
            "add" => AddAsync(ownerId, memberEmail, cancellation),
            "find" => FindAsync(ownerId, what, cancellation),
            _ => Task.FromResult<IActionResult>(BadRequest()),
        };

    [HttpGet("{id:guid}/take-back")]
    public async Task<IActionResult> TakeBack(Guid id, CancellationToken cancellation) =>
        await readIntroduction.HandleAsync(Person, id, cancellation) is { } introduction ? View("End", EndPage.Of(introduction)) : NotFound();

    [HttpPost("{id:guid}/take-back")]
    public async Task<IActionResult> TakeBack(Guid id, string? reason, CancellationToken cancellation)
    {
        if (await readIntroduction.HandleAsync(Person, id, cancellation) is not { } introduction)
        {
            return NotFound();
        }

        if (EndReason.Read(reason, out var problem) is not { } read)
        {
            return Again(EndPage.Of(introduction), reason, problem);
        }

        return await takeBack.HandleAsync(Person, id, read, cancellation) == EndOutcome.Ended
            ? Redirect($"{AddressOf(introduction.Owner.Id)}?done={TakenBack}")
            : NotFound();
    }

    [HttpGet("of/{ownerId:guid}/members/{personId:guid}/remove")]
    public async Task<IActionResult> Remove(Guid ownerId, Guid personId, CancellationToken cancellation) =>
        await readMember.HandleAsync(Person, ownerId, personId, cancellation) is { } member ? View("End", EndPage.Of(member)) : NotFound();

    [HttpPost("of/{ownerId:guid}/members/{personId:guid}/remove")]
    public async Task<IActionResult> Remove(Guid ownerId, Guid personId, string? reason, CancellationToken cancellation)
    {
        if (await readMember.HandleAsync(Person, ownerId, personId, cancellation) is not { } member)
        {
            return NotFound();
        }

        if (EndReason.Read(reason, out var problem) is not { } read)
        {
            return Again(EndPage.Of(member), reason, problem);
        }

        return await removeMember.HandleAsync(Person, ownerId, personId, read, cancellation) == EndOutcome.Ended
            ? Redirect($"{AddressOf(ownerId)}?done={Removed}")
            : NotFound();
    }

    private async Task<IActionResult> GiveAsync(Guid ownerId, GiveForm form, CancellationToken cancellation) =>
        await give.HandleAsync(Person, ownerId, form, cancellation) switch
        {
            GiveOutcome.Given => Redirect($"{AddressOf(ownerId)}?done={Given}"),
            GiveOutcome.Unclear unclear => await AgainAsync(ownerId, page => page with { Form = form, Problems = unclear.Problems }, cancellation),
            _ => NotFound(),
        };

    private async Task<IActionResult> AddAsync(Guid ownerId, string? email, CancellationToken cancellation) =>
        await addMember.HandleAsync(Person, ownerId, email, cancellation) switch
        {
            AddMemberOutcome.Added => Redirect($"{AddressOf(ownerId)}?done={Added}"),
            AddMemberOutcome.EmailUnclear => await AgainAsync(
                ownerId, page => page with { MemberEmail = email ?? "", MemberProblem = "EmailUnclear" }, cancellation),
            _ => NotFound(),
        };

    private async Task<IActionResult> FindAsync(Guid ownerId, string? what, CancellationToken cancellation) => what is { Length: > ReadOwner.LongestSearch }
        ? await AgainAsync(ownerId, page => page with { What = what, WhatProblem = "FindTooLong" }, cancellation)
        : await ReadAsync(ownerId, cancellation, what ?? "") is { } read ? View("Owner", read) : NotFound();

    private async Task<IActionResult> AgainAsync(Guid ownerId, Func<OwnerPage, OwnerPage> say, CancellationToken cancellation)
    {
        if (await ReadAsync(ownerId, cancellation) is not { } read)
        {
            return NotFound();
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Owner", say(read));
    }

    private ViewResult Again(EndPage page, string? reason, string? problem)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("End", page with { Reason = reason ?? "", Problem = problem });
    }

    private async Task<OwnerPage?> ReadAsync(
        Guid ownerId, CancellationToken cancellation, string what = "", int page = 1, int memberPage = 1) =>
        await readOwner.HandleAsync(Person, ownerId, what, page, memberPage, cancellation) is { } people
            ? new OwnerPage(people, clock.GetCurrentInstant(), (await list.HandleAsync(Person, cancellation)).Count > 1) { What = what.Trim() }
            : null;

    private static string AddressOf(Guid ownerId) => $"/introductions/of/{ownerId}";

    private static int PageNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= ReadOwner.LastPage ? number : 1;

    private static string? DoneKey(string? done) => done switch
    {
        Given => "DoneGiven",
        TakenBack => "DoneTakenBack",
        Added => "DoneAdded",
        Removed => "DoneRemoved",
        _ => null,
    };
}

/// <param name="HasOthers">The reader looks after other owners too.</param>
public sealed record OwnerPage(OwnersPeople People, Instant Now, bool HasOthers)
{
    public GiveForm Form { get; init; } = new();

    /// <summary>A text key for each field of the form that is not understood.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    public string MemberEmail { get; init; } = "";

    /// <summary>Key of the text that says what is wrong; null when nothing is. The same for the search.</summary>
    public string? MemberProblem { get; init; }

    /// <summary>What was searched for; blank for everyone.</summary>
    public string What { get; init; } = "";

    public string? WhatProblem { get; init; }

    /// <summary>Key of the text that says what has just been done; null when nothing has.</summary>
    public string? Done { get; init; }
}

/// <summary>Asks why something is taken from a person.</summary>
/// <param name="Place">Null when it is about all the owner has.</param>
public sealed record EndPage(string Address, string Name, string Email, OwnerCard Owner, CatalogueResource? Place, bool IsMembership)
{
    public string Reason { get; init; } = "";

    /// <summary>Key of the text that says what is wrong with the reason; null when nothing is.</summary>
    public string? Problem { get; init; }

    public static EndPage Of(OwnersIntroduction given) => new(
        $"/introductions/{given.Introduction.Id}/take-back", given.Introduction.Name, given.Introduction.Email, given.Owner,
        given.Introduction.Place, IsMembership: false);

    public static EndPage Of(OwnersMember member) => new(
        $"/introductions/of/{member.Owner.Id}/members/{member.Member.PersonId}/remove", member.Member.Name, member.Member.Email, member.Owner,
        Place: null, IsMembership: true);
}
