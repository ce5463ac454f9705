using System.ComponentModel;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Waitlist;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>The line at one place, for those who look after it.</summary>
[Route("/api/v1/waitlist/of/{slug}"), Tags("Waiting list")]
public sealed class LineApi(OwnPlaces places, ReadLine read, Problems problems) : PlaceOperations(places, problems)
{
    [HttpGet(Name = "readLine")]
    [EndpointSummary("Read who waits at a place one looks after")]
    [EndpointDescription("In the order of the line and without names, 200 at most; then what was offered in the last 60 days, the latest first.")]
    [ProducesResponseType<LineAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(string slug, CancellationToken cancellation) => WithAsync(
        slug, async resource => Ok(LineAnswer.Of(await read.HandleAsync(resource.Id, cancellation), resource.Terms.Zone)), cancellation);
}

public sealed record LineAnswer(IReadOnlyList<LineWaiterAnswer> Waiting, IReadOnlyList<LineOfferAnswer> Offers)
{
    internal static LineAnswer Of(PlaceLine line, DateTimeZone zone) => new(
        [
            .. line.Waiting.Select(waiter => new LineWaiterAnswer(
                ApiTime.In(zone, waiter.Period.Start), ApiTime.In(zone, waiter.Period.End), waiter.Times, waiter.Minutes, waiter.LeastMinutes,
                ApiTime.In(zone, waiter.JoinedAt))),
        ],
        [
            .. line.Offers.Select(offer => new LineOfferAnswer(
                ApiTime.In(zone, offer.Period.Start), ApiTime.In(zone, offer.Period.End), ApiTime.In(zone, offer.MadeAt), offer.Place, offer.Answer)),
        ]);
}

public sealed record LineWaiterAnswer(
    [property: Description("Of the first time that would do.")] OffsetDateTime Start,
    OffsetDateTime End,
    [property: Description("How many times there are that would do.")] long Times,
    [property: Description("How long they would like it.")] int Minutes,
    [property: Description("How short it may be.")] int LeastMinutes,
    OffsetDateTime JoinedAt);

public sealed record LineOfferAnswer(
    OffsetDateTime Start,
    OffsetDateTime End,
    OffsetDateTime MadeAt,
    [property: Description("In the line for that time, counted from one.")] int Place,
    [property: Description("open, withOwner, yes, no, or none when nobody answered.")] OfferAnswer Answer);
