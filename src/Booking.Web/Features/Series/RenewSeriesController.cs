using System.Globalization;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.Series;

/// <summary>More dates of a series: first every one of them with what it is, then those that were chosen.</summary>
[Authorize(Access.SignedIn)]
[Route("/series/{id:guid}/renew")]
public sealed class RenewSeriesController(
    ReadSeries read, RenewSeries renew, PreviewSeries preview, Catalogue catalogue, CountRefusals refusals) : Controller
{
    private const string Look = "look";
    private const string TakeAll = "all";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <summary>The dates at once, as many as it had.</summary>
    [HttpGet]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation)
    {
        if (await FindAsync(id, new BookForm(), new SeriesForm(), cancellation) is not { } page)
        {
            return NotFound();
        }

        if (!page.Renewal.IsPossible)
        {
            return Redirect($"/series/{id}");
        }

        page.Dates.Series.Count = page.Renewal.Usual.ToString(CultureInfo.InvariantCulture);
        return View("Renew", await PreviewedAsync(page, page.Renewal.WishOf(null, page.Renewal.Usual)!, cancellation));
    }

    /// <param name="act">What was pressed: to look at the dates, or to book those that are ticked or all that can be had.</param>
    /// <param name="seen">What the dates that were shown were those of.</param>
    [HttpPost]
    public async Task<IActionResult> Renew(Guid id, BookForm form, SeriesForm series, string? act, string? seen, CancellationToken cancellation)
    {
        ModelState.Clear();
        if (await FindAsync(id, form, series, cancellation) is not { } page)
        {
            return NotFound();
        }

        var problems = new Dictionary<string, string>();
        var (until, count) = series.ParseEnd(fewest: 1, problems);
        if (problems.Count > 0 || page.Renewal.WishOf(until, count) is not { } wish)
        {
            problems.TryAdd(nameof(SeriesForm.Until), "UntilBeforeFirst");
            return Page(page with { Dates = page.Dates with { Problems = problems } }, StatusCodes.Status400BadRequest);
        }

        page = await PreviewedAsync(page, wish, cancellation);
        if (page.Dates.Preview!.Against.Count > 0)
        {
            await refusals.HandleAsync(page.Renewal.Resource, page.Dates.Preview.Against, Person.Id.ToString(), cancellation);
            return Page(page, StatusCodes.Status422UnprocessableEntity);
        }

        if (act is null or Look || seen != page.Dates.Seen)
        {
            series.Take = null;
            return act is null or Look ? Page(page, StatusCodes.Status200OK) : Page(page, "SeeAgain", StatusCodes.Status409Conflict);
        }

        if (page.Renewal.Resource.AsksConsent && !form.AcceptRules)
        {
            problems[nameof(BookForm.AcceptRules)] = "RulesNotAccepted";
            return Page(page with { Dates = page.Dates with { Problems = problems } }, StatusCodes.Status400BadRequest);
        }

        var places = await catalogue.ReadAsync(cancellation);
        var take = act == TakeAll ? page.Dates.Preview.All : TakenDate.ReadAll(series.Take, places);
        return await renew.HandleAsync(new RenewSeriesRequest(id, until, count, take, Person), cancellation) switch
        {
            RenewSeriesOutcome.Renewed => Redirect($"/series/{id}"),
            RenewSeriesOutcome.Changed changed => Page(
                page with { Dates = page.Dates with { Lost = changed.Dates.ToHashSet() } }, "Changed", StatusCodes.Status409Conflict),
            RenewSeriesOutcome.Refused refused => Page(
                page with { Dates = page.Dates with { Preview = new SeriesPreview(refused.Reasons, []) } }, StatusCodes.Status422UnprocessableEntity),
            RenewSeriesOutcome.Nothing => Page(page, "NothingChosen", StatusCodes.Status422UnprocessableEntity),
            _ => NotFound(),
        };
    }

    private async Task<RenewSeriesPage?> FindAsync(Guid id, BookForm form, SeriesForm series, CancellationToken cancellation) =>
        await renew.FindAsync(id, Person, cancellation) is { } renewal && await read.HandleAsync(id, Person, cancellation) is { Own: true } found
            ? new RenewSeriesPage(id, found.Series.Rule, renewal.WhoseWith(Person.Id), renewal, new BookSeriesPage(new BookPage(renewal.Resource, form, Person), series))
            : null;

    private async Task<RenewSeriesPage> PreviewedAsync(RenewSeriesPage page, SeriesWish wish, CancellationToken cancellation) => page with
    {
        Dates = page.Dates with
        {
            Preview = await preview.HandleAsync(wish, page.Whose, cancellation), Seen = wish.Described, LeavesOutMonths = wish.Rule.LeavesOutMonths,
        },
    };

    private ViewResult Page(RenewSeriesPage page, string notice, int status) => Page(page with { Dates = page.Dates with { Notice = notice } }, status);

    private ViewResult Page(RenewSeriesPage page, int status)
    {
        Response.StatusCode = status;
        return View("Renew", page);
    }
}

/// <param name="Rule">How it comes again, as the series has it.</param>
/// <param name="Whose">The person whose dates they are.</param>
/// <param name="Dates">What it has in common with the page of a new series.</param>
public sealed record RenewSeriesPage(Guid Id, string Rule, Guid Whose, Renewal Renewal, BookSeriesPage Dates);
