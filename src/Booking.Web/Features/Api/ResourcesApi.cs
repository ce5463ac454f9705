using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.Resources;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What there is to book, and when it is free. Open to all.</summary>
[ApiController, AllowAnonymous, IgnoreAntiforgeryToken, Route("/api/v1/resources"), Tags("Resources")]
public sealed class ResourcesApi(Catalogue catalogue, ReadAvailability availability, Problems problems) : ControllerBase
{
    private const int DefaultLimit = 50;

    [HttpGet(Name = "listResources")]
    [EndpointSummary("List what can be booked")]
    [EndpointDescription("A page at a time, by slug; with near, the nearest first. Go on with next as cursor and the same filters.")]
    [ProducesResponseType<ResourcePageAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    public async Task<IActionResult> List(
        [Description("kitchen, hall, room, workshop, garden, vehicle, tool or other.")] string? kind,
        [Description("A district's slug: the nearest to its middle come first.")] string? near,
        [Description("Words that must all be found in name, description, address, district or owner.")]
        [StringLength(SearchForm.LongestText)] string? q,
        [Description("How many people must have room.")] [Range(1, int.MaxValue)] int? people,
        [Description("How many at most; 50 when left out.")] [Range(1, 100)] int? limit,
        [Description("next of the page before.")] string? cursor,
        CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        var district = snapshot.Districts.FirstOrDefault(district => district.Slug == near);
        var after = cursor is null ? null : ResourceCursor.Parse(cursor);
        string[] unclear =
        [
            .. kind is not null && !ResourceKinds.All.Contains(kind) ? [nameof(kind)] : Array.Empty<string>(),
            .. near is not null && district is null ? [nameof(near)] : Array.Empty<string>(),
            .. cursor is not null && after is null ? [nameof(cursor)] : Array.Empty<string>(),
        ];
        if (unclear.Length > 0)
        {
            return problems.Invalid(unclear);
        }

        var (page, next) = ListResources.Page(
            snapshot, new ResourceFilter(kind, district, SearchText.WordsOf(q ?? ""), people), after, limit ?? DefaultLimit);
        return Ok(new ResourcePageAnswer([.. page.Select(resource => new ResourceAnswer(resource))], next?.ToString()));
    }

    [HttpGet("{slug}", Name = "getResource")]
    [EndpointSummary("Read one resource")]
    [EndpointDescription("With description, house rules, terms, opening hours and closures.")]
    [ProducesResponseType<ResourceDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        (await catalogue.ReadAsync(cancellation)).Find(slug) is { } resource
            ? Ok(new ResourceDetailsAnswer(resource))
            : problems.Of(Status404NotFound, "UnknownResource");

    [HttpGet("{slug}/availability", Name = "getAvailability")]
    [EndpointSummary("Read when a resource can be booked")]
    [EndpointDescription("""
        Open time less what is taken, with set-up and clean-up, less what is too soon or too far ahead to book. A stretch shorter than the
        shortest booking is left out. At most 62 days at a time.
        """)]
    [ProducesResponseType<AvailabilityAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Availability(
        string slug,
        [Description("Where to begin.")] [BindRequired, FromQuery] OffsetDateTime from,
        [Description("Where to end, at most 62 days later.")] [BindRequired, FromQuery] OffsetDateTime to,
        CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(slug) is not { } resource)
        {
            return problems.Of(Status404NotFound, "UnknownResource");
        }

        var (start, end) = (from.ToInstant(), to.ToInstant());
        if (end <= start || end - start > ReadAvailability.LongestWindow)
        {
            return problems.Invalid(nameof(to));
        }

        var free = await availability.HandleAsync(resource, new Interval(start, end), cancellation);
        return Ok(new AvailabilityAnswer([.. free.Select(period => PeriodAnswer.Of(period, resource.Terms.Zone))]));
    }
}
