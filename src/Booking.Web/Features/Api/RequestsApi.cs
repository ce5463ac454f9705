using Booking.Web.Features.Owners;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What people ask for, for those who may say yes or no.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/requests"), Tags("Requests")]
public sealed class RequestsApi(
    ListRequests list, ReadRequest read, AnswerRequest answer, AnswerSeveral several, IAuthorizationService authorization, RuleSentences sentences,
    PublicUrl address, IStringLocalizer<PermissionsTexts> texts, Problems problems) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "listRequests")]
    [EndpointSummary("List what waits for an answer")]
    [EndpointDescription("""
        At the places one answers for: the one due first first, a hundred at most; more come up as these are answered. Then what nobody answered
        in time and has not begun. Each look at somebody's request is written in the owner's log.
        """)]
    [ProducesResponseType<RequestQueueAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> List(CancellationToken cancellation) =>
        await list.HandleAsync(Person, cancellation) is { } queue
            ? Ok(new RequestQueueAnswer([.. queue.Waiting.Select(one => Of(one, PermissionState.Waiting))], [.. queue.Missed.Select(one => Of(one, PermissionState.Unanswered))]))
            : problems.Of(Status404NotFound, "NothingToAnswer");

    [HttpGet("{id:guid}", Name = "readRequest")]
    [EndpointSummary("Read one request")]
    [EndpointDescription("Who asks for what and why, the rules it is about, what bears on the answer, and the answer when there is one.")]
    [ProducesResponseType<RequestAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    [HttpPost("{id:guid}/answer", Name = "answerRequest")]
    [EndpointSummary("Say yes or no")]
    [EndpointDescription("""
        The person gets the answer by mail. A no has a reason, and so has a yes to an exception. It is answered once (RequestOver); a yes to what
        left its time open counts while that is free (RequestTimeTaken).
        """)]
    [ProducesResponseType<RequestAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Answer(Guid id, AnswerRequestBody body, CancellationToken cancellation)
    {
        var (yes, reason) = (body.Yes!.Value, body.Reason?.Trim() ?? "");
        if (reason.Length > AnswerRequest.LongestAnswer)
        {
            return Invalid("AnswerTooLong");
        }

        return await answer.HandleAsync(id, Person, yes, reason, cancellation) switch
        {
            AnswerOutcome.Answered => await ShowAsync(id, cancellation),
            AnswerOutcome.ReasonMissing => Invalid(yes ? "AnswerMissingYes" : "AnswerMissingNo"),
            AnswerOutcome.NotWaiting => problems.Of(Status409Conflict, "RequestOver"),
            AnswerOutcome.TimeTaken => problems.Of(Status409Conflict, "RequestTimeTaken"),
            _ => problems.Of(Status404NotFound, "UnknownRequest"),
        };
    }

    [HttpPost("answers", Name = "answerRequests")]
    [EndpointSummary("Give several the same answer")]
    [EndpointDescription("""
        Each is answered for itself, in the order of the queue: what keeps one from being answered leaves the others alone. The result says for
        each what became of it.
        """)]
    [ProducesResponseType<IReadOnlyList<AnsweredRequestAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> AnswerAll(AnswerRequestsBody body, CancellationToken cancellation)
    {
        if (await list.HandleAsync(Person, cancellation) is not { } queue)
        {
            return problems.Of(Status404NotFound, "NothingToAnswer");
        }

        var (yes, reason) = (body.Yes!.Value, body.Reason?.Trim() ?? "");
        if (AnswerSeveral.WhyNot(queue, body.Requests!, yes, reason) is { } problem)
        {
            return Invalid(problem);
        }

        var answered = await several.HandleAsync(queue, body.Requests!, Person, yes, reason, cancellation);
        return Ok(answered.Select(one => new AnsweredRequestAnswer(one.Id, ResultOf(one.Outcome), one.Request?.State)).ToList());
    }

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation)
    {
        if (await read.HandleAsync(id, Person, cancellation) is not { } request)
        {
            return problems.Of(Status404NotFound, "UnknownRequest");
        }

        var line = new WaitingRequest(
            request.Permission, request.Booking, request.Resource, request.Rules, await read.BackgroundAsync(request, cancellation),
            await authorization.MayAsync(User, OwnerRight.LookAfter, request.Resource.Owner.Id));
        return Ok(Of(line, request.State));
    }

    private RequestAnswer Of(WaitingRequest line, PermissionState state) => RequestAnswer.Of(line, state, [.. line.Rules.Select(rule => new AskedRuleAnswer(
        sentences.Of(rule.Condition, line.Resource.Kind), rule.Reason.ToString(), address.Of($"/rules/{rule.Rule.Id}")))]);

    private ObjectResult Invalid(string text) => problems.Invalid([(text == "NoneChosen" ? "requests" : "reason", texts[text].Value)]);

    private static AnswerResult ResultOf(AnswerOutcome outcome) => outcome switch
    {
        AnswerOutcome.Answered => AnswerResult.Answered,
        AnswerOutcome.ReasonMissing => AnswerResult.ReasonMissing,
        AnswerOutcome.NotWaiting => AnswerResult.Over,
        AnswerOutcome.TimeTaken => AnswerResult.TimeTaken,
        _ => AnswerResult.Unknown,
    };
}
