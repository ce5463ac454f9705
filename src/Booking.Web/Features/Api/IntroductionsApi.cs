using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.Introductions;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Who has been shown how, for those who say so; and what one has been given oneself.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1"), Tags("Introductions")]
public sealed class IntroductionsApi(
    Catalogue catalogue, ListOwners list, ReadOwner readOwner, ReadIntroduction read, ReadOwn readOwn, GiveIntroduction give,
    TakeBackIntroduction takeBack, IStringLocalizer<IntroductionsTexts> texts, Problems problems) : ControllerBase
{
    private const string Unknown = "UnknownIntroduction";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet("introductions/owners", Name = "listIntroducingOwners")]
    [MaySomewhere(OwnerRight.Introduce)]
    [EndpointSummary("List the owners for which one says who has been shown how")]
    [EndpointDescription("In Danish alphabetical order, with how many have something from each; for administrators of the municipality all.")]
    [ProducesResponseType<IReadOnlyList<IntroducingOwnerAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> Owners(CancellationToken cancellation) =>
        Ok((await list.HandleAsync(Person, cancellation)).Select(IntroducingOwnerAnswer.Of).ToList());

    [HttpGet("introductions/own", Name = "readOwnIntroductions")]
    [EndpointSummary("Read what one has been given")]
    [EndpointDescription("One's own introductions and memberships, also those that no longer count.")]
    [ProducesResponseType<OwnStandingAnswer>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> Own() => Ok(OwnStandingAnswer.Of(await readOwn.HandleAsync(Person.Id)));

    [HttpGet("owners/{owner}/introductions", Name = "listIntroductions")]
    [MayAtOwner(OwnerRight.Introduce)]
    [EndpointSummary("List who has been shown how")]
    [EndpointDescription("Fifty at a time, with the places that it is about. Go on with next as cursor.")]
    [ProducesResponseType<OwnersIntroductionsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> List(
        string owner,
        [Description("next of the page before.")] [Range(1, ReadOwner.LastPage)] int? cursor,
        CancellationToken cancellation) =>
        WithAsync(owner, "", cursor ?? 1, people => OwnersIntroductionsAnswer.Of(people), cancellation);

    [HttpPost("owners/{owner}/introductions/search", Name = "findIntroduced")]
    [MayAtOwner(OwnerRight.Introduce)]
    [EndpointSummary("Find somebody among those who have been shown how and the members")]
    [EndpointDescription("By part of a name or an address.")]
    [ProducesResponseType<FoundIntroducedAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Find(string owner, FindIntroducedBody body, CancellationToken cancellation) =>
        WithAsync(owner, body.What!, 1, people => FoundIntroducedAnswer.Of(people), cancellation);

    [HttpPost("owners/{owner}/introductions", Name = "giveIntroduction")]
    [MayAtOwner(OwnerRight.Introduce)]
    [EndpointSummary("Say that somebody has been shown how")]
    [EndpointDescription("""
        They get a mail, whether or not they have been here before. Who has it already gets it renewed; the same twice in a day changes nothing
        and answers the same.
        """)]
    [ProducesResponseType<IntroductionAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Give(string owner, GiveIntroductionBody body, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.FindOwner(owner) is not { } card)
        {
            return UnknownOwner();
        }

        return await give.HandleAsync(Person, card.Id, body.ToForm(OwnersPlaces.Of(snapshot, card.Id)), cancellation) switch
        {
            GiveOutcome.Given given => await ShowAsync(given.Id, cancellation),
            GiveOutcome.Unclear unclear => problems.Invalid(unclear.Problems.Select(one => (MemberOf(one.Key), texts[one.Value].Value))),
            _ => UnknownOwner(),
        };
    }

    [HttpGet("introductions/{id:guid}", Name = "readIntroduction")]
    [MaySomewhere(OwnerRight.Introduce)]
    [EndpointSummary("Read one introduction")]
    [EndpointDescription("For those who can take it back.")]
    [ProducesResponseType<IntroductionAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    [HttpDelete("introductions/{id:guid}", Name = "takeBackIntroduction")]
    [MaySomewhere(OwnerRight.Introduce)]
    [EndpointSummary("Take an introduction back")]
    [EndpointDescription("Bookings that were made stand. No mail is sent: tell them yourself.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> TakeBack(
        Guid id, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] EndReasonBody? body, CancellationToken cancellation) =>
        problems.WithAsync(read.HandleAsync(Person, id, cancellation), Unknown, async _ =>
            EndReason.Read(body?.Reason, out var wrong) is not { } reason ? problems.Invalid([("reason", texts[wrong!, EndReason.Longest].Value)])
            : await takeBack.HandleAsync(Person, id, reason, cancellation) == EndOutcome.Ended ? NoContent()
            : problems.Of(Status404NotFound, Unknown));

    private Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation) => problems.WithAsync(
        read.HandleAsync(Person, id, cancellation), Unknown,
        found => Task.FromResult<IActionResult>(Ok(IntroductionAnswer.Of(found.Introduction))));

    private async Task<IActionResult> WithAsync(
        string owner, string what, int page, Func<OwnersPeople, object> answer, CancellationToken cancellation) =>
        (await catalogue.ReadAsync(cancellation)).FindOwner(owner) is { } card
        && await readOwner.HandleAsync(Person, card.Id, what, page, memberPage: 1, cancellation) is { } people
            ? Ok(answer(people))
            : UnknownOwner();

    private ObjectResult UnknownOwner() => problems.Of(Status404NotFound, "UnknownOwner");

    private static string MemberOf(string field) => field switch
    {
        nameof(GiveForm.Until) => "lastDay",
        nameof(GiveForm.Resource) => "resource",
        _ => "email",
    };
}
