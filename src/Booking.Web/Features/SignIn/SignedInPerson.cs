using System.Globalization;
using System.Security.Claims;
using Booking.Web.Features.Owners;

namespace Booking.Web.Features.SignIn;

/// <summary>The person a request acts for, whether recognised by a session cookie or by an API token.</summary>
/// <param name="IsAdministrator">Of the municipality: with every right at every owner.</param>
/// <param name="Roles">What they are at any owner at all, parted by spaces, to know which pages are of use to them; where they are it is in owner_role.</param>
public sealed record SignedInPerson(Guid Id, string Email, string Name, string Language, bool IsAdministrator, string Roles)
{
    public const string AdministratorClaim = "administrator";
    public const string RolesClaim = "roles";
    public const string LanguageClaim = "language";

    private const string IdClaim = "sub";
    private const string EmailClaim = "email";
    private const string NameClaim = "name";

    /// <summary>Whether there is any owner at which they are something.</summary>
    public bool LooksAfter => IsAdministrator || Roles.Length > 0;

    /// <summary>Whether there is any owner at which they have that right.</summary>
    public bool MaySomewhere(OwnerRight right) =>
        IsAdministrator || OwnerRights.Read(Roles).Any(role => role.Has(right));

    public IEnumerable<Claim> ToClaims() =>
    [
        new(IdClaim, Id.ToString()),
        new(EmailClaim, Email),
        new(NameClaim, Name),
        new(LanguageClaim, Language),
        new(AdministratorClaim, IsAdministrator.ToString(CultureInfo.InvariantCulture)),
        new(RolesClaim, Roles),
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
                user.FindFirstValue(RolesClaim) ?? "")
            : null;
}
