using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Permissions;

/// <summary>What people ask for, for those who may say yes or no.</summary>
[Authorize(Access.SignedIn)]
[Route("/requests")]
public sealed class RequestsController(ListRequests list, ReadRequest read, AnswerRequest answer, IAuthorizationService authorization, IClock clock) : Controller
{
    private const string Yes = "yes";
    private const string No = "no";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        await list.HandleAsync(Person, cancellation) is { } waiting ? View(waiting) : NotFound();

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } request ? View("Show", await PageOfAsync(request)) : NotFound();

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
            AnswerOutcome.NotWaiting late => Page(await PageOfAsync(late.Request) with { WasTooLate = true }, StatusCodes.Status409Conflict),
            _ => NotFound(),
        };
    }

    private async Task<IActionResult> AgainAsync(Guid id, string reason, string problem, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } request
            ? Page(await PageOfAsync(request) with { Problem = problem, Reason = reason }, StatusCodes.Status422UnprocessableEntity)
            : NotFound();

    private async Task<RequestPage> PageOfAsync(OwnersRequest request) => new(request, clock.GetCurrentInstant())
    {
        MaySeeBooking = await authorization.MayAsync(User, OwnerRight.LookAfter, request.Resource.Owner.Id),
    };

    private ViewResult Page(RequestPage page, int status)
    {
        Response.StatusCode = status;
        return View("Show", page);
    }
}

public sealed record RequestPage(OwnersRequest Request, Instant Now)
{
    /// <summary>Whether the booking's own page is there for the reader; who only answers has all they need here.</summary>
    public bool MaySeeBooking { get; init; }

    /// <summary>Key of the text that says what is wrong with the answer; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>As typed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Somebody or something was faster than this answer: nothing was changed.</summary>
    public bool WasTooLate { get; init; }
}
