using System.Globalization;
using Booking.Rules;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Series;

/// <summary>Another time, place, number or purpose for the dates of a series from one on; first what becomes of each, then the change.</summary>
[Authorize(Access.SignedIn)]
[Route("/series/{id:guid}/edit")]
public sealed class EditSeriesController(ReadSeries read, EditSeries edit, IClock clock) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <param name="since">The first date to change, as it is named in the series; all that are to come when absent.</param>
    [HttpGet]
    public async Task<IActionResult> Show(Guid id, string? since, CancellationToken cancellation)
    {
        if (await FindAsync(id, since, cancellation) is not { } page)
        {
            return NotFound();
        }

        if (!page.Coming.Any())
        {
            return Redirect($"/series/{id}");
        }

        var first = page.Coming.First();
        var part = SeriesPart.At(page.Found.Parts, first.Occurrence);
        var resource = page.Found.Places.Get(part.ResourceId);
        var start = first.Occurrence.Date + part.Starts;
        var form = new BookForm
        {
            Date = LocalDatePattern.Iso.Format(start.Date),
            From = LocalTimePattern.CreateWithInvariantCulture("HH':'mm").Format(part.Starts),
            ToDate = LocalDatePattern.Iso.Format(start.PlusMinutes(part.Minutes).Date),
            To = LocalTimePattern.CreateWithInvariantCulture("HH':'mm").Format(start.PlusMinutes(part.Minutes).TimeOfDay),
            People = part.People.ToString(CultureInfo.InvariantCulture),
            Purpose = part.Purpose,
        };
        return View("Edit", new EditSeriesPage(page, new BookPage(resource, form, Person) { IsChange = true, DaysStay = true }));
    }

    /// <param name="place">The slug of where they are to be.</param>
    /// <param name="act">What was pressed: to look at what becomes of the dates, or to change them so.</param>
    /// <param name="seen">What was shown to become of them.</param>
    [HttpPost]
    public async Task<IActionResult> Change(
        Guid id, string? since, BookForm form, string? place, string? act, string? seen, CancellationToken cancellation)
    {
        if (await FindAsync(id, since, cancellation) is not { } page)
        {
            return NotFound();
        }

        ModelState.Clear();
        var resource = EditSeriesPage.PlacesFor(page.Found).FirstOrDefault(one => one.Slug == place) ?? page.Found.Resource;
        // The house rules were accepted when it was booked, and the day is that of each date.
        form.AcceptRules = true;
        form.Date = page.Coming.FirstOrDefault() is { } first ? LocalDatePattern.Iso.Format(first.Occurrence.Date) : form.Date;
        var shown = new EditSeriesPage(page, new BookPage(resource, form, Person) { IsChange = true, DaysStay = true });
        if (form.Parse(resource, asStranger: false, nameKnown: true, out var problems) is not { } understood)
        {
            return Page(shown with { Booking = shown.Booking with { Problems = problems } }, StatusCodes.Status400BadRequest);
        }

        var change = new SeriesChange(
            resource, understood.Period.Start.InZone(resource.Terms.Zone).TimeOfDay, WallClock.MinutesBetween(understood.Period, resource.Terms.Zone),
            understood.People, understood.Purpose);
        if (await edit.PreviewAsync(id, page.From, change, Person, cancellation) is not { } dates)
        {
            return NotFound();
        }

        shown = shown with { Dates = dates };
        if (act != "save")
        {
            return View("Edit", shown);
        }

        return await edit.HandleAsync(id, page.From, change, seen ?? "", Person, cancellation) switch
        {
            EditSeriesOutcome.Changed => Redirect($"/series/{id}"),
            EditSeriesOutcome.NotFound => NotFound(),
            EditSeriesOutcome.NothingChanges => Page(shown with { Notice = "NothingChanges" }, StatusCodes.Status422UnprocessableEntity),
            _ => Page(shown with { Notice = "EditSeeAgain" }, StatusCodes.Status409Conflict),
        };
    }

    private async Task<SeriesPage?> FindAsync(Guid id, string? since, CancellationToken cancellation) =>
        await read.HandleAsync(id, Person, cancellation) is { Own: true } found
            ? new SeriesPage(found, clock.GetCurrentInstant()) { From = TakenDate.ReadName(since) }
            : null;

    private ViewResult Page(EditSeriesPage page, int status)
    {
        Response.StatusCode = status;
        return View("Edit", page);
    }
}

public sealed record EditSeriesPage(SeriesPage Series, BookPage Booking)
{
    /// <summary>What would become of each date; null until it has been asked for.</summary>
    public IReadOnlyList<EditedDate>? Dates { get; init; }

    /// <summary>Key of a text about the dates as a whole; null for none.</summary>
    public string? Notice { get; init; }

    /// <summary>Where they may be: at the same owner's places of the same sort.</summary>
    public static IEnumerable<CatalogueResource> PlacesFor(ReadableSeries series) => series.Places.Published
        .Where(place => place.Kind == series.Resource.Kind && place.Owner.Id == series.Resource.Owner.Id)
        .Append(series.Resource).DistinctBy(place => place.Id);
}
