using Booking.Web.Features.Owners;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Resources;

/// <summary>What there is to share: the list, one resource, and its weeks.</summary>
[AllowAnonymous]
public sealed class ResourcesController(Catalogue catalogue, SearchResources search, ShowWeek week, ReadSharedUnits sharedUnits, ReadOwnUse ownUse, ListOpenRequests openRequests, IAuthorizationService authorization, IClock clock)
    : Controller
{
    [HttpGet("/resources")]
    public async Task<IActionResult> Index(SearchForm form, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        var request = form.Parse(snapshot, out var problems);
        var result = await search.HandleAsync(request, snapshot, cancellation);
        if (problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return View(new ResourceList(form, request, problems, result, snapshot.Districts));
    }

    [HttpGet("/resources/{slug}")]
    public Task<IActionResult> Show(string slug, string? group, CancellationToken cancellation) => ShowAsync(slug, null, null, group, cancellation);

    /// <param name="week">An ISO week such as 2026-W48.</param>
    /// <param name="group">The id of the group one asks for; absent for oneself.</param>
    /// <param name="day">Which of its days a narrow screen shows; the first day worth showing when absent.</param>
    [HttpGet("/resources/{slug}/week/{week}")]
    public Task<IActionResult> Week(string slug, string week, string? day, string? group, CancellationToken cancellation)
    {
        var monday = IsoWeek.Parse(week);
        return monday is null ? Task.FromResult<IActionResult>(NotFound()) : ShowAsync(slug, monday, day, group, cancellation);
    }

    private async Task<IActionResult> ShowAsync(string slug, LocalDate? monday, string? day, string? group, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.Find(slug) is not { } resource)
        {
            return NotFound();
        }

        var shared = SharedUnits.Of(resource, snapshot);
        var person = SignedInPerson.From(User);
        var shown = await week.HandleAsync(
            resource, monday, LocalDatePattern.Iso.Parse(day ?? "") is { Success: true } parsed ? parsed.Value : null,
            person, cancellation, group);
        var looksAfter = person?.MaySomewhere(OwnerRight.LookAfter) == true
            && await authorization.MayAsync(User, OwnerRight.LookAfter, resource.Owner.Id);
        var answers = person?.MaySomewhere(OwnerRight.AnswerRequests) == true
            && await authorization.MayAsync(User, OwnerRight.AnswerRequests, resource.Owner.Id);
        return View("Show", new ResourcePage(resource, shown, clock.GetCurrentInstant())
        {
            Shared = shared,
            TakenByOthers = await sharedUnits.HandleAsync(resource, shared, shown.Calendar.Monday, shown.Calendar.Monday.PlusDays(7), cancellation),
            MaySetRules = person?.MaySomewhere(OwnerRight.SetRules) == true
                && await authorization.MayAsync(User, OwnerRight.SetRules, resource.Owner.Id),
            LooksAfter = looksAfter,
            OwnTimes = looksAfter ? await ownUse.InWeekAsync(resource, shown.Calendar.Monday, cancellation) : [],
            OpenRequests = answers ? await openRequests.HandleAsync(resource, shown.Calendar.Monday, cancellation) : [],
        });
    }
}

/// <param name="Problems">Key of the text that says what is wrong, by field.</param>
public sealed record ResourceList(
    SearchForm Form, SearchRequest Request, IReadOnlyDictionary<string, string> Problems, SearchResult Result,
    IReadOnlyList<District> Districts);

public sealed record ResourcePage(CatalogueResource Resource, ShownWeek Week, Instant Now)
{
    /// <summary>Whether it is shown as it will look, to those who set it up: nothing can be booked from it.</summary>
    public bool IsPreview { get; init; }

    /// <summary>What else is taken whenever it is.</summary>
    public IReadOnlyList<SharedUnits> Shared { get; init; } = [];

    /// <summary>The time in which it is taken because one of those is.</summary>
    public IReadOnlyList<TakenByOther> TakenByOthers { get; init; } = [];

    /// <summary>Whether the reader is one of those who set its rules.</summary>
    public bool MaySetRules { get; init; }

    /// <summary>Whether the reader is one of those who look after it.</summary>
    public bool LooksAfter { get; init; }

    /// <summary>The owner's own use in the week, for those who look after the place; for others it is taken and no more.</summary>
    public IReadOnlyList<OwnTimeRow> OwnTimes { get; init; } = [];

    /// <summary>What is asked for in the week and leaves its time open, for those who answer; for others the time is free and no more.</summary>
    public IReadOnlyList<Interval> OpenRequests { get; init; } = [];
}
