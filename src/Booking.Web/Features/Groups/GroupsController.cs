using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Groups;

/// <summary>The groups of the reader. Nothing of a group is shown to those who are not in it.</summary>
[Authorize(Access.SignedIn)]
[Route("/groups")]
public sealed class GroupsController(
    Catalogue catalogue, ListGroups list, MakeGroup make, ReadGroup read, InviteToGroup invite, AnswerGroupInvitation answer,
    ChangeMember change, EditGroup edit, EndGroup end) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View(new GroupsPage(await list.HandleAsync(Person.Id, cancellation)));

    [HttpPost]
    public async Task<IActionResult> Make(string? name, string? cvr, CancellationToken cancellation)
    {
        if (await make.HandleAsync(Person, name, cvr, cancellation) is MakeGroupOutcome.Unclear unclear)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Index", new GroupsPage(await list.HandleAsync(Person.Id, cancellation))
            {
                Name = name ?? "", Cvr = cvr ?? "", Problems = unclear.Problems,
            });
        }

        return Redirect("/groups");
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await PageOfAsync(id, cancellation) is { } page ? View("Show", page) : NotFound();

    [HttpGet("{id:guid}/edit")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken cancellation) =>
        await PageOfAsync(id, cancellation) is { IsContact: true } page ? View("Edit", page) : NotFound();

    [HttpPost("{id:guid}/edit")]
    public async Task<IActionResult> Edited(Guid id, string? name, string? cvr, Guid contact, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { IsContact: true } page)
        {
            return NotFound();
        }

        ModelState.Clear();
        switch (await edit.HandleAsync(Person, id, name, cvr, contact, cancellation))
        {
            case EditGroupOutcome.Edited:
                return Redirect($"/groups/{id}");
            case EditGroupOutcome.Unclear unclear:
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return View("Edit", page with { Name = name, Cvr = cvr, Problems = unclear.Problems });
            default:
                return NotFound();
        }
    }

    [HttpPost("{id:guid}/members")]
    public async Task<IActionResult> Invite(Guid id, string? email, CancellationToken cancellation) =>
        await invite.HandleAsync(Person, id, email, cancellation) switch
        {
            InviteToGroupOutcome.Invited => Redirect($"/groups/{id}"),
            InviteToGroupOutcome.EmailUnclear => await AgainAsync(id, page => page with { Email = email ?? "", EmailProblem = "EmailUnclear" }, cancellation),
            InviteToGroupOutcome.TooMany => await AgainAsync(id, page => page with { Email = email ?? "", EmailProblem = "TooManyInvited" }, cancellation),
            _ => NotFound(),
        };

    /// <param name="yes">Absent for no.</param>
    [HttpPost("{id:guid}/answer")]
    public async Task<IActionResult> Answer(Guid id, bool yes, CancellationToken cancellation) =>
        await answer.HandleAsync(Person, id, yes, cancellation) ? Redirect(yes ? $"/groups/{id}" : "/groups") : NotFound();

    /// <param name="act">One of the changes, in small letters.</param>
    [HttpPost("{id:guid}/members/{personId:guid}")]
    public async Task<IActionResult> Change(Guid id, Guid personId, string? act, CancellationToken cancellation)
    {
        if (ChangeNamed(act) is not { } wanted)
        {
            return BadRequest();
        }

        return await change.HandleAsync(Person, id, personId, wanted, cancellation) switch
        {
            ChangeMemberOutcome.Changed => Redirect(wanted == MemberChange.Remove && personId == Person.Id ? "/groups" : $"/groups/{id}"),
            ChangeMemberOutcome.LastOrganiser => await AgainAsync(id, page => page with { Problem = "LastOrganiser" }, cancellation),
            _ => NotFound(),
        };
    }

    [HttpGet("{id:guid}/end")]
    public async Task<IActionResult> End(Guid id, CancellationToken cancellation) =>
        await PageOfAsync(id, cancellation) is { IsOrganiser: true } page ? View("End", page) : NotFound();

    [HttpPost("{id:guid}/end")]
    public async Task<IActionResult> Ended(Guid id, CancellationToken cancellation) =>
        await end.HandleAsync(Person, id, cancellation) ? Redirect("/groups") : NotFound();

    private async Task<GroupPage?> PageOfAsync(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(Person, id, cancellation) is { } details
            ? new GroupPage(details, Person.Id, await catalogue.ReadAsync(cancellation))
            : null;

    private async Task<IActionResult> AgainAsync(Guid id, Func<GroupPage, GroupPage> say, CancellationToken cancellation)
    {
        if (await PageOfAsync(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Show", say(page));
    }

    private static MemberChange? ChangeNamed(string? act) => act switch
    {
        "organiser" => MemberChange.Organiser,
        "booker" => MemberChange.Booker,
        "contact" => MemberChange.Contact,
        "remove" => MemberChange.Remove,
        _ => null,
    };
}

public sealed record GroupsPage(OwnGroups Groups)
{
    /// <summary>As typed.</summary>
    public string Name { get; init; } = "";

    /// <summary>As typed.</summary>
    public string Cvr { get; init; } = "";

    /// <summary>Key of the text that says what is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();
}

public sealed record GroupPage(GroupDetails Details, Guid Reader, CatalogueSnapshot Catalogue)
{
    public Group Group => Details.Group;

    public bool IsOrganiser => Details.Members.Any(member => member.PersonId == Reader && member.Organiser);

    /// <summary>The one who is written to, and who can change what the group is called.</summary>
    public bool IsContact => Group.ContactId == Reader;

    /// <summary>As typed; null before.</summary>
    public string? Name { get; init; }

    /// <summary>As typed; null before.</summary>
    public string? Cvr { get; init; }

    /// <summary>Key of the text that says what is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    public string Email { get; init; } = "";

    /// <summary>Key of the text that says what is wrong with the address; null when nothing is.</summary>
    public string? EmailProblem { get; init; }

    /// <summary>Key of the text that says what went wrong; null when nothing did.</summary>
    public string? Problem { get; init; }
}
