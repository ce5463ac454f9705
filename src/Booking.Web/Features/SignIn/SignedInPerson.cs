using System.Globalization;
using System.Security.Claims;

namespace Booking.Web.Features.SignIn;

/// <summary>The person a request acts for, whether recognised by a session cookie or by an API token.</summary>
/// <param name="IsCaretaker">Whether they look after the resources of any owner at all; which owners is in owner_role.</param>
public sealed record SignedInPerson(Guid Id, string Email, string Name, string Language, bool IsAdministrator, bool IsCaretaker)
{
    public const string AdministratorClaim = "administrator";
    public const string CaretakerClaim = "caretaker";
    public const string LanguageClaim = "language";

    private const string IdClaim = "sub";
    private const string EmailClaim = "email";
    private const string NameClaim = "name";

    public IEnumerable<Claim> ToClaims() =>
    [
        new(IdClaim, Id.ToString()),
        new(EmailClaim, Email),
        new(NameClaim, Name),
        new(LanguageClaim, Language),
        new(AdministratorClaim, IsAdministrator.ToString(CultureInfo.InvariantCulture)),
        new(CaretakerClaim, IsCaretaker.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Null when nobody is signed in.</summary>
    public static SignedInPerson? From(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(IdClaim), out var id)
            ? new SignedInPerson(
                id,
                user.FindFirstValue(EmailClaim) ?? "",
                user.FindFirstValue(NameClaim) ?? "",
                user.FindFirstValue(LanguageClaim) ?? "da",
                user.HasClaim(AdministratorClaim, bool.TrueString),
                user.HasClaim(CaretakerClaim, bool.TrueString))
            : null;
}
