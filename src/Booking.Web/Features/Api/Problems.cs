using System.ComponentModel;
using System.Text.Json;
using Booking.Rules.Admission;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.Api;

/// <summary>What did not work, for a program and for the person it shows it to (RFC 9457).</summary>
public class Problem : ProblemDetails
{
    [Description("The name of what happened, the same in every language.")]
    public required string Code { get; init; }
}

public sealed class InvalidProblem : Problem
{
    [Description("What each field should be, by its name; body is the request as a whole.")]
    public required IReadOnlyDictionary<string, string[]> Errors { get; init; }
}

/// <summary>A rule, or somebody who was there first, says no.</summary>
public sealed class RefusedProblem : Problem
{
    [Description("Every reason, the first to mend first.")]
    public required IReadOnlyList<RefusalAnswer> Refusals { get; init; }

    [Description("What would be accepted now; the nearest first.")]
    public required IReadOnlyList<AlternativeAnswer> Alternatives { get; init; }
}

/// <summary>Coming bookings do not fit what is asked for.</summary>
public sealed class TouchedProblem : Problem
{
    [Description("The first to come first.")]
    public required IReadOnlyList<HitBookingAnswer> Bookings { get; init; }
}

/// <summary>A rule cannot stand beside those that there are.</summary>
public sealed class RuleProblem : Problem
{
    [Description("What stands in its way.")]
    public required IReadOnlyList<RuleObstacleAnswer> Obstacles { get; init; }
}

public sealed record RefusalAnswer(
    [property: Description("The name of the reason.")] string Code,
    [property: Description("What stopped the booking, and what to do.")] string Message,
    [property: Description("Why the rule is there, in its owner's words; null where no rule says no, as when somebody was first.")] string? Reason = null,
    [property: Description("Where the rule can be read and challenged; null where there is none.")] Uri? Rule = null);

/// <summary>Writes problems in the language of the request.</summary>
public sealed class Problems(IStringLocalizer<ApiTexts> texts, RefusalSentences sentences, PublicUrl address)
{
    public const string Body = "body";

    public ObjectResult Of(int status, string code) => Answer(new Problem { Code = code }, status, texts[$"{code}Detail"]);

    /// <summary>What is done with something found; without it, that it is not there.</summary>
    /// <param name="unknown">The code that says so.</param>
    public async Task<IActionResult> WithAsync<T>(Task<T?> find, string unknown, Func<T, Task<IActionResult>> act)
        where T : class => await find is { } found ? await act(found) : Of(StatusCodes.Status404NotFound, unknown);

    public ObjectResult Refused(
        IReadOnlyList<Refusal> reasons, CatalogueResource resource, IReadOnlyList<Alternative> alternatives) =>
        Refused(
            reasons.Any(reason => reason is SlotTaken) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity,
            nameof(Refused),
            [.. reasons.Select(reason => Answer(reason, resource))],
            alternatives);

    public RefusalAnswer Answer(Refusal refusal, CatalogueResource resource)
    {
        var rule = resource.Rules.FirstOrDefault(rule => rule.Rule.Id == refusal.Rule);
        return new RefusalAnswer(
            refusal.Code, sentences.Of(refusal, resource), rule?.Reason.ToString(), rule is null ? null : address.Of($"/rules/{rule.Rule.Id}"));
    }

    /// <summary>A refusal by no rule of the resource, which other times would not help against.</summary>
    public ObjectResult Refused(int status, string code) =>
        Refused(status, code, [new RefusalAnswer(code, texts[$"{code}Detail"])], []);

    /// <summary>Nobody waits for what can be had at once.</summary>
    public ObjectResult FreeNow(Alternative free) =>
        Refused(StatusCodes.Status409Conflict, nameof(FreeNow), [new RefusalAnswer(nameof(FreeNow), texts["FreeNowDetail"])], [free]);

    private ObjectResult Refused(int status, string code, RefusalAnswer[] refusals, IReadOnlyList<Alternative> alternatives) => Answer(
        new RefusedProblem { Code = code, Refusals = refusals, Alternatives = [.. alternatives.Select(AlternativeAnswer.Of)] },
        status,
        string.Join(' ', refusals.Select(refusal => refusal.Message)));

    public ObjectResult Invalid(params IEnumerable<string> fields) => Invalid(fields.Select(field => (field, texts[$"Expect_{field}"].Value)));

    public ObjectResult Invalid(ModelStateDictionary state)
    {
        var wrong = state.Where(entry => entry.Value!.Errors.Count > 0).Select(entry => entry.Key).ToList();
        // A body of which one member cannot be read is said to be missing as well.
        return Invalid(wrong.Where(key => key != Body || !wrong.Any(IsInJson)).Select(Expectation));
    }

    /// <param name="fields">What each should be, as it is said where the same is asked on a page.</param>
    public ObjectResult Invalid(IEnumerable<(string Field, string Expectation)> fields) => Answer(
        new InvalidProblem
        {
            Code = nameof(Invalid),
            Errors = fields.DistinctBy(field => field.Field).ToDictionary(field => field.Field, field => new[] { field.Expectation }),
        },
        StatusCodes.Status400BadRequest,
        texts["InvalidDetail"]);

    // Whatever was wrong with a field, what it should be is said the same way. JSON names a place in it, as in $.people.
    private (string Field, string Expectation) Expectation(string key)
    {
        var inJson = IsInJson(key);
        var field = inJson ? key[Math.Min("$.".Length, key.Length)..] : key.Contains('-') ? key : JsonNamingPolicy.CamelCase.ConvertName(key);
        // Of a list or an object within the body, the whole of it is named.
        field = field.Split('.', '[')[0] is { Length: > 0 } whole && !texts[$"Expect_{whole}"].ResourceNotFound ? whole : field;
        if (texts[$"Expect_{field}"] is { ResourceNotFound: false } expectation)
        {
            return (field, expectation);
        }

        return inJson && field.Length > 0 && field.All(char.IsAsciiLetterOrDigit) ? (field, texts["Expect_unknown"]) : (Body, texts["Expect_body"]);
    }

    private static bool IsInJson(string key) => key.StartsWith('$');

    /// <summary>What hits coming bookings is not done before whoever asks has seen them.</summary>
    public ObjectResult Touched(IReadOnlyList<HitBookingAnswer> bookings) =>
        Answer(new TouchedProblem { Code = nameof(Touched), Bookings = bookings }, StatusCodes.Status409Conflict, texts["TouchedDetail"]);

    public ObjectResult Obstacles(IReadOnlyList<RuleObstacleAnswer> obstacles) => Answer(
        new RuleProblem { Code = "RuleRefused", Obstacles = obstacles }, StatusCodes.Status409Conflict,
        string.Join(' ', obstacles.Select(obstacle => obstacle.Message)));

    private ObjectResult Answer(Problem problem, int status, string detail)
    {
        problem.Status = status;
        problem.Title = texts[$"{problem.Code}Title"];
        problem.Detail = detail;
        return new ObjectResult(problem) { StatusCode = status };
    }
}
