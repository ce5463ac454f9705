using System.Globalization;
using Booking.Web.Features.Introductions;
using Booking.Web.Features.ReminderChoice;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.Profile;

/// <summary>What a person decides about themselves: their name and language, where they are signed in, and what acts for them.</summary>
[Authorize(Access.SignedIn)]
[HoldsSecret]
public sealed class ProfileController(
    ReadEntrances readEntrances, EditPerson editPerson, DescribePerson describePerson, CreateToken createToken, RevokeToken revokeToken, EndSession endSession,
    ExportPerson exportPerson, ReadReminderChoice readReminderChoice, ReadOwn readOwn, Catalogue catalogue,
    IStringLocalizer<ProfileTexts> t) : Controller
{
    private const string Address = "/profile";
    private const string Done = "done";

    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Address)]
    public async Task<IActionResult> Index() => await ShowAsync(await FormAsync());

    [HttpPost(Address)]
    public async Task<IActionResult> Edit(string? name, string? language, bool reminders)
    {
        switch (await editPerson.HandleAsync(Person.Id, name, language, reminders))
        {
            case EditOutcome.Saved:
                LanguageChoice.Remember(HttpContext, language!);
                return AfterDoing("saved");
            case EditOutcome.UnknownLanguage:
                return BadRequest();
            case var refused:
                return await AgainAsync(await FormAsync() with
                {
                    Name = name ?? "", Language = language!, Reminders = reminders,
                    NameProblem = refused == EditOutcome.NameMissing ? t["NameMissing"] : t["NameTooLong", EditPerson.LongestName],
                });
        }
    }

    [HttpPost("/profile/about")]
    public async Task<IActionResult> Describe(string? birthYear, string? resident, string? district) =>
        await describePerson.HandleAsync(Person.Id, birthYear, resident, district) switch
        {
            DescribeOutcome.Saved => AfterDoing("saved"),
            _ => await AgainAsync(await FormAsync() with
            {
                BirthYear = birthYear ?? "", Resident = resident, District = district, BirthYearProblem = t["BirthYearUnclear"],
            }),
        };

    [HttpPost("/profile/sessions/{id:guid}/end")]
    public async Task<IActionResult> End(Guid id) =>
        await endSession.One(id, Person.Id) ? AfterDoing("ended") : NotFound();

    [HttpPost("/profile/sessions/end-others")]
    public async Task<IActionResult> EndOthers()
    {
        await endSession.AllBut(SessionCookie.IdFrom(User), Person.Id);
        return AfterDoing("ended");
    }

    [HttpPost("/profile/tokens")]
    public async Task<IActionResult> Create(string? tokenName) => await createToken.HandleAsync(Person.Id, tokenName) switch
    {
        CreatedToken.Created created => View("Token", created),
        CreatedToken.TooMany => await TokenAgainAsync(tokenName, t["TooManyTokens", CreateToken.MostTokens]),
        CreatedToken.NameTooLong => await TokenAgainAsync(tokenName, t["TokenNameTooLong", CreateToken.LongestName]),
        _ => await TokenAgainAsync(tokenName, t["TokenNameMissing"])
    };

    [HttpPost("/profile/tokens/{id:guid}/revoke")]
    public async Task<IActionResult> Revoke(Guid id) =>
        await revokeToken.HandleAsync(id, Person.Id) ? AfterDoing("revoked") : NotFound();

    [HttpGet("/profile/data")]
    public async Task<IActionResult> Download()
    {
        Response.Headers.ContentDisposition = "attachment; filename=\"booking.json\"";
        return Content(PersonExportJson.Write(await exportPerson.HandleAsync(Person.Id)), "application/json");
    }

    [HttpGet("/profile/delete")]
    public async Task<IActionResult> Delete([FromServices] DeletePerson deletePerson) => View(await deletePerson.AloneAsync(Person.Id));

    [HttpPost("/profile/delete")]
    public async Task<IActionResult> Deleted([FromServices] DeletePerson deletePerson)
    {
        if (!await deletePerson.HandleAsync(Person.Id))
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Delete", await deletePerson.AloneAsync(Person.Id));
        }

        await HttpContext.SignOutAsync(SessionCookie.Scheme);
        return LocalRedirect("/");
    }

    private async Task<IActionResult> TokenAgainAsync(string? tokenName, string problem) =>
        await AgainAsync(await FormAsync() with { TokenName = tokenName ?? "", TokenProblem = problem });

    private async Task<ProfileForm> FormAsync()
    {
        var said = await describePerson.ReadAsync(Person.Id);
        return new(Person.Name, Person.Language, await readReminderChoice.HandleAsync(Person.Id), null, "", null)
        {
            BirthYear = said.BirthYear?.ToString(CultureInfo.InvariantCulture) ?? "",
            Resident = said.IsResident switch { true => "yes", false => "no", null => null },
            District = said.District,
        };
    }

    private Task<IActionResult> AgainAsync(ProfileForm form)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return ShowAsync(form);
    }

    private async Task<IActionResult> ShowAsync(ProfileForm form) => View("Index", new ProfilePage(
        Person, form, await readOwn.HandleAsync(Person.Id), await readEntrances.HandleAsync(Person.Id), SessionCookie.IdFrom(User),
        DoneText(Request.Query[Done]), (await catalogue.ReadAsync(HttpContext.RequestAborted)).Districts));

    private LocalRedirectResult AfterDoing(string what) => LocalRedirect($"{Address}?{Done}={what}");

    private string? DoneText(string? what) => what switch
    {
        "saved" => t["Saved"].Value,
        "ended" => t["SessionEnded"].Value,
        "revoked" => t["TokenRevoked"].Value,
        _ => null
    };
}

/// <param name="NameProblem">What is wrong with the name; null when nothing is. The same for the token's.</param>
public sealed record ProfileForm(string Name, string Language, bool Reminders, string? NameProblem, string TokenName, string? TokenProblem)
{
    public string BirthYear { get; init; } = "";

    /// <summary>"yes", "no", or null for no answer.</summary>
    public string? Resident { get; init; }

    /// <summary>Its slug; null for no answer.</summary>
    public string? District { get; init; }

    public string? BirthYearProblem { get; init; }
}

/// <param name="ThisSession">The session that is looking at the page.</param>
/// <param name="Done">What has just been done; null when nothing has.</param>
public sealed record ProfilePage(
    SignedInPerson Person, ProfileForm Form, OwnStanding Standing, Entrances Entrances, Guid? ThisSession, string? Done,
    IReadOnlyList<District> Districts);
