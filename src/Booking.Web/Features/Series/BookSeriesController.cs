using Booking.Rules.Admission;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>Several dates at a time: first every one of them with what it is, then those that were chosen.</summary>
[Authorize(Access.SignedIn)]
[Route("/resources/{slug}/series")]
public sealed class BookSeriesController(
    Catalogue catalogue, PreviewSeries preview, PlaceSeries place, NamePerson naming, CountRefusals refusals, NpgsqlDataSource database) : Controller
{
    private const string Look = "look";
    private const string TakeAll = "all";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    /// <param name="start">Wall time of the resource, such as 2026-12-01T19:00; with the end, when the first is.</param>
    [HttpGet]
    public async Task<IActionResult> Show(string slug, string? start, string? end, string? people, string? group, CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(slug) is not { } resource)
        {
            return NotFound();
        }

        var form = BookForm.For(resource, AskedPeriod.Read(start, end, resource.Terms.Zone), people);
        var page = await PageOfAsync(resource, form, new SeriesForm { Every = "1", Repeat = SeriesForm.Weekly }, cancellation);
        form.Group = OwnGroup.Chosen(page.Booking.Groups, group, resource.Terms)?.Id.ToString();
        return View("Book", page);
    }

    /// <param name="act">What was pressed: to look at the dates, to book those that are ticked or all that can be had; absent when the form was sent over from that of one booking.</param>
    /// <param name="seen">What the dates that were shown were those of.</param>
    [HttpPost]
    public async Task<IActionResult> Book(string slug, BookForm form, SeriesForm series, string? act, string? seen, CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(slug) is not { } resource)
        {
            return NotFound();
        }

        ModelState.Clear();
        if (act is null)
        {
            (series.Every, series.Repeat, form.AcceptRules) = ("1", SeriesForm.Weekly, false);
            return View("Book", await PageOfAsync(resource, form, series, cancellation));
        }

        var page = await PageOfAsync(resource, form, series, cancellation);
        if (series.Parse(form.Wanted(resource), form, nameKnown: Person.Name.Length > 0, asksConsent: act != Look, out var problems) is not { } wish)
        {
            // What was seen stays in sight while something else is mended.
            form.AcceptRules &= problems.Count == 0 || !problems.ContainsKey(nameof(BookForm.AcceptRules));
            return Page(
                problems.Keys.All(field => field is nameof(BookForm.AcceptRules) or nameof(BookForm.Name))
                    && WithoutConsent(series, form, resource) is { } clear
                    ? await PreviewedAsync(page with { Problems = problems }, clear, cancellation)
                    : page with { Problems = problems },
                StatusCodes.Status400BadRequest);
        }

        page = await PreviewedAsync(page, wish, cancellation);
        if (page.Preview!.Against.Count > 0)
        {
            await refusals.HandleAsync(resource, page.Preview.Against, Person.Id.ToString(), cancellation);
            return Page(page, StatusCodes.Status422UnprocessableEntity);
        }

        if (act == Look || seen != page.Seen)
        {
            series.Take = null;
            return Page(page with { Notice = act == Look ? null : "SeeAgain" }, act == Look ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
        }

        return await PlaceAsync(page, wish, act, cancellation);
    }

    private async Task<IActionResult> PlaceAsync(BookSeriesPage page, SeriesWish wish, string act, CancellationToken cancellation)
    {
        var person = Person.Name.Length == 0 ? await naming.HandleAsync(Person, wish.Name, cancellation) : Person;
        var take = act == TakeAll ? page.Preview!.All : TakenDate.ReadAll(page.Series.Take, await catalogue.ReadAsync(cancellation));
        switch (await place.HandleAsync(new PlaceSeriesRequest(wish, take, person), cancellation))
        {
            case PlaceSeriesOutcome.Placed placed:
                return Redirect($"/series/{placed.Id}");
            case PlaceSeriesOutcome.Changed changed:
                return Page(page with { Lost = changed.Dates.ToHashSet(), Notice = "Changed" }, StatusCodes.Status409Conflict);
            case PlaceSeriesOutcome.Nothing:
                return Page(page with { Notice = "NothingChosen" }, StatusCodes.Status422UnprocessableEntity);
            case PlaceSeriesOutcome.NotInGroup:
                return Page(
                    page with { Problems = new Dictionary<string, string> { [nameof(BookForm.Group)] = "GroupUnknown" } },
                    StatusCodes.Status422UnprocessableEntity);
            case PlaceSeriesOutcome.PersonGone:
                return Challenge();
            case PlaceSeriesOutcome.Refused refused:
                return Page(page with { Preview = new SeriesPreview(refused.Reasons, []) }, StatusCodes.Status422UnprocessableEntity);
            default:
                page.Booking.Form.Key = BookForm.NewKey();
                return Page(page with { Notice = "FormUsed" }, StatusCodes.Status409Conflict);
        }
    }

    private static SeriesWish? WithoutConsent(SeriesForm series, BookForm form, CatalogueResource resource) =>
        series.Parse(form.Wanted(resource), form, nameKnown: true, asksConsent: false, out _);

    private async Task<BookSeriesPage> PreviewedAsync(BookSeriesPage page, SeriesWish wish, CancellationToken cancellation) => page with
    {
        Preview = await preview.HandleAsync(wish, Person.Id, cancellation),
        Seen = wish.Described,
        LeavesOutMonths = wish.Rule.LeavesOutMonths,
    };

    private async Task<BookSeriesPage> PageOfAsync(CatalogueResource resource, BookForm form, SeriesForm series, CancellationToken cancellation)
    {
        form.Key ??= BookForm.NewKey();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return new BookSeriesPage(
            new BookPage(resource, form, Person) { Groups = await GroupMembers.OfAsync(connection, Person.Id, cancellation) }, series);
    }

    private ViewResult Page(BookSeriesPage page, int status)
    {
        Response.StatusCode = status;
        return View("Book", page with { Booking = page.Booking with { Problems = page.Problems } });
    }
}

/// <param name="Booking">What it has in common with the form of one booking.</param>
public sealed record BookSeriesPage(BookPage Booking, SeriesForm Series)
{
    /// <summary>Key of the text that says what is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>Null until the dates have been asked for.</summary>
    public SeriesPreview? Preview { get; init; }

    /// <summary>What the dates are those of: when it differs at the next press, they are shown anew.</summary>
    public string Seen { get; init; } = "";

    /// <summary>Whether some months are without a date.</summary>
    public bool LeavesOutMonths { get; init; }

    /// <summary>Key of a text about the dates as a whole; null for none.</summary>
    public string? Notice { get; init; }

    /// <summary>Dates that were chosen and cannot be had any longer.</summary>
    public IReadOnlySet<LocalDateTime> Lost { get; init; } = new HashSet<LocalDateTime>();

    /// <summary>Whether that is ticked: as it was sent, else all that is free.</summary>
    public bool IsTicked(string value, bool free) => Series.Take is { } take ? take.Contains(value) : free;
}
