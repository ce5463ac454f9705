using System.ComponentModel;
using System.Text.Json.Serialization;
using Booking.Web.Features.FreeNow;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>A mail each morning of what has just come free.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/free-now/mail"), Tags("Resources")]
public sealed class DigestApi(ChooseDigest choose, Catalogue catalogue, Problems problems) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "readMorningMail")]
    [EndpointSummary("Read of what one is told each morning")]
    [EndpointDescription("By mail, of what has just come free. Nobody gets it who has not chosen it.")]
    [ProducesResponseType<DigestAnswer>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> Show(CancellationToken cancellation) => Ok(DigestAnswer.Of(await choose.ReadAsync(Person.Id, cancellation)));

    [HttpPut(Name = "chooseMorningMail")]
    [EndpointSummary("Be told each morning what has just come free")]
    [EndpointDescription("All of it at once. On mornings with nothing to tell no mail is sent.")]
    [ProducesResponseType<DigestAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    public async Task<IActionResult> Choose(DigestBody body, CancellationToken cancellation)
    {
        var districts = (await catalogue.ReadAsync(cancellation)).Districts.Select(district => district.Slug);
        var choice = new DigestChoice(body.ResourceKinds ?? [], body.Districts ?? []);
        string[] unclear =
        [
            .. choice.Kinds.Except(ResourceKinds.All).Any() ? ["resourceKinds"] : Array.Empty<string>(),
            .. choice.Districts.Except(districts).Any() ? ["districts"] : Array.Empty<string>(),
        ];
        if (unclear.Length > 0)
        {
            return problems.Invalid(unclear);
        }

        await choose.SaveAsync(Person.Id, choice, cancellation);
        return await Show(cancellation);
    }

    [HttpDelete(Name = "stopMorningMail")]
    [EndpointSummary("Be told no longer")]
    [EndpointDescription("Again changes nothing.")]
    [ProducesResponseType(Status204NoContent)]
    public async Task<IActionResult> Stop(CancellationToken cancellation)
    {
        await choose.StopAsync(Person.Id, cancellation);
        return NoContent();
    }
}

/// <summary>Of what one wants to hear.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DigestBody
{
    [Description("Of kitchen, hall, room, workshop, garden, vehicle, tool and other; left out, any.")]
    public IReadOnlyList<string>? ResourceKinds { get; init; }

    [Description("Slugs of districts; left out, all of the city.")]
    public IReadOnlyList<string>? Districts { get; init; }
}

public sealed record DigestAnswer(
    [property: Description("Whether the mail is sent.")] bool IsOn,
    [property: Description("Empty for any.")] IReadOnlyList<string> ResourceKinds,
    [property: Description("Empty for all of the city.")] IReadOnlyList<string> Districts)
{
    internal static DigestAnswer Of(DigestChoice? choice) => new(choice is not null, choice?.Kinds ?? [], choice?.Districts ?? []);
}
