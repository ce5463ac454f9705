using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Permissions;

/// <summary>What people ask for, for those who may say yes or no.</summary>
[Authorize(Access.SignedIn)]
[Route("/requests")]
public sealed class RequestsController(
    ListRequests list, ReadRequest read, AnswerRequest answer, AnswerSeveral several, IAuthorizationService authorization, IClock clock)
    : Controller
{
    private const string Yes = "yes";
    private const string No = "no";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        await list.HandleAsync(Person, cancellation) is { } queue ? View(new RequestsPage(queue, clock.GetCurrentInstant())) : NotFound();

    /// <param name="ids">Those that were ticked.</param>
    /// <param name="say">"yes" or "no": the button that was pressed.</param>
    /// <param name="reason">The same for all of them, in one's own words.</param>
    [HttpPost]
    public async Task<IActionResult> AnswerSeveral(IReadOnlyList<Guid> ids, string? say, string? reason, CancellationToken cancellation)
    {
        if (await list.HandleAsync(Person, cancellation) is not { } queue)
        {
            return NotFound();
        }

        reason = reason?.Trim() ?? "";
        if ((say is not (Yes or No) ? "AnswerUnclear" : Permissions.AnswerSeveral.WhyNot(queue, ids, say == Yes, reason)) is { } problem)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Index", new RequestsPage(queue, clock.GetCurrentInstant()) { Problem = problem, Reason = reason, Chosen = ids });
        }

        var answered = await several.HandleAsync(queue, ids, Person, say == Yes, reason, cancellation);
        Response.StatusCode = answered.Any(one => one.Outcome is AnswerOutcome.Answered) ? StatusCodes.Status200OK : StatusCodes.Status409Conflict;
        return View("Index", new RequestsPage((await list.HandleAsync(Person, cancellation))!, clock.GetCurrentInstant()) { Answered = answered });
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } request ? View("Show", await PageOfAsync(request, cancellation)) : NotFound();

    /// <param name="say">"yes" or "no": the button that was pressed.</param>
    /// <param name="reason">In one's own words.</param>
    [HttpPost("{id:guid}")]
    public async Task<IActionResult> Answer(Guid id, string? say, string? reason, CancellationToken cancellation)
    {
        reason = reason?.Trim() ?? "";
        if (say is not (Yes or No) || reason.Length > AnswerRequest.LongestAnswer)
        {
            return await AgainAsync(id, reason, say is Yes or No ? "AnswerTooLong" : "AnswerUnclear", cancellation);
        }

        return await answer.HandleAsync(id, Person, say == Yes, reason, cancellation) switch
        {
            AnswerOutcome.Answered => Redirect($"/requests/{id}"),
            AnswerOutcome.ReasonMissing => await AgainAsync(id, reason, say == Yes ? "AnswerMissingYes" : "AnswerMissingNo", cancellation),
            AnswerOutcome.NotWaiting late => Page(
                await PageOfAsync(late.Request, cancellation) with { NotAnswered = "TooLate" }, StatusCodes.Status409Conflict),
            AnswerOutcome.TimeTaken taken => Page(
                await PageOfAsync(taken.Request, cancellation) with { NotAnswered = "TimeTakenNow", Reason = reason }, StatusCodes.Status409Conflict),
            _ => NotFound(),
        };
    }

    private async Task<IActionResult> AgainAsync(Guid id, string reason, string problem, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } request
            ? Page(await PageOfAsync(request, cancellation) with { Problem = problem, Reason = reason }, StatusCodes.Status422UnprocessableEntity)
            : NotFound();

    private async Task<RequestPage> PageOfAsync(OwnersRequest request, CancellationToken cancellation) => new(request, clock.GetCurrentInstant())
    {
        Background = await read.BackgroundAsync(request, cancellation),
        MaySeeBooking = await authorization.MayAsync(User, OwnerRight.LookAfter, request.Resource.Owner.Id),
    };

    private ViewResult Page(RequestPage page, int status)
    {
        Response.StatusCode = status;
        return View("Show", page);
    }
}

public sealed record RequestsPage(RequestList Queue, Instant Now)
{
    /// <summary>What happened to those that were answered together; empty when none were.</summary>
    public IReadOnlyList<SeveralAnswered> Answered { get; init; } = [];

    /// <summary>Key of the text that says what is wrong; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>As typed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Those that were ticked.</summary>
    public IReadOnlyList<Guid> Chosen { get; init; } = [];
}

public sealed record RequestPage(OwnersRequest Request, Instant Now)
{
    public RequestBackground Background { get; init; } = RequestBackground.None;

    /// <summary>Whether the booking's own page is there for the reader; who only answers has all they need here.</summary>
    public bool MaySeeBooking { get; init; }

    /// <summary>Key of the text that says what is wrong with the answer; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>As typed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Key of the text that says why the answer changed nothing: somebody or something was faster. Null when it did.</summary>
    public string? NotAnswered { get; init; }
}

/// <summary>What a page says of the background of one question.</summary>
public sealed record BackgroundPage(RequestBackground Background, Bookings.BookingRecord Booking, Resources.CatalogueResource Resource);
