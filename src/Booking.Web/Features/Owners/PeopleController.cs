using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Owners;

/// <summary>Who is what at an owner: invited, changed, removed, and leaving.</summary>
[Route("/owners/{owner}")]
public sealed class PeopleController(
    ReadPeople read, InvitePerson invite, ManageInvitation manage, ChangeRoles change, LeaveOwner leave, IClock clock) : Controller
{
    private const string Invited = "invited";
    private const string Changed = "changed";
    private const string Removed = "removed";
    private const string Withdrawn = "withdrawn";
    private const string Again = "again";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <param name="done">What has just been done.</param>
    [HttpGet("people")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    public async Task<IActionResult> Index(string owner, string? done, CancellationToken cancellation) =>
        await PageAsync(owner, cancellation) is { } page ? View("People", page with { Done = DoneKey(done) }) : NotFound();

    [HttpPost("people")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    public async Task<IActionResult> Invite(string owner, string? email, [FromForm] string[]? role, CancellationToken cancellation)
    {
        if (await PageAsync(owner, cancellation) is not { } page)
        {
            return NotFound();
        }

        var roles = RolesIn(role);
        var outcome = await invite.HandleAsync(Person, page.People.Owner.Id, email, roles, cancellation);
        if (outcome == InviteOutcome.NotFound)
        {
            return NotFound();
        }

        if (outcome == InviteOutcome.Invited)
        {
            return Redirect($"/owners/{owner}/people?done={Invited}");
        }

        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("People", page with
        {
            Email = email ?? "", Chosen = roles,
            RolesProblem = outcome == InviteOutcome.RolesMissing ? "RolesMissing" : null,
            EmailProblem = outcome == InviteOutcome.RolesMissing ? null : $"Invite{outcome}",
        });
    }

    [HttpGet("people/{personId:guid}")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    public async Task<IActionResult> Change(string owner, Guid personId, CancellationToken cancellation) =>
        await read.HandleAsync(owner, cancellation) is { } people && people.Find(personId) is { } person
            ? View("Person", new PersonPage(people, person, person.Roles))
            : NotFound();

    /// <param name="act">"remove" for being nothing there any longer.</param>
    [HttpPost("people/{personId:guid}")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    public async Task<IActionResult> Change(string owner, Guid personId, [FromForm] string[]? role, string? act, CancellationToken cancellation)
    {
        if (await read.HandleAsync(owner, cancellation) is not { } people || people.Find(personId) is not { } person)
        {
            return NotFound();
        }

        var removes = act == "remove";
        var roles = removes ? [] : RolesIn(role);
        if (!removes && roles.Count == 0)
        {
            return AgainFor(new PersonPage(people, person, roles) { Problem = "RolesMissingOrRemove" });
        }

        return await change.HandleAsync(Person, people.Owner.Id, personId, roles, cancellation) switch
        {
            ChangeRolesOutcome.Changed => Redirect($"/owners/{owner}/people?done={(removes ? Removed : Changed)}"),
            ChangeRolesOutcome.LastAdministrator => AgainFor(new PersonPage(people, person, person.Roles) { Problem = "LastAdministrator" }),
            _ => NotFound(),
        };
    }

    [HttpPost("invitations/{id:guid}/withdraw")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    public async Task<IActionResult> Withdraw(string owner, Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(owner, cancellation) is { } people
        && await manage.WithdrawAsync(Person, people.Owner.Id, id, cancellation) == ManageInvitationOutcome.Done
            ? Redirect($"/owners/{owner}/people?done={Withdrawn}")
            : NotFound();

    [HttpPost("invitations/{id:guid}/send-again")]
    [MayAtOwner(OwnerRight.ManagePeople)]
    public async Task<IActionResult> SendAgain(string owner, Guid id, CancellationToken cancellation)
    {
        if (await PageAsync(owner, cancellation) is not { } page)
        {
            return NotFound();
        }

        switch (await manage.SendAgainAsync(Person, page.People.Owner.Id, id, cancellation))
        {
            case ManageInvitationOutcome.Done:
                return Redirect($"/owners/{owner}/people?done={Again}");
            case ManageInvitationOutcome.TooSoon:
                Response.StatusCode = StatusCodes.Status409Conflict;
                return View("People", page with { Problem = "SentJustNow" });
            default:
                return NotFound();
        }
    }

    [HttpGet("leave")]
    [Authorize(Access.LooksAfter)]
    public async Task<IActionResult> Leave(string owner, CancellationToken cancellation) =>
        await LeavePageAsync(owner, cancellation) is { } page ? View("Leave", page) : NotFound();

    /// <param name="successor">Who becomes administrator.</param>
    [HttpPost("leave")]
    [Authorize(Access.LooksAfter)]
    public async Task<IActionResult> Leave(string owner, Guid? successor, CancellationToken cancellation)
    {
        if (await LeavePageAsync(owner, cancellation) is not { } page)
        {
            return NotFound();
        }

        switch (await leave.HandleAsync(Person, page.People.Owner.Id, successor, cancellation))
        {
            case LeaveOutcome.Left:
                return Redirect("/owners");
            case LeaveOutcome.NotFound:
                return NotFound();
            case var outcome:
                ModelState.Clear();
                Response.StatusCode = StatusCodes.Status409Conflict;
                return View("Leave", page with { Problem = outcome == LeaveOutcome.SuccessorGone ? "SuccessorGone" : "LastAdministratorLeaves" });
        }
    }

    private async Task<PeoplePage?> PageAsync(string owner, CancellationToken cancellation) =>
        await read.HandleAsync(owner, cancellation) is { } people ? new PeoplePage(people, Person.Id, clock.GetCurrentInstant()) : null;

    private async Task<LeavePage?> LeavePageAsync(string owner, CancellationToken cancellation) =>
        await read.HandleAsync(owner, cancellation) is { } people && people.Find(Person.Id) is { } own ? new LeavePage(people, own) : null;

    private ViewResult AgainFor(PersonPage page)
    {
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Person", page);
    }

    private static IReadOnlyList<OwnerRole> RolesIn(string[]? names) => [.. (names ?? []).Select(OwnerRights.Find).OfType<OwnerRole>().Distinct()];

    private static string? DoneKey(string? done) => done switch
    {
        Invited => "DoneInvited",
        Changed => "DoneChanged",
        Removed => "DoneRemoved",
        Withdrawn => "DoneWithdrawn",
        Again => "DoneAgain",
        _ => null,
    };
}

public sealed record PeoplePage(OwnerPeople People, Guid ReaderId, Instant Now)
{
    /// <summary>Of the one to invite, as typed.</summary>
    public string Email { get; init; } = "";

    public IReadOnlyList<OwnerRole> Chosen { get; init; } = [];

    /// <summary>Key of the text that says what is wrong; null when nothing is. The same for the roles, and for what was done last.</summary>
    public string? EmailProblem { get; init; }

    public string? RolesProblem { get; init; }

    public string? Problem { get; init; }

    /// <summary>Key of the text that says what has just been done; null when nothing has.</summary>
    public string? Done { get; init; }
}

/// <param name="Chosen">The roles that are ticked.</param>
public sealed record PersonPage(OwnerPeople People, OwnerPerson Person, IReadOnlyList<OwnerRole> Chosen)
{
    /// <summary>Key of the text that says what is wrong; null when nothing is.</summary>
    public string? Problem { get; init; }
}

public sealed record LeavePage(OwnerPeople People, OwnerPerson Own)
{
    public string? Problem { get; init; }

    public bool IsLast => People.IsLastAdministrator(Own);

    public IReadOnlyList<OwnerPerson> Others => [.. People.People.Where(person => person.Id != Own.Id)];
}
