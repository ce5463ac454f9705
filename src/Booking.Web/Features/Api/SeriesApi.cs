using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using NodaTime;
using NodaTime.Text;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>Several dates at a time.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route(Root), Tags("Series")]
public sealed class SeriesApi(
    Catalogue catalogue, PreviewSeries preview, PlaceSeries place, ReadSeries read, RetryDate retry, KeepSeries keep, CancelSeries cancel, EditSeries edit,
    RenewSeries renew, CountRefusals refusals, ClaimKey claim, Problems problems, IClock clock) : ControllerBase
{
    private const string Root = "/api/v1/series";

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpPost("preview", Name = "previewSeries")]
    [EndpointSummary("Look at the dates of a series before booking them")]
    [EndpointDescription("Every date with what it is: free, or why not and what could be had in its place. Nothing is written. Refused when something speaks against the series as a whole.")]
    [ProducesResponseType<IReadOnlyList<SeriesDatePreview>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Look(PreviewSeriesBody body, CancellationToken cancellation)
    {
        var (wish, problem) = await ReadAsync(body, cancellation);
        return wish is null ? problem! : await DatesAsync(await preview.HandleAsync(wish, Person.Id, cancellation), wish.Resource, cancellation);
    }

    [HttpPost(Name = "placeSeries")]
    [EndpointSummary("Book several dates at a time")]
    [EndpointDescription("""
        Those that can be had, all of them in one transaction; the others are kept with their reason and wait in line where somebody has the
        time. The same request under the same Idempotency-Key makes one series. NothingFree when no date can be had, DatesChanged when one
        was lost while they were being booked: then nothing is written.
        """)]
    [ProducesResponseType<SeriesAnswer>(Status201Created, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Place(
        PlaceSeriesBody body,
        [FromHeader(Name = BookingsApi.IdempotencyKey), Required, RegularExpression(BookingsApi.VisibleCharacters)]
        [Description("1–200 visible ASCII characters: new for each series, the same for every attempt to send it.")]
        string? key,
        CancellationToken cancellation)
    {
        var (wish, problem) = await ReadAsync(body, cancellation);
        if (wish is null)
        {
            return problem!;
        }

        var said = $"{wish.Described} {wish.Purpose} {body.Take} {string.Join(' ', body.LeaveOut ?? [])}";
        if (await claim.HandleAsync(key!, Request.Path, said, Person, cancellation) is not { } id)
        {
            return problems.Refused(Status422UnprocessableEntity, "KeyUsed");
        }

        // Sent again, its own dates would be in its way.
        if (await FindAsync(id, cancellation) is { } earlier)
        {
            return Created($"{Root}/{id}", earlier);
        }

        var seen = await preview.HandleAsync(wish, Person.Id, cancellation);
        var outcome = seen.Against.Count > 0
            ? new PlaceSeriesOutcome.Refused(seen.Against)
            : await place.HandleAsync(new PlaceSeriesRequest(wish, TakenDates.Of(seen, body.Take, body.LeaveOut), Person) { Id = id }, cancellation);
        if (await FindAsync(id, cancellation) is { } placed)
        {
            return Created($"{Root}/{id}", placed);
        }

        return outcome switch
        {
            PlaceSeriesOutcome.Refused refused => problems.Refused(refused.Reasons, wish.Resource, []),
            PlaceSeriesOutcome.Nothing => problems.Refused(Status422UnprocessableEntity, "NothingFree"),
            PlaceSeriesOutcome.NotInGroup => problems.Of(Status404NotFound, "UnknownGroup"),
            PlaceSeriesOutcome.PersonGone => Challenge(),
            _ => problems.Of(Status409Conflict, "DatesChanged"),
        };
    }

    [HttpGet("{id:guid}", Name = "getSeries")]
    [EndpointSummary("Read a series with all its dates")]
    [EndpointDescription("By its person, those who book for its group, or who looks after the place.")]
    [ProducesResponseType<SeriesAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(Guid id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    [HttpPost("{id:guid}/retry", Name = "retryDate")]
    [EndpointSummary("Try a date that was not booked once more")]
    [EndpointDescription("The answer is the series: the date has its booking, an offer to answer, or the reasons as they are now.")]
    [ProducesResponseType<SeriesAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public async Task<IActionResult> Retry(Guid id, SeriesDateBody body, CancellationToken cancellation)
    {
        if (TakenDate.ReadName(body.Date) is not { } date)
        {
            return problems.Invalid("date");
        }

        return await retry.HandleAsync(id, date, Person, cancellation) == RetryOutcome.NotFound ? Unknown() : await ShowAsync(id, cancellation);
    }

    [HttpPost("{id:guid}/coming", Name = "keepSeries")]
    [EndpointSummary("Say that one still comes to the dates of a series")]
    [EndpointDescription("When nobody has come three times in a row, and answerBy is not over. NotAsked otherwise.")]
    [ProducesResponseType<SeriesAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public async Task<IActionResult> Keep(Guid id, CancellationToken cancellation) => await keep.HandleAsync(id, Person, cancellation) switch
    {
        KeepSeriesOutcome.Kept => await ShowAsync(id, cancellation),
        KeepSeriesOutcome.NotAsked => problems.Of(Status409Conflict, "NotAsked"),
        _ => Unknown(),
    };

    [HttpDelete("{id:guid}", Name = "cancelSeries")]
    [EndpointSummary("Call off the coming dates of a series")]
    [EndpointDescription("All of them or from one on; what has begun stays. NothingComing when there are none.")]
    [ProducesResponseType<SeriesAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Cancel(Guid id, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] CancelSeriesBody? body, CancellationToken cancellation)
    {
        var since = TakenDate.ReadName(body?.Since);
        if (body?.Since is not null && since is null)
        {
            return problems.Invalid("since");
        }

        return await cancel.HandleAsync(id, since, Person, body?.Reason?.Trim(), cancellation) switch
        {
            CancelSeriesOutcome.Cancelled => await ShowAsync(id, cancellation),
            CancelSeriesOutcome.NothingComing => problems.Of(Status409Conflict, "NothingComing"),
            CancelSeriesOutcome.ReasonMissing => problems.Of(Status422UnprocessableEntity, "ReasonMissing"),
            _ => Unknown(),
        };
    }

    [HttpPatch("{id:guid}", Name = "changeSeries")]
    [EndpointSummary("Change the coming dates of a series, all of them or from one on")]
    [EndpointDescription("""
        Without asShown it is a preview: what would become of each date, and asShown to send with the same change. With it the answer is the
        series. Dates that were called off stay so, those changed by themselves stay as they are. DatesChanged when something else would
        become of them by now, NothingChanges when none can be changed so: then nothing is written.
        """)]
    [ProducesResponseType<SeriesAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<SeriesChangePreview>(Status202Accepted, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Change(Guid id, ChangeSeriesBody body, CancellationToken cancellation)
    {
        if (await read.HandleAsync(id, Person, cancellation) is not { Own: true } found)
        {
            return Unknown();
        }

        var (since, time) = (TakenDate.ReadName(body.Since), Time.Parse(body.FromTime ?? "").TryGetValue(default, out var at) ? at : (LocalTime?)null);
        if ((body.Since is not null && since is null) || (body.FromTime is not null && time is null))
        {
            return problems.Invalid(body.Since is not null && since is null ? "since" : "fromTime");
        }

        if (EditSeriesPage.PlacesFor(found).FirstOrDefault(one => one.Slug == (body.Resource ?? found.Resource.Slug)) is not { } resource)
        {
            return problems.Of(Status404NotFound, "UnknownResource");
        }

        var part = since is { } from ? SeriesPart.At(found.Parts, from) : found.Parts[^1];
        var change = new SeriesChange(
            resource, time ?? part.Starts, body.Minutes ?? part.Minutes, body.People ?? part.People, body.Purpose?.Trim() ?? part.Purpose);
        if (body.AsShown is null)
        {
            return await edit.PreviewAsync(id, since, change, Person, cancellation) is { } dates
                ? Accepted(new SeriesChangePreview(
                    [.. dates.Select(date => new ChangedDateAnswer(
                        TakenDate.Write(date.Booking.Occurrence!.Value), date.Booking.Id, date.Changes,
                        [.. (date.Judged?.Reasons ?? []).Select(reason => problems.Answer(reason, resource))]))],
                    EditSeries.Describe(dates)))
                : Unknown();
        }

        return await edit.HandleAsync(id, since, change, body.AsShown, Person, cancellation) switch
        {
            EditSeriesOutcome.Changed => await ShowAsync(id, cancellation),
            EditSeriesOutcome.NotFound => Unknown(),
            EditSeriesOutcome.NothingChanges => problems.Of(Status422UnprocessableEntity, "NothingChanges"),
            _ => problems.Of(Status409Conflict, "DatesChanged"),
        };
    }

    [HttpPost("{id:guid}/renewal/preview", Name = "previewRenewal")]
    [EndpointSummary("Look at the dates with which a series would go on")]
    [EndpointDescription("As those of a new series. Nothing is written.")]
    [ProducesResponseType<IReadOnlyList<SeriesDatePreview>>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> LookFurther(Guid id, PreviewRenewalBody body, CancellationToken cancellation)
    {
        var (wish, whose, problem) = await ReadAsync(id, body, cancellation);
        return wish is null ? problem! : await DatesAsync(await preview.HandleAsync(wish, whose, cancellation), wish.Resource, cancellation);
    }

    [HttpPost("{id:guid}/renewal", Name = "renewSeries")]
    [EndpointSummary("Let a series go on after its last date")]
    [EndpointDescription("Those of its next dates that can be had, in one transaction; the others are kept with their reason. The answer is the series. NothingFree when no date can be had, DatesChanged when one was lost meanwhile.")]
    [ProducesResponseType<SeriesAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    [ProducesResponseType<RefusedProblem>(Status422UnprocessableEntity, ApiContent.Problem)]
    public async Task<IActionResult> Renew(Guid id, RenewSeriesBody body, CancellationToken cancellation)
    {
        var (wish, whose, problem) = await ReadAsync(id, body, cancellation);
        if (wish is null)
        {
            return problem!;
        }

        var seen = await preview.HandleAsync(wish, whose, cancellation);
        var request = new RenewSeriesRequest(id, wish.Rule.Until, wish.Rule.Count, TakenDates.Of(seen, body.Take, body.LeaveOut), Person);
        return await renew.HandleAsync(request, cancellation) switch
        {
            RenewSeriesOutcome.Renewed => await ShowAsync(id, cancellation),
            RenewSeriesOutcome.Refused refused => problems.Refused(refused.Reasons, wish.Resource, []),
            RenewSeriesOutcome.Nothing => seen.Against.Count > 0
                ? problems.Refused(seen.Against, wish.Resource, [])
                : problems.Refused(Status422UnprocessableEntity, "NothingFree"),
            RenewSeriesOutcome.Changed => problems.Of(Status409Conflict, "DatesChanged"),
            _ => Unknown(),
        };
    }

    private async Task<(SeriesWish? Wish, IActionResult? Problem)> ReadAsync(PreviewSeriesBody body, CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(body.Resource) is not { } resource)
        {
            return (null, problems.Of(Status404NotFound, "UnknownResource"));
        }

        if (body.Unit is { } unit)
        {
            if (resource.Only(unit) is not { } only)
            {
                return (null, problems.Invalid("unit"));
            }

            resource = only;
        }

        return body.ToWish(resource, out var wrong) is { } wish ? (wish, null) : (null, problems.Invalid(wrong));
    }

    private async Task<(SeriesWish? Wish, Guid Whose, IActionResult? Problem)> ReadAsync(Guid id, PreviewRenewalBody body, CancellationToken cancellation)
    {
        if (await renew.FindAsync(id, Person, cancellation) is not { } renewal)
        {
            return (null, default, Unknown());
        }

        return body.TryRead(out var until) && renewal.WishOf(until, body.Occurrences) is { } wish
            ? (wish, renewal.WhoseWith(Person.Id), null)
            : (null, default, problems.Invalid("until"));
    }

    private async Task<IActionResult> DatesAsync(SeriesPreview seen, CatalogueResource resource, CancellationToken cancellation)
    {
        if (seen.Against.Count == 0)
        {
            return Ok(seen.Dates.Select(date => SeriesDatePreview.Of(date, problems)).ToList());
        }

        await refusals.HandleAsync(resource, seen.Against, Person.Id.ToString(), cancellation);
        return problems.Refused(seen.Against, resource, []);
    }

    private async Task<SeriesAnswer?> FindAsync(Guid id, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { } found ? SeriesAnswer.Of(found, clock.GetCurrentInstant()) : null;

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancellation) =>
        await FindAsync(id, cancellation) is { } answer ? Ok(answer) : Unknown();

    private ObjectResult Unknown() => problems.Of(Status404NotFound, "UnknownSeries");
}
