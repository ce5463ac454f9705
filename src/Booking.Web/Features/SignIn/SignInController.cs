using System.Globalization;
using System.Text.RegularExpressions;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Shared;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Booking.Web.Features.SignIn;

/// <summary>Signing in without a password: an e-mail address, then the six digits that were sent to it.</summary>
[AllowAnonymous]
[HoldsSecret]
public sealed partial class SignInController(
    NpgsqlDataSource database, AskForCode askForCode, ReadPendingCode readPendingCode, EnterCode enterCode, FollowLink followLink,
    ConfirmHold confirmHold, IStringLocalizer<SignInTexts> t, IStringLocalizer<SharedTexts> shared) : Controller
{
    private const string Home = "/";
    private const string CodeAddress = "/sign-in/code";

    [HttpGet("/sign-in")]
    public IActionResult Index(string? returnUrl) =>
        SignedInPerson.From(User) is null
            ? View(new SignInForm("", LocalUrl.Or(returnUrl, Home), null))
            : LocalRedirect(LocalUrl.Or(returnUrl, Home));

    [HttpPost("/sign-in")]
    public async Task<IActionResult> Ask(string? email, string? returnUrl)
    {
        var visitor = Visitor.Meet(HttpContext);
        var next = LocalUrl.Or(returnUrl, Home);
        // Only the browser that filled in the form goes straight on to confirm what it holds; a link could say anything.
        if ((await readPendingCode.HandleAsync(visitor))?.ReturnUrl != next)
        {
            next = ConfirmHold.WithoutConfirming(next);
        }

        await using var connection = await database.OpenConnectionAsync(HttpContext.RequestAborted);
        switch (await askForCode.HandleAsync(new CodeRequest(email, next, null), visitor, connection))
        {
            case CodeAnswer.Sent:
                return LocalRedirect(CodeAddress);
            case CodeAnswer.TooMany tooMany:
                Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Response.Headers[HeaderNames.RetryAfter] =
                    Math.Ceiling(tooMany.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return View("Index", new SignInForm(email ?? "", next, t["TooManyCodes", Waiting.Say(tooMany.RetryAfter, shared)]));
            default:
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return View("Index", new SignInForm(email ?? "", next, t["NotAnAddress"]));
        }
    }

    [HttpGet(CodeAddress)]
    public async Task<IActionResult> Code()
    {
        if (Visitor.Recognise(HttpContext) is not { } visitor || await readPendingCode.HandleAsync(visitor) is not { } pending)
        {
            return LocalRedirect("/sign-in");
        }

        return pending.Works || SignedInPerson.From(User) is null
            ? View("Code", new CodeForm(pending, null))
            : LocalRedirect(LocalUrl.Or(pending.ReturnUrl, Home));
    }

    [HttpPost(CodeAddress)]
    public async Task<IActionResult> Enter(string? code)
    {
        if (Visitor.Recognise(HttpContext) is not { } visitor || await readPendingCode.HandleAsync(visitor) is not { Works: true } pending)
        {
            return LocalRedirect(CodeAddress);
        }

        var digits = Spaces().Replace(code ?? "", "");
        // What cannot be a code is a slip, and costs no try.
        if (!SixDigits().IsMatch(digits))
        {
            return Again(pending, t["NotACode"]);
        }

        switch (await enterCode.HandleAsync(digits, visitor, Device, SessionCookie.IdFrom(User)))
        {
            case EnteredCode.Accepted accepted:
                return await Enter(accepted.Started);
            case EnteredCode.Wrong wrong:
                return Again(pending, wrong.TriesLeft == 1 ? t["WrongCodeLastTry"] : t["WrongCode", wrong.TriesLeft]);
            default:
                // A button pressed twice sends twice: the page it leads to sees the session that the first one started.
                return LocalRedirect(CodeAddress);
        }
    }

    [HttpGet("/sign-in/link/{id:guid}")]
    public async Task<IActionResult> Link(Guid id)
    {
        var works = Visitor.Recognise(HttpContext) is { } visitor && await followLink.WorksAsync(id, visitor);
        return works || SignedInPerson.From(User) is null ? View("Link", works) : LocalRedirect(Home);
    }

    [HttpPost("/sign-in/link/{id:guid}")]
    public async Task<IActionResult> Follow(Guid id) =>
        Visitor.Recognise(HttpContext) is { } visitor
        && await followLink.HandleAsync(id, visitor, Device, SessionCookie.IdFrom(User)) is { } started
            ? await Enter(started)
            : LocalRedirect($"/sign-in/link/{id}");

    [HttpPost("/sign-out")]
    public async Task<IActionResult> Leave([FromServices] EndSession endSession)
    {
        if (SignedInPerson.From(User) is { } person && SessionCookie.IdFrom(User) is { } session)
        {
            await endSession.One(session, person.Id);
        }

        await HttpContext.SignOutAsync(SessionCookie.Scheme);
        return LocalRedirect(Home);
    }

    private string Device => DeviceName.Read(Request.Headers.UserAgent);

    private async Task<IActionResult> Enter(StartedSession started)
    {
        await SessionCookie.IssueAsync(HttpContext, started.Session);
        var next = await confirmHold.OnTheWayBackAsync(started.ReturnUrl, started.Person, HttpContext.RequestAborted);
        return LocalRedirect(LocalUrl.Or(next, Home));
    }

    private ViewResult Again(PendingCode pending, string problem)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Code", new CodeForm(pending, problem));
    }

    [GeneratedRegex(@"[\s-]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\A[0-9]{6}\z")]
    private static partial Regex SixDigits();
}

/// <param name="Problem">What is wrong with what was typed; null when nothing is.</param>
public sealed record SignInForm(string Email, string ReturnUrl, string? Problem);

/// <param name="Problem">What is wrong with what was typed; null when nothing is.</param>
public sealed record CodeForm(PendingCode Pending, string? Problem);
