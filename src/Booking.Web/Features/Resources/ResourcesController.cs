using Booking.Web.Features.Groups;
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
public sealed class ResourcesController(Catalogue catalogue, SearchResources search, ShowWeek week, ShowMonth month, ReadSharedUnits sharedUnits, ReadOwnUse ownUse, ListOpenRequests openRequests, IAuthorizationService authorization, IClock clock)
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
    public Task<IActionResult> Show(string slug, string? group, CancellationToken cancellation) => ShowAsync(slug, new Asked { Group = group }, cancellation);

    /// <param name="yearMonth">A month such as 2026-12.</param>
    /// <param name="from">The day on which it is fetched; the first one to choose when absent.</param>
    [HttpGet("/resources/{slug}/month/{yearMonth}")]
    public Task<IActionResult> Month(string slug, string yearMonth, string? from, string? group, CancellationToken cancellation) =>
        YearMonthPattern.Iso.Parse(yearMonth) is { Success: true, Value: { Year: >= 2000 and <= 2199 } parsed }
            ? ShowAsync(slug, new Asked { Month = parsed.OnDayOfMonth(1), PickUp = DateOf(from), Group = group }, cancellation)
            : Task.FromResult<IActionResult>(NotFound());

    /// <param name="week">An ISO week such as 2026-W48.</param>
    /// <param name="group">The id of the group one asks for; absent for oneself.</param>
    /// <param name="day">Which of its days a narrow screen shows; the first day worth showing when absent.</param>
    [HttpGet("/resources/{slug}/week/{week}")]
    public Task<IActionResult> Week(string slug, string week, string? day, string? group, CancellationToken cancellation)
    {
        var monday = IsoWeek.Parse(week);
        return monday is null
            ? Task.FromResult<IActionResult>(NotFound())
            : ShowAsync(slug, new Asked { Monday = monday, Day = DateOf(day), Group = group }, cancellation);
    }

    // What of its calendar is asked for; of what is lent by the day a week is as good as its month, and the other way round.
    private sealed record Asked
    {
        public LocalDate? Monday { get; init; }
        public LocalDate? Day { get; init; }
        public LocalDate? Month { get; init; }
        public LocalDate? PickUp { get; init; }
        public string? Group { get; init; }
    }

    private static LocalDate? DateOf(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: { Year: >= 2000 and <= 2199 } parsed } ? parsed : null;

    private async Task<IActionResult> ShowAsync(string slug, Asked asked, CancellationToken cancellation)
    {
        var snapshot = await catalogue.ReadAsync(cancellation);
        if (snapshot.Find(slug) is not { } resource)
        {
            return NotFound();
        }

        var shared = SharedUnits.Of(resource, snapshot);
        var person = SignedInPerson.From(User);
        var calendar = await CalendarAsync(resource, asked, person, cancellation);
        var looksAfter = person?.MaySomewhere(OwnerRight.LookAfter) == true
            && await authorization.MayAsync(User, OwnerRight.LookAfter, resource.Owner.Id);
        var answers = person?.MaySomewhere(OwnerRight.AnswerRequests) == true
            && await authorization.MayAsync(User, OwnerRight.AnswerRequests, resource.Owner.Id);
        return View("Show", new ResourcePage(resource, calendar, clock.GetCurrentInstant())
        {
            Shared = shared,
            TakenByOthers = await sharedUnits.HandleAsync(resource, shared, calendar.From, calendar.Until, cancellation),
            MaySetRules = person?.MaySomewhere(OwnerRight.SetRules) == true
                && await authorization.MayAsync(User, OwnerRight.SetRules, resource.Owner.Id),
            LooksAfter = looksAfter,
            OwnTimes = looksAfter && calendar.Week is not null ? await ownUse.InWeekAsync(resource, calendar.From, cancellation) : [],
            OpenRequests = answers && calendar.Week is not null ? await openRequests.HandleAsync(resource, calendar.From, cancellation) : [],
        });
    }

    private async Task<ShownCalendar> CalendarAsync(CatalogueResource resource, Asked asked, SignedInPerson? person, CancellationToken cancellation) =>
        resource.ShowsMonths
            ? new ShownCalendar(null, await month.HandleAsync(
                resource, asked.Month ?? (asked.Monday is { } inWeek ? new LocalDate(inWeek.Year, inWeek.Month, 1) : null), asked.PickUp, person, cancellation, asked.Group))
            : new ShownCalendar(await week.HandleAsync(
                resource, asked.Monday ?? (asked.Month is { } inMonth ? IsoWeek.MondayOf(inMonth) : null), asked.Day, person, cancellation, asked.Group), null);
}

/// <param name="Problems">Key of the text that says what is wrong, by field.</param>
public sealed record ResourceList(
    SearchForm Form, SearchRequest Request, IReadOnlyDictionary<string, string> Problems, SearchResult Result,
    IReadOnlyList<District> Districts);

/// <summary>The part of a calendar that is shown: a week of hours, or a month of days.</summary>
public sealed record ShownCalendar(ShownWeek? Week, ShownMonth? Month)
{
    public Interval? NextFree => Week is { } week ? week.NextFree : Month!.NextFree;

    /// <summary>The group that the reader sees it for; null for themselves.</summary>
    public OwnGroup? Group => Week is { } week ? week.Group : Month!.Group;

    public LocalDate From => Week?.Calendar.Monday ?? Month!.Calendar.First;

    /// <summary>The day after the last.</summary>
    public LocalDate Until => Week?.Calendar.Monday.PlusDays(7) ?? Month!.Calendar.First.PlusMonths(1);
}

public sealed record ResourcePage(CatalogueResource Resource, ShownCalendar Calendar, Instant Now)
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
