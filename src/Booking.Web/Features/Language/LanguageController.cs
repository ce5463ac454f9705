using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Dapper;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Language;

/// <summary>The reader's choice of language, kept in the browser and, when signed in, with the person, for mails.</summary>
[AllowAnonymous]
public sealed class LanguageController(NpgsqlDataSource database, IClock clock) : Controller
{
    // The calendar that the person's feed is speaks their language: it changes too.
    private const string Sql = "update person set language = @Language, revised_at = greatest(revised_at, @Now) where id = @Id";

    /// <remarks>
    /// The form stands on every page. Without a token public pages carry no cookie; Sec-Fetch-Site is what tells that
    /// another site sent the form, and all that it could change is the language.
    /// </remarks>
    [HttpPost("/language")]
    [IgnoreAntiforgeryToken]
    public async Task<IActionResult> Choose(string? language, string? returnUrl)
    {
        if (!LanguageChoice.IsKnown(language) || Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            return BadRequest();
        }

        LanguageChoice.Remember(HttpContext, language!);
        if (SignedInPerson.From(User) is { } person && person.Language != language)
        {
            await using var connection = await database.OpenConnectionAsync();
            await connection.ExecuteAsync(Sql, new { Language = language, person.Id, Now = clock.GetCurrentInstant() });
        }
        return LocalRedirect(LocalUrl.Or(returnUrl, "/"));
    }
}
