using Booking.Web.Features.SignIn;

namespace Booking.Web.Features.Owners;

/// <summary>Who an owner is, as typed.</summary>
public sealed class OwnerForm
{
    public const int LongestName = 100;
    public const int LongestPhone = 30;

    public string? NameDa { get; set; }

    /// <summary>Blank where it is the Danish one.</summary>
    public string? NameEn { get; set; }

    public string? Email { get; set; }

    /// <summary>May be blank.</summary>
    public string? Phone { get; set; }

    public string? Kind { get; set; }

    /// <summary>The slug of the owner that it stands below; blank for none.</summary>
    public string? Under { get; set; }

    /// <summary>What was understood of name and contact; null with a text key for each field when something was not.</summary>
    public Understood? Parse(out Dictionary<string, string> problems)
    {
        problems = [];
        var (nameDa, nameEn, phone) = (NameDa?.Trim() ?? "", NameEn?.Trim() ?? "", Phone?.Trim() ?? "");
        if (nameDa.Length is 0 or > LongestName)
        {
            problems[nameof(NameDa)] = nameDa.Length == 0 ? "NameMissing" : "NameTooLong";
        }

        if (nameEn.Length > LongestName)
        {
            problems[nameof(NameEn)] = "NameTooLong";
        }

        var email = EmailAddress.Read(Email);
        if (email is null)
        {
            problems[nameof(Email)] = "EmailUnclear";
        }

        if (phone.Length > LongestPhone || phone.Any(c => !char.IsAsciiDigit(c) && c is not ('+' or ' ' or '-' or '(' or ')')))
        {
            problems[nameof(Phone)] = "PhoneUnclear";
        }

        return problems.Count == 0 ? new Understood(nameDa, nameEn.Length > 0 ? nameEn : nameDa, email!, phone) : null;
    }

    public sealed record Understood(string NameDa, string NameEn, string Email, string Phone);
}
