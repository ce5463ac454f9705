using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.CalendarImports;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>How one gets in at a place, for those who look after it. No answer has a code.</summary>
[Route("/api/v1/access"), Tags("Access")]
public sealed class DoorCodesApi(
    OwnPlaces places, ReadAccess read, SaveAccess save, SaveFixedCode saveFixed, AddCodes codes, SetLock setLock, Problems problems,
    IStringLocalizer<DoorCodesTexts> texts) : PlaceOperations(places, problems)
{
    [HttpGet(Name = "listAccess")]
    [EndpointSummary("List how one gets in where one looks after")]
    [EndpointDescription("By owner and name.")]
    [ProducesResponseType<IReadOnlyList<AccessOfPlaceAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> List(CancellationToken cancellation) =>
        Ok((await read.ListAsync(Person, cancellation)).Select(AccessOfPlaceAnswer.Of).ToList());

    [HttpGet("{slug}", Name = "readAccessOfPlace")]
    [EndpointSummary("Read how one gets in at a place")]
    [EndpointDescription("Without codes and keys: bookers see their code at their booking, when it is time.")]
    [ProducesResponseType<AccessOfPlaceDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Show(string slug, CancellationToken cancellation) => ShowAsync(slug, cancellation);

    [HttpPut("{slug}", Name = "saveAccess")]
    [EndpointSummary("Say how one gets in")]
    [EndpointDescription("All of it at once, but for the codes themselves: those come after, as source says.")]
    [ProducesResponseType<AccessOfPlaceDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Save(string slug, AccessBody body, CancellationToken cancellation) => WithAsync(
        slug, async resource => await AfterAsync(resource, await save.HandleAsync(resource, body.ToForm(), Person, cancellation), cancellation), cancellation);

    [HttpPut("{slug}/code", Name = "saveFixedCode")]
    [EndpointSummary("Give the one code that all bookers see")]
    [EndpointDescription("Or the place of the key; or a new last day for the code there is. Possible where source is fixed.")]
    [ProducesResponseType<AccessOfPlaceDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> SaveCode(string slug, FixedCodeBody body, CancellationToken cancellation) => FromAsync(
        slug, AccessSource.Fixed,
        async resource => await AfterAsync(resource, await saveFixed.HandleAsync(resource, body.Code, body.LastDay, Person, cancellation), cancellation),
        cancellation);

    [HttpPost("{slug}/codes", Name = "addCodes")]
    [EndpointSummary("Add codes to the list")]
    [EndpointDescription("Each booker gets one of them, in this order. One that waits to be used is not added again. Possible where source is list.")]
    [ProducesResponseType<AccessOfPlaceDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    // Without a key: what is kept of a request to know it again would tell codes as short as these.
    public Task<IActionResult> Add(string slug, CodesBody body, CancellationToken cancellation) => FromAsync(
        slug, AccessSource.List,
        async resource => await AfterAsync(
            resource, await codes.HandleAsync(resource, string.Join('\n', body.Codes!), Person, cancellation), cancellation),
        cancellation);

    [HttpDelete("{slug}/codes", Name = "removeCodes")]
    [EndpointSummary("Take the codes off the list that nobody has had")]
    [EndpointDescription("Those that bookers have stay theirs. Again changes nothing.")]
    [ProducesResponseType<AccessOfPlaceDetailsAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    public Task<IActionResult> Remove(string slug, CancellationToken cancellation) => WithAsync(
        slug,
        async resource =>
        {
            await codes.RemoveUnusedAsync(resource, Person, cancellation);
            return await ShowAsync(slug, cancellation);
        },
        cancellation);

    [HttpPut("{slug}/lock", Name = "setLock")]
    [EndpointSummary("Say which lock system is asked for codes")]
    [EndpointDescription("The first time the answer has the key that questions are signed with: keep it, it is not told again. Possible where source is lock.")]
    [ProducesResponseType<LockAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> SetLock(string slug, LockBody body, CancellationToken cancellation) =>
        SetLockAsync(slug, body.LockAddress, newKey: false, cancellation);

    [HttpPost("{slug}/lock/key", Name = "renewLockKey")]
    [EndpointSummary("Make a new key for the lock system")]
    [EndpointDescription("Questions are signed with it from now on, and with the one before no more. Each request makes a new one, told in this answer only.")]
    [ProducesResponseType<LockAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status404NotFound, ApiContent.Problem)]
    [ProducesResponseType<Problem>(Status409Conflict, ApiContent.Problem)]
    public Task<IActionResult> NewKey(string slug, CancellationToken cancellation) => SetLockAsync(slug, null, newKey: true, cancellation);

    private Task<IActionResult> SetLockAsync(string slug, string? address, bool newKey, CancellationToken cancellation) => WithAsync(
        slug,
        async resource => await setLock.HandleAsync(resource, address, newKey, Person, cancellation) switch
        {
            SetLockOutcome.Set set => Ok(new LockAnswer(set.Key, AccessOfPlaceDetailsAnswer.Of(resource, await read.HandleAsync(resource, cancellation)))),
            SetLockOutcome.AddressWrong => Invalid("AddressWrong"),
            _ => OtherSource(),
        },
        cancellation);

    // What is asked for another source is told before anything is said of the request.
    private Task<IActionResult> FromAsync(string slug, string source, Func<CatalogueResource, Task<IActionResult>> act, CancellationToken cancellation) => WithAsync(
        slug,
        async resource => (await read.HandleAsync(resource, cancellation)).Terms.Source == source ? await act(resource) : OtherSource(),
        cancellation);

    private Task<IActionResult> AfterAsync(CatalogueResource resource, string? problem, CancellationToken cancellation) =>
        problem is null ? ShowAsync(resource.Slug, cancellation) : Task.FromResult<IActionResult>(Invalid(problem));

    private Task<IActionResult> ShowAsync(string slug, CancellationToken cancellation) => WithAsync(
        slug, async resource => Ok(AccessOfPlaceDetailsAnswer.Of(resource, await read.HandleAsync(resource, cancellation))), cancellation);

    private ObjectResult OtherSource() => Problems.Of(Status409Conflict, "OtherSource");

    private ObjectResult Invalid(string problem) => Problems.Invalid([(MemberOf(problem), texts.Say(problem))]);

    private static string MemberOf(string problem) => problem switch
    {
        "SourceMissing" => "source",
        "BeforeMissing" => "minutesBefore",
        "GuideTooLong" => "guideDa",
        "UntilWrong" => "lastDay",
        "AddressWrong" => "lockAddress",
        "CodeMissing" or "CodeTooLong" => "code",
        _ => "codes",
    };
}

/// <summary>How one gets in, but for the codes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AccessBody
{
    [Required, Description("none; fixed, one code for all; list, a code of a list for each; lock, a lock system that is asked for each.")]
    public string? Source { get; init; }

    [StringLength(AccessForm.LongestGuide), Description("What to do at the door. Bookers see it with the code.")]
    public string? GuideDa { get; init; }

    [StringLength(AccessForm.LongestGuide), Description("The Danish is shown where there is none.")]
    public string? GuideEn { get; init; }

    [Required, Description("So long before the start the code can be seen: 0, 30, 60, 120, 240, 720 or 1440.")]
    public int? MinutesBefore { get; init; }

    internal AccessForm ToForm() => new() { Source = Source, GuideDa = GuideDa, GuideEn = GuideEn, MinutesBefore = MinutesBefore };
}

/// <summary>The one code.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FixedCodeBody
{
    [Description("Left out, the one there is.")]
    public string? Code { get; init; }

    [Description("The last day it works, as 2026-12-24. Left out, until further notice.")]
    public string? LastDay { get; init; }
}

/// <summary>Codes for a list.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CodesBody
{
    [Required, Description("At most 500 can wait to be used.")]
    public IReadOnlyList<string>? Codes { get; init; }
}

/// <summary>A lock system.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LockBody
{
    [Required, StringLength(CalendarAddress.Longest), Description("Where it is asked, beginning with https://. It is not told again.")]
    public string? LockAddress { get; init; }
}

/// <summary>How one gets in at one of the places, in short.</summary>
public sealed record AccessOfPlaceAnswer(
    [property: Description("The resource's slug.")] string Resource,
    [property: Description("The slug of who shares it.")] string Owner,
    [property: Description("none, fixed, list or lock.")] string Source,
    [property: Description("Codes on its list that nobody has had; null where there is no list.")] int? CodesLeft,
    [property: Description("Whether its lock system has stopped answering.")] bool IsFailing)
{
    internal static AccessOfPlaceAnswer Of(AccessOfPlace place) => new(
        place.Resource.Slug, place.Resource.Owner.Slug, place.Source, place.Source == AccessSource.List ? place.Left : null,
        place.Failing && place.Source == AccessSource.Lock);
}

/// <summary>How one gets in at a place.</summary>
public sealed record AccessOfPlaceDetailsAnswer(
    [property: Description("The resource's slug.")] string Resource,
    [property: Description("none, fixed, list or lock. Of the three members below, the one of that name is there.")] string Source,
    string GuideDa, string GuideEn, int MinutesBefore, FixedCodeAnswer? Fixed, CodeListAnswer? List, LockSystemAnswer? Lock)
{
    internal static AccessOfPlaceDetailsAnswer Of(CatalogueResource resource, AccessOverview access)
    {
        var terms = access.Terms;
        return new AccessOfPlaceDetailsAnswer(
            resource.Slug, terms.Source, terms.GuideDa, terms.GuideEn, terms.MinutesBefore,
            terms.Source == AccessSource.Fixed
                ? new FixedCodeAnswer(terms.FixedCode is not null, terms.FixedUntil is { } last ? LocalDatePattern.Iso.Format(last) : null)
                : null,
            terms.Source == AccessSource.List ? new CodeListAnswer(access.Left, access.Taken) : null,
            terms.Source == AccessSource.Lock
                ? new LockSystemAnswer(access.LockHost, terms.LockKey is not null, ApiTime.In(resource.Terms.Zone, terms.FailingSince))
                : null);
    }
}

public sealed record FixedCodeAnswer(
    [property: Description("false until one has been given.")] bool IsThere,
    [property: Description("The last day it works; null until further notice.")] string? LastDay);

public sealed record CodeListAnswer(
    [property: Description("Codes that nobody has had.")] int Left,
    [property: Description("Codes that somebody has had.")] int Taken);

public sealed record LockSystemAnswer(
    [property: Description("The host of its address; null until one has been given.")] string? Host,
    [property: Description("Whether questions are signed, as they are from the first address on.")] bool HasKey,
    [property: Description("Since when it has not answered as it should; null when it does.")] OffsetDateTime? FailingSince);

public sealed record LockAnswer(
    [property: Description("What questions are signed with, told this once; null where it stays the same.")] string? Key,
    AccessOfPlaceDetailsAnswer Access);
