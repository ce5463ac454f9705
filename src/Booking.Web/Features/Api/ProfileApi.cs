using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Booking.Web.Features.Profile;
using Booking.Web.Features.ReminderChoice;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>What the token's person says of themselves.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/profile"), Tags("Profile")]
public sealed class ProfileApi(
    EditPerson edit, DescribePerson describe, ReadReminderChoice reminders, Catalogue catalogue, IStringLocalizer<ProfileTexts> texts,
    Problems problems) : ControllerBase
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet(Name = "readProfile")]
    [EndpointSummary("Read who one is")]
    [EndpointDescription("And what one has said of oneself. Nobody else's profile can be read.")]
    [ProducesResponseType<ProfileAnswer>(Status200OK, ApiContent.Json)]
    public Task<IActionResult> Show() => ShowAsync(Person.Name, Person.Language);

    [HttpPut(Name = "changeProfile")]
    [EndpointSummary("Change one's name, language and reminders")]
    [EndpointDescription("All of it at once.")]
    [ProducesResponseType<ProfileAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    public async Task<IActionResult> Change(ProfileBody body) =>
        await edit.HandleAsync(Person.Id, body.Name, body.Language, body.Reminders!.Value) switch
        {
            EditOutcome.Saved => await ShowAsync(body.Name!.Trim(), body.Language!),
            EditOutcome.UnknownLanguage => problems.Invalid("language"),
            EditOutcome.NameMissing => problems.Invalid([("name", texts["NameMissing"].Value)]),
            _ => problems.Invalid([("name", texts["NameTooLong", EditPerson.LongestName].Value)]),
        };

    [HttpPut("about", Name = "describeOneself")]
    [EndpointSummary("Say what some places ask")]
    [EndpointDescription("All of it at once; what is left out is taken back. Only rules that ask for it see it.")]
    [ProducesResponseType<ProfileAnswer>(Status200OK, ApiContent.Json)]
    [ProducesResponseType<InvalidProblem>(Status400BadRequest, ApiContent.Problem)]
    public async Task<IActionResult> Describe(AboutBody body, CancellationToken cancellation)
    {
        if (body.District is { } slug && (await catalogue.ReadAsync(cancellation)).Districts.All(district => district.Slug != slug))
        {
            return problems.Invalid("district");
        }

        return await describe.HandleAsync(
            Person.Id, body.BirthYear?.ToString(CultureInfo.InvariantCulture), body.IsResident switch { true => "yes", false => "no", null => null }, body.District)
            == DescribeOutcome.Saved
            ? await Show()
            : problems.Invalid([("birthYear", texts["BirthYearUnclear"].Value)]);
    }

    // The token was read before anything was changed.
    private async Task<IActionResult> ShowAsync(string name, string language)
    {
        var said = await describe.ReadAsync(Person.Id);
        return Ok(new ProfileAnswer(
            name, Person.Email, language, await reminders.HandleAsync(Person.Id), said.BirthYear, said.IsResident, said.District));
    }
}

/// <summary>What one is called, and how one is written to.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ProfileBody
{
    [Required, Description("What others see who may see one's name.")]
    public string? Name { get; init; }

    [Required, Description("da or en: of mails and calendars.")]
    public string? Language { get; init; }

    [Required, Description("Whether one is reminded of what one has booked.")]
    public bool? Reminders { get; init; }
}

/// <summary>What some places ask before they are booked. Each may be left out.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AboutBody
{
    public int? BirthYear { get; init; }

    [Description("Whether one lives in the municipality.")]
    public bool? IsResident { get; init; }

    [Description("The slug of the part of the city one lives in.")]
    public string? District { get; init; }
}

public sealed record ProfileAnswer(
    string Name,
    string Email,
    [property: Description("da or en.")] string Language,
    [property: Description("Whether one is reminded of what one has booked.")] bool Reminders,
    [property: Description("null where it has not been said; and so on.")] int? BirthYear,
    bool? IsResident,
    string? District);
