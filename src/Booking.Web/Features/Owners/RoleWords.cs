using Microsoft.Extensions.Localization;

namespace Booking.Web.Features.Owners;

/// <summary>Roles in plain words, in the language of the request.</summary>
public static class RoleWords
{
    /// <summary>"pedel".</summary>
    public static string Name(IStringLocalizer<OwnersTexts> texts, OwnerRole role) => texts[$"Role{role}"];

    /// <summary>"Pedel: ser, hvem der kommer, …"</summary>
    public static string Sentence(IStringLocalizer<OwnersTexts> texts, OwnerRole role) => $"{texts[$"Role{role}"]}: {texts[$"Task{role}"]}";

    /// <summary>Several, parted by commas.</summary>
    public static string Names(IStringLocalizer<OwnersTexts> texts, IEnumerable<OwnerRole> roles) =>
        string.Join(", ", roles.Select(role => Name(texts, role)));
}
