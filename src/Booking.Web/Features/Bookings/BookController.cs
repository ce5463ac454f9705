using System.Diagnostics;
using System.Globalization;
using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>From a slot to a booking in one form, signed in or not.</summary>
[AllowAnonymous]
[Route("/resources/{slug}/book")]
public sealed class BookController(
    Catalogue catalogue, ReadOccupancies occupancies, PlaceBooking place, HoldForStranger hold, FindAlternatives alternatives,
    CountRefusals refusals, NamePerson naming, NpgsqlDataSource database, IClock clock) : Controller
{
    private static readonly Duration Sight = Duration.FromDays(60);

    /// <param name="start">Wall time of the resource, such as 2026-11-27T17:00; the nearest free time when absent.</param>
    /// <param name="group">The id of the group it is to be for; another can be chosen in the form.</param>
    [HttpGet]
    public async Task<IActionResult> Book(string slug, string? start, string? end, string? people, string? group, CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(slug) is not { } resource)
        {
            return NotFound();
        }

        var person = SignedInPerson.From(User);
        var asked = start is not null || end is not null;
        var period = asked ? AskedPeriod.Read(start, end, resource.Terms.Zone) : await NextFreeAsync(resource, cancellation);
        var form = BookForm.For(resource, period, people);
        var page = await PageOfAsync(resource, form, person, cancellation);
        form.Group = OwnGroup.Chosen(page.Groups, group, resource.Terms)?.Id.ToString();
        if (asked && period is null)
        {
            return Page(page with
            {
                Problems = new Dictionary<string, string> { [nameof(BookForm.Date)] = "PeriodUnclear" },
            }, StatusCodes.Status400BadRequest);
        }

        // Whoever follows an old link reads at once that the time is gone, before anything is typed.
        var size = int.TryParse(people, NumberStyles.None, CultureInfo.InvariantCulture, out var many) && many > 0 ? many : 1;
        return period is { } wanted && await RefusedAsync(page, wanted, size, cancellation) is { } refused
            ? Page(await WithWaysOnAsync(page, wanted, size, refused, cancellation), StatusCodes.Status200OK)
            : View("Book", page);
    }

    /// <param name="use">The start and end of an alternative that was pressed instead; wall times parted by a slash.</param>
    /// <param name="ask">Present when the owner is asked for an exception from the rules that said no.</param>
    /// <param name="any">Present when another one of several alike will do.</param>
    /// <param name="bring">Present when the form was sent over from another resource: it is shown, not booked.</param>
    [HttpPost]
    public async Task<IActionResult> Book(string slug, BookForm form, string? use, string? ask, string? any, string? bring, CancellationToken cancellation)
    {
        if ((await catalogue.ReadAsync(cancellation)).Find(slug) is not { } resource)
        {
            return NotFound();
        }

        var person = SignedInPerson.From(User);
        if (use?.Split('/') is [var start, var end] && AskedPeriod.Read(start, end, resource.Terms.Zone) is { } chosen)
        {
            form.Fill(resource, chosen);
        }

        if (any is not null || bring is not null)
        {
            form.Unit = null;
        }

        if (bring is not null)
        {
            form.AcceptRules = false;
            ModelState.Clear();
            return View("Book", await PageOfAsync(resource, form, person, cancellation));
        }

        ModelState.Clear();
        var page = await PageOfAsync(resource, form, person, cancellation);
        if (form.Parse(resource, asStranger: person is null, nameKnown: person is { Name.Length: > 0 }, out var problems) is not { } understood)
        {
            return Page(page with { Problems = problems }, StatusCodes.Status400BadRequest);
        }

        if (person is null)
        {
            return await HoldAsync(page, understood, cancellation);
        }

        var why = ask is null || use is not null ? null : form.Why?.Trim() ?? "";
        return why is { Length: 0 or > AskOwner.LongestWhy }
            ? await AskAgainAsync(page, understood, why.Length == 0 ? "WhyMissing" : "WhyTooLong", cancellation)
            : await PlaceAsync(page, understood, person, why, cancellation);
    }

    private async Task<BookPage> PageOfAsync(
        CatalogueResource resource, BookForm form, SignedInPerson? person, CancellationToken cancellation)
    {
        if (person is null)
        {
            return new BookPage(resource, form, person);
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return new BookPage(resource, form, person) { Groups = await GroupMembers.OfAsync(connection, person.Id, cancellation) };
    }

    // What stood in the way is shown again, and with it the field to say why.
    private async Task<IActionResult> AskAgainAsync(
        BookPage page, BookForm.Understood understood, string problem, CancellationToken cancellation)
    {
        page = page with { Problems = new Dictionary<string, string> { [nameof(BookForm.Why)] = problem } };
        var refused = await RefusedAsync(page, understood.Period, understood.People, cancellation);
        return Page(
            refused is null ? page : await WithWaysOnAsync(page, understood.Period, understood.People, refused, cancellation),
            StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IActionResult> PlaceAsync(
        BookPage page, BookForm.Understood understood, SignedInPerson person, string? why, CancellationToken cancellation)
    {
        if (person.Name.Length == 0)
        {
            person = await naming.HandleAsync(person, understood.Name, cancellation);
        }

        var outcome = await place.HandleAsync(
            new PlaceBookingRequest(page.Wanted, understood.Period, understood.People, understood.Purpose, person, understood.Key, why, understood.Group,
                understood.For),
            cancellation);
        switch (outcome)
        {
            case PlaceBookingOutcome.Placed placed:
                if (page.Form.Attempt is { } attempt)
                {
                    await refusals.FoundAlternativeAsync(attempt, cancellation);
                }

                return Redirect($"/bookings/{placed.Id}");
            case PlaceBookingOutcome.Refused refused:
                return await RefuseAsync(page, understood, refused.Reasons, cancellation);
            case PlaceBookingOutcome.Asked asked:
                return Redirect($"/bookings/{asked.Id}");
            case PlaceBookingOutcome.TooManyAsked:
                return Page(
                    page with { Problems = new Dictionary<string, string> { ["Form"] = "TooManyAsked" } }, StatusCodes.Status422UnprocessableEntity);
            case PlaceBookingOutcome.AlreadyAsked asked:
                return Redirect($"/bookings/{asked.Id}");
            case PlaceBookingOutcome.TooManyForOthers:
                return Page(
                    page with { Problems = new Dictionary<string, string> { [nameof(BookForm.ForName)] = "TooManyForOthers" } },
                    StatusCodes.Status422UnprocessableEntity);
            case PlaceBookingOutcome.NotForThem:
                return Page(
                    page with { Problems = new Dictionary<string, string> { [nameof(BookForm.ForName)] = "NotForThem" } },
                    StatusCodes.Status422UnprocessableEntity);
            case PlaceBookingOutcome.NotInGroup:
                return Page(
                    page with { Problems = new Dictionary<string, string> { [nameof(BookForm.Group)] = "GroupUnknown" } },
                    StatusCodes.Status422UnprocessableEntity);
            case PlaceBookingOutcome.PersonGone:
                return Challenge();
            default:
                return UsedUp(page);
        }
    }

    private async Task<IActionResult> HoldAsync(
        BookPage page, BookForm.Understood understood, CancellationToken cancellation)
    {
        var outcome = await hold.HandleAsync(page.Wanted, understood, HttpContext, cancellation);
        switch (outcome)
        {
            case HoldOutcome.Held:
                if (page.Form.Attempt is { } attempt)
                {
                    await refusals.FoundAlternativeAsync(attempt, cancellation);
                }

                return Redirect("/sign-in/code");
            case HoldOutcome.KeyUsed:
                return UsedUp(page);
            case HoldOutcome.Refused refused:
                return await RefuseAsync(page, understood, refused.Reasons, cancellation);
            case HoldOutcome.TooManyCodes tooMany:
                Response.Headers.RetryAfter = ((int)Math.Ceiling(tooMany.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return Page(
                    page with { Problems = new Dictionary<string, string> { [nameof(BookForm.Email)] = "TooManyCodes" } },
                    StatusCodes.Status429TooManyRequests);
            default:
                throw new UnreachableException();
        }
    }

    // With a key of its own the same form works at the next press.
    private ViewResult UsedUp(BookPage page)
    {
        page.Form.Key = BookForm.NewKey();
        return Page(page with { Problems = new Dictionary<string, string> { ["Form"] = "FormUsed" } }, StatusCodes.Status409Conflict);
    }

    private async Task<IActionResult> RefuseAsync(
        BookPage page, BookForm.Understood understood, IReadOnlyList<Refusal> reasons, CancellationToken cancellation)
    {
        page.Form.Attempt = await refusals.HandleAsync(
            page.Resource, reasons, page.Person?.Id.ToString() ?? ClientAddress.Of(HttpContext), cancellation);
        return Page(
            await WithWaysOnAsync(page, understood.Period, understood.People, reasons, cancellation),
            reasons.Any(reason => reason is SlotTaken) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<BookPage> WithWaysOnAsync(
        BookPage page, Interval wanted, int people, IReadOnlyList<Refusal> reasons, CancellationToken cancellation) =>
        page with
        {
            Refusals = reasons,
            Period = wanted,
            AnotherIsFree = page.Wanted.ChosenUnit is not null && reasons is [SlotTaken]
                && await RefusedAsync(page, page.Resource, wanted, people, cancellation) is null,
            MayAskOwner = ExceptionRequest.IsPossible(new BookingRequest(wanted, people), reasons, page.Resource.Premises),
            Alternatives = await alternatives.HandleAsync(page.Wanted, wanted, people, page.Booker, cancellation),
        };

    private Task<IReadOnlyList<Refusal>?> RefusedAsync(BookPage page, Interval period, int people, CancellationToken cancellation) =>
        RefusedAsync(page, page.Wanted, period, people, cancellation);

    private async Task<IReadOnlyList<Refusal>?> RefusedAsync(
        BookPage page, CatalogueResource resource, Interval period, int people, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var occupied = await occupancies.OfAsync(resource, period, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var facts = new Facts(occupied, await ReadPersonFacts.OfAsync(connection, page.Booker, resource, period.Start, now, cancellation));
        return Admission.Decide(new BookingRequest(period, people), facts, resource.Terms, now) is Refused refused
            ? refused.Reasons
            : null;
    }

    private async Task<Interval?> NextFreeAsync(CatalogueResource resource, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var occupied = await occupancies.OfAsync(resource, new Interval(now, now + Sight), cancellation);
        return NearestFree.Next(resource.Terms, occupied, now, now + Sight);
    }

    private ViewResult Page(BookPage page, int status)
    {
        Response.StatusCode = status;
        return View("Book", page);
    }
}

/// <param name="Person">Null for someone who is not signed in.</param>
public sealed record BookPage(CatalogueResource Resource, BookForm Form, SignedInPerson? Person)
{
    /// <summary>Key of the text that says what is wrong, by field; "Form" for the whole.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>Those the person may book for.</summary>
    public IReadOnlyList<OwnGroup> Groups { get; init; } = [];

    /// <summary>Whom the rules about people are asked of, by what is chosen in the form; null for someone who is not signed in.</summary>
    public Booker? Booker => Person is null ? null : new Booker(Person.Id, Groups.FirstOrDefault(group => group.Id.ToString() == Form.Group)?.Id);

    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    /// <summary>What is to be booked: all of it, or the one of several alike that was chosen.</summary>
    public CatalogueResource Wanted => Form.Wanted(Resource);

    /// <summary>The period that was refused; null when none was.</summary>
    public Interval? Period { get; init; }

    /// <summary>Whether the one that was chosen is taken, and another one just like it is free.</summary>
    public bool AnotherIsFree { get; init; }

    /// <summary>Where the same refusal is met again; says nothing of the person.</summary>
    public string Address => $"/resources/{Resource.Slug}/book{Asked}";

    /// <summary>Where the same time is the first of several dates; says nothing of the person either.</summary>
    public string SeriesAddress => $"/resources/{Resource.Slug}/series{Asked}";

    private string Asked => Period is not { } wanted
        ? ""
        : $"?start={TimeText.WallTime(wanted.Start, Resource.Terms.Zone)}&end={TimeText.WallTime(wanted.End, Resource.Terms.Zone)}"
            + $"&people={Uri.EscapeDataString(Form.People ?? "1")}";

    /// <summary>Where one waits for the time; null unless all that stands in the way is that somebody has it.</summary>
    public string? WaitAddress => Period is { } wanted && !IsChange && Refusals.Count > 0 && Refusals.All(refusal => refusal is SlotTaken)
        ? $"/resources/{Resource.Slug}/wait?start={TimeText.WallTime(wanted.Start, Resource.Terms.Zone)}"
            + $"&end={TimeText.WallTime(wanted.End, Resource.Terms.Zone)}&people={Uri.EscapeDataString(Form.People ?? "1")}"
            + (Form.Group is { Length: > 0 } group ? $"&group={Uri.EscapeDataString(group)}" : "")
        : null;

    /// <summary>Whether the owner may be asked to set aside all that was refused for.</summary>
    public bool MayAskOwner { get; init; }

    /// <summary>Whether the form changes a booking that there is.</summary>
    public bool IsChange { get; init; }

    /// <summary>Whether each of several dates stays on its day, so that none is asked for where one booking begins and ends on it.</summary>
    public bool DaysStay { get; init; }
}

/// <summary>A period as addresses and buttons carry it: wall times of the resource.</summary>
public static class AskedPeriod
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary>Null when either is missing, unreadable, absurd or skipped by the clocks, and when the end is not after the start.</summary>
    public static Interval? Read(string? start, string? end, DateTimeZone zone) =>
        Moment(start, zone) is { } starts && Moment(end, zone) is { } ends && ends > starts ? new Interval(starts, ends) : null;

    private static Instant? Moment(string? text, DateTimeZone zone) =>
        Pattern.Parse(text ?? "") is { Success: true, Value: { Year: >= 2000 and <= 2199 } wall }
            ? Booking.Rules.WallClock.ToInstant(wall, zone)
            : null;
}
