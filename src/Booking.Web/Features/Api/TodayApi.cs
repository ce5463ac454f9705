using System.ComponentModel;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Today;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Who is coming, for those who open the doors.</summary>
[ApiController, MaySomewhere(OwnerRight.LookAfter), IgnoreAntiforgeryToken, Route("/api/v1/today"), Tags("Day")]
public sealed class TodayApi(Catalogue catalogue, ListDay list, Problems problems, IClock clock) : ControllerBase
{
    [HttpGet(Name = "listDay")]
    [EndpointSummary("List who comes on a day")]
    [EndpointDescription("""
        To all that one looks after, with what its owner uses itself; places with nothing on are left out. Check somebody in with POST
        /api/v1/bookings/{id}/check-in. Each look at somebody's booking is written in the owner's log.
        """)]
    [ProducesResponseType<DayAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    public async Task<IActionResult> List([Description("A date, as 2026-12-01; today when left out.")] string? day, CancellationToken cancellation)
    {
        if (ListDay.Parse(day) is not { } date)
        {
            if (day is not null)
            {
                return problems.Invalid(nameof(day));
            }

            date = clock.GetCurrentInstant().InZone(HomeZone.Zone).Date;
        }

        var places = await list.HandleAsync(SignedInPerson.From(User)!, date, await catalogue.ReadAsync(cancellation), cancellation);
        return Ok(new DayAnswer(LocalDatePattern.Iso.Format(date), [.. places.Select(PlaceDayAnswer.Of)]));
    }
}

public sealed record DayAnswer([property: Description("A date, as 2026-12-01.")] string Day, IReadOnlyList<PlaceDayAnswer> Places);

public sealed record PlaceDayAnswer(
    [property: Description("The resource's slug.")] string Resource,
    [property: Description("By start.")] IReadOnlyList<ComingAnswer> Bookings,
    [property: Description("By start.")] IReadOnlyList<OwnTimeAnswer> OwnUse)
{
    internal static PlaceDayAnswer Of(ResourceDay day) => new(
        day.Resource.Slug,
        [.. day.Bookings.Select(booking => new ComingAnswer(booking.PersonName.Length > 0 ? booking.PersonName : null, BookingAnswer.Of(booking, day.Resource)))],
        [.. day.OwnTimes.Select(time => OwnTimeAnswer.Of(time, day.Resource.Terms.Zone))]);
}

public sealed record ComingAnswer([property: Description("Who comes; null when they have no name, or are gone.")] string? Name, BookingAnswer Booking);
