using System.ComponentModel;
using Booking.Web.Features.FreeNow;
using Booking.Web.Features.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What has just come free. Open to all.</summary>
[ApiController, AllowAnonymous, IgnoreAntiforgeryToken, Route("/api/v1/free-now"), Tags("Resources")]
public sealed class FreeNowApi(Catalogue catalogue, ReadFreeNow read, Problems problems) : ControllerBase
{
    [HttpGet(Name = "listFreeNow")]
    [EndpointSummary("List what has just come free")]
    [EndpointDescription("""
        Time that somebody gave up during the last day and that anybody can book for today, or for the next morning once the evening has
        come. One time a resource, what came free last first.
        """)]
    [ProducesResponseType<FreeNowAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    public async Task<IActionResult> List(
        [Description("kitchen, hall, room, workshop, garden, vehicle, tool or other.")] string? kind,
        [Description("A district's slug: only what is there.")] string? district,
        CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        var known = snapshot.Districts.FirstOrDefault(one => one.Slug == district);
        string[] unclear =
        [
            .. kind is not null && !ResourceKinds.All.Contains(kind) ? [nameof(kind)] : Array.Empty<string>(),
            .. district is not null && known is null ? [nameof(district)] : Array.Empty<string>(),
        ];
        return unclear.Length > 0
            ? problems.Invalid(unclear)
            : Ok(new FreeNowAnswer([.. (await read.HandleAsync(snapshot, kind, known, cancellation)).Select(FreedTimeAnswer.Of)]));
    }
}

/// <summary>What has just come free, the latest first.</summary>
public sealed record FreeNowAnswer(IReadOnlyList<FreedTimeAnswer> Items);

/// <param name="Period">The longest that can be booked from the first moment of it.</param>
/// <param name="FreedAt">When somebody gave it up.</param>
public sealed record FreedTimeAnswer(ResourceAnswer Resource, PeriodAnswer Period, OffsetDateTime FreedAt)
{
    public static FreedTimeAnswer Of(FreedTime freed) => new(
        new ResourceAnswer(freed.Resource), PeriodAnswer.Of(freed.Period, freed.Resource.Terms.Zone), ApiTime.In(freed.Resource.Terms.Zone, freed.FreedAt));
}
