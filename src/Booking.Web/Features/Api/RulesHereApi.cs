using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>The rules of the municipality, of a district, of an owner or of one resource.</summary>
[Route("/api/v1/rules"), Tags("Rules")]
public sealed class RulesHereApi(
    Catalogue catalogue, IAuthorizationService authorization, PreviewRule preview, SaveRule save, AddStartingSet startingSet, ReadRulesHere read,
    RuleWording wording, MakeOnce once, Problems problems, IClock clock) : RuleOperations(catalogue, authorization, preview, wording, problems, clock)
{
    private const string Here = "of/{level}/{key}";

    private const string StartingSetHere = "of/resource/{key}/starting-set";

    [HttpGet(Name = "listRulePlaces")]
    [MaySomewhere(OwnerRight.SetRules)]
    [EndpointSummary("List what one may set rules for")]
    [EndpointDescription("Owners; for the municipality's administrators also the municipality and its districts. The rules of one resource are at level resource, under its slug.")]
    [ProducesResponseType<IReadOnlyList<RulePlaceAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> Places(CancellationToken cancellation)
    {
        var places = await read.PlacesAsync(await Catalogue.ReadAsync(cancellation), Person, cancellation);
        return Ok(places.All.Select(RulePlaceAnswer.Of).ToList());
    }

    [HttpGet("kinds", Name = "listRuleKinds")]
    [AllowAnonymous]
    [EndpointSummary("List the kinds of rule there are")]
    [EndpointDescription("With what their parameters look like. Lengths are in minutes, clock times in minutes after midnight, weekdays from 1 for Monday to 7.")]
    [ProducesResponseType<IReadOnlyList<RuleKindAnswer>>(Status200OK, ApiContent.Json)]
    public IActionResult Kinds() =>
        Ok(ConditionForms.All.Select(form => new RuleKindAnswer(form.Kind, Wording.NameOf(form.Kind), ConditionJson.SchemaOf(form.Kind).Deserialize<JsonElement>())).ToList());

    [HttpGet(Here, Name = "listRules")]
    [EndpointSummary("List the rules there")]
    [EndpointDescription("Those set just there, in force or to come, and those of wider levels that hold there.")]
    [ProducesResponseType<RulesHereAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> List(
        [Description("municipality, district, owner or resource.")] string level,
        [Description("Its slug; aarhus for the municipality.")] string key,
        CancellationToken cancellation) => AtAsync(level, key, (snapshot, target) => ListAsync(snapshot, target, cancellation), cancellation);

    [HttpPost($"{Here}/preview", Name = "previewRule")]
    [EndpointSummary("See what a new rule would do")]
    [EndpointDescription("How many bookings of the last 90 days it would have refused, and which coming ones it would not let be made now. Nothing is changed.")]
    [ProducesResponseType<RulePreviewAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RuleProblem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> Preview(string level, string key, RuleBody body, CancellationToken cancellation) => AtAsync(
        level, key,
        (snapshot, target) => WithDraftAsync(target, body, draft => PreviewAsync(snapshot, target, draft, null, cancellation)),
        cancellation);

    [HttpPost(Here, Name = "setRule")]
    [EndpointSummary("Set a rule")]
    [EndpointDescription("""
        Bookings that were made are left as they are. Closed days at an owner close all it shares (ClosedDates). The same request under the same
        Idempotency-Key sets one rule within a day, however often it is sent.
        """)]
    [ProducesResponseType<RuleAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RuleProblem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public Task<IActionResult> Set(
        string level, string key, RuleBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each rule, the same for every attempt to set it.")]
        string? idempotencyKey,
        CancellationToken cancellation) => AtAsync(
        level, key,
        (_, target) => WithDraftAsync(target, body, draft => once.HandleAsync(
            HttpContext, idempotencyKey!, body,
            async id => await save.HandleAsync(id, target, draft, null, null, Person, cancellation) switch
            {
                SaveRuleOutcome.Refused refused => Obstacles(refused.Obstacles),
                _ when await FindAsync(id, cancellation) is { } set => Created($"/api/v1/rules/{id}", set),
                _ => Problems.Of(Status409Conflict, "RuleGone"),
            },
            cancellation)),
        cancellation);

    [HttpGet(StartingSetHere, Name = "readStartingSet")]
    [EndpointSummary("Read the rules to begin with")]
    [EndpointDescription("Of the set for a resource of its kind, those that it could take: none that it has, and none that a wider level does not leave to it.")]
    [ProducesResponseType<IReadOnlyList<StartingRuleAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> StartingSet(string key, CancellationToken cancellation) => AtAsync(
        "resource", key,
        (snapshot, target) => Task.FromResult<IActionResult>(Ok(AddStartingSet.Offered(snapshot, target, Now).Select(Wording.Of).ToList())),
        cancellation);

    [HttpPost(StartingSetHere, Name = "takeStartingSet")]
    [EndpointSummary("Take rules to begin with")]
    [EndpointDescription("What it has already is left alone, so that the same again changes nothing.")]
    [ProducesResponseType<RulesHereAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RuleProblem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> TakeStartingSet(string key, TakeStartingSetBody body, CancellationToken cancellation) => AtAsync(
        "resource", key,
        async (_, target) => body.Kinds!.Count == 0
            ? Problems.Invalid("kinds")
            : await startingSet.HandleAsync(target, [.. body.Kinds], Person, cancellation) is AddStartingSetOutcome.Refused refused
                ? Obstacles(refused.Obstacles)
                : await AtAsync("resource", key, (snapshot, now) => ListAsync(snapshot, now, cancellation), cancellation),
        cancellation);

    private async Task<IActionResult> ListAsync(CatalogueSnapshot snapshot, RuleTarget target, CancellationToken cancellation)
    {
        var page = await read.OfAsync(snapshot, target, Person, cancellation);
        return Ok(new RulesHereAnswer(
            RulePlaceAnswer.Of(target),
            [.. page.Own.Select(listed => Wording.Of(listed.Rule, snapshot, target.Resource))],
            [.. page.Wider.Select(listed => Wording.Of(listed.Rule, snapshot, target.Resource))],
            page.Unset));
    }

    private async Task<IActionResult> AtAsync(
        string level, string key, Func<CatalogueSnapshot, RuleTarget, Task<IActionResult>> act, CancellationToken cancellation)
    {
        var snapshot = await Catalogue.ReadAsync(cancellation);
        return RuleTarget.Find(snapshot, level, key) is { } target && await MaySetAsync(target)
            ? await act(snapshot, target)
            : Problems.Of(Status404NotFound, "UnknownRulePlace");
    }
}

public sealed record RulePlaceAnswer(
    [property: Description("municipality, district, owner or resource.")] string Level,
    [property: Description("Its slug.")] string Key,
    string Name)
{
    internal static RulePlaceAnswer Of(RuleTarget target) => new(target.LevelName, target.Key, target.Name.ToString());
}

public sealed record RuleKindAnswer(
    string Kind,
    [property: Description("What people call such rules.")] string Name,
    [property: Description("What the parameters look like (JSON Schema).")] JsonElement Parameters);

public sealed record RulesHereAnswer(
    RulePlaceAnswer Place,
    [property: Description("Set just there, in force or to come.")] IReadOnlyList<RuleAnswer> Own,
    [property: Description("Set at wider levels, and in force there.")] IReadOnlyList<RuleAnswer> Wider,
    [property: Description("The kinds that can be set there and are not.")] IReadOnlyList<string> Unset);

/// <summary>A rule that a resource can begin with.</summary>
public sealed record StartingRuleAnswer(
    string Kind,
    [property: Description("What it says.")] JsonElement Parameters,
    [property: Description("The same in words.")] string Sentence,
    string ReasonDa,
    string ReasonEn);
