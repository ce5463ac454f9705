using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.CalendarImports;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>The calendars that are read for a place, for those who look after it.</summary>
[Route("/api/v1/own-use/{slug}/calendars"), Tags("Own use")]
public sealed class CalendarImportsApi(
    OwnPlaces places, ListCalendarImports list, AddCalendarImport add, RemoveCalendarImport remove, ReadCalendarImport read, ClaimKey claim,
    Problems problems, IStringLocalizer<CalendarImportsTexts> texts) : PlaceOperations(places, problems)
{
    [HttpGet(Name = "listCalendars")]
    [EndpointSummary("List the calendars that are read for a place")]
    [EndpointDescription("By name, with how the last reading went. Their addresses are not told.")]
    [ProducesResponseType<IReadOnlyList<CalendarAnswer>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> List(string slug, CancellationToken cancellation) => WithAsync(
        slug,
        async resource => Ok((await list.HandleAsync(resource.Id, cancellation)).Select(calendar => CalendarAnswer.Of(calendar, resource, texts)).ToList()),
        cancellation);

    [HttpPost(Name = "addCalendar")]
    [EndpointSummary("Begin to read a calendar")]
    [EndpointDescription("""
        It is read at once, and then every quarter of an hour: its times are own use. Five at most for a place (TooManyCalendars), each once
        (CalendarKnown). The same request under the same Idempotency-Key adds it once within a day, however often it is sent.
        """)]
    [ProducesResponseType<CalendarAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public Task<IActionResult> Add(
        string slug, CalendarBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each calendar, the same for every attempt to add it.")]
        string? key,
        CancellationToken cancellation) => WithAsync(slug, async resource =>
    {
        if (add.Parse(new CalendarForm { Name = body.Name, Address = body.Url, OwnerEmail = body.OwnerEmail }, out var wrong) is not { } draft)
        {
            return Problems.Invalid([(MemberOf(wrong), texts[$"Problem{wrong}"].Value)]);
        }

        if (await claim.HandleAsync(key!, Request.Path, body, Person, cancellation) is not { } id)
        {
            return Problems.Of(Status422UnprocessableEntity, "KeyUsed");
        }

        return await add.HandleAsync(id, resource, draft, Person, cancellation) switch
        {
            AddCalendarOutcome.Known => Problems.Of(Status409Conflict, "CalendarKnown"),
            AddCalendarOutcome.TooMany => Problems.Of(Status422UnprocessableEntity, "TooManyCalendars"),
            _ => await FindAsync(resource, id, cancellation) is { } added
                ? Created($"/api/v1/own-use/{slug}/calendars", added)
                : Problems.Of(Status404NotFound, "UnknownCalendar"),
        };
    }, cancellation);

    [HttpPost("{id:guid}/reading", Name = "readCalendar")]
    [EndpointSummary("Read a calendar now")]
    [EndpointDescription("Without waiting for the next quarter of an hour, at most once a minute. The answer says how it went.")]
    [ProducesResponseType<CalendarAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Read(string slug, Guid id, CancellationToken cancellation) => WithAsync(slug, async resource =>
    {
        if (await FindAsync(resource, id, cancellation) is not null)
        {
            await read.HandleAsync(id, asked: true, cancellation);
        }

        return await FindAsync(resource, id, cancellation) is { } calendar ? Ok(calendar) : Problems.Of(Status404NotFound, "UnknownCalendar");
    }, cancellation);

    [HttpDelete("{id:guid}", Name = "removeCalendar")]
    [EndpointSummary("Read a calendar no more")]
    [EndpointDescription("Its times are free at once, and its address is forgotten.")]
    [ProducesResponseType(Status204NoContent)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Remove(string slug, Guid id, CancellationToken cancellation) => WithAsync(
        slug,
        async resource => await remove.HandleAsync(resource, id, Person, cancellation) ? NoContent() : Problems.Of(Status404NotFound, "UnknownCalendar"),
        cancellation);

    private async Task<CalendarAnswer?> FindAsync(CatalogueResource resource, Guid id, CancellationToken cancellation) =>
        (await list.HandleAsync(resource.Id, cancellation)).FirstOrDefault(calendar => calendar.Id == id) is { } found
            ? CalendarAnswer.Of(found, resource, texts)
            : null;

    private static string MemberOf(AddCalendarOutcome outcome) => outcome switch
    {
        AddCalendarOutcome.NameMissing => "name",
        AddCalendarOutcome.AddressWrong => "url",
        _ => "ownerEmail",
    };
}

/// <summary>A calendar to be read.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CalendarBody
{
    [Required, Description("What those who look after the place call it.")]
    public string? Name { get; init; }

    [Required, Description("Where it is published in the iCalendar format: https, at a public address.")]
    public string? Url { get; init; }

    [Description("Whose calendar it is: what they have declined does not count. May be left out.")]
    public string? OwnerEmail { get; init; }
}

public sealed record CalendarAnswer(
    Guid Id, string Name,
    [property: Description("Where it is kept.")] string Host,
    [property: Description("When reading it was last tried; null when it never was.")] OffsetDateTime? TriedAt,
    [property: Description("When it was last read whole, or found unchanged; null when it never was.")] OffsetDateTime? ReadAt,
    [property: Description("Why the last reading did not go well; null when it did. What was read before still holds.")] CalendarFaultAnswer? Fault,
    [property: Description("Since when it has not; null when it has.")] OffsetDateTime? FailingSince,
    [property: Description("How many of its times are still to come.")] int Times,
    [property: Description("What could not be read of what else was read.")] IReadOnlyList<CalendarLineAnswer> Problems)
{
    internal static CalendarAnswer Of(CalendarImport calendar, CatalogueResource resource, IStringLocalizer<CalendarImportsTexts> texts)
    {
        var zone = resource.Terms.Zone;
        return new CalendarAnswer(
            calendar.Id, calendar.Name, calendar.Host, ApiTime.In(zone, calendar.TriedAt), ApiTime.In(zone, calendar.ReadAt),
            calendar.Fault is { } fault ? new CalendarFaultAnswer(fault, texts[$"Fault_{fault}"]) : null,
            ApiTime.In(zone, calendar.FailingSince), calendar.Times,
            [.. calendar.Problems.Select(line => new CalendarLineAnswer(line.Line, line.Text, $"{line.Fault}", texts[$"Fault_{line.Fault}"]))]);
    }
}

public sealed record CalendarFaultAnswer(
    [property: Description("The name of what is wrong, the same in every language.")] string Code,
    [property: Description("What to do about it.")] string Message);

public sealed record CalendarLineAnswer(
    [property: Description("Of the file, counted from 1.")] int Line,
    [property: Description("The beginning of what stands there.")] string Text,
    [property: Description("The name of what is wrong, the same in every language.")] string Code,
    [property: Description("What to do about it.")] string Message);
