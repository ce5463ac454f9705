using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Booking.Web.Features.Owners;

namespace Booking.Web.Features.Api;

/// <summary>Who an owner is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public record OwnerBody
{
    [Required, Description("At most 100 characters.")]
    public string? NameDa { get; init; }

    [Description("The Danish is shown where there is none.")]
    public string? NameEn { get; init; }

    [Required, Description("Everyone can read it.")]
    public string? Email { get; init; }

    [Description("May be left out.")]
    public string? Phone { get; init; }

    internal virtual OwnerForm ToForm() => new() { NameDa = NameDa, NameEn = NameEn, Email = Email, Phone = Phone };
}

/// <summary>A new organisation.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MakeOwnerBody : OwnerBody
{
    [Required, Description("institution, association, district or municipality.")]
    public string? Kind { get; init; }

    [Description("The slug of what it stands below. Only the municipality may leave it out.")]
    public string? Under { get; init; }

    internal override OwnerForm ToForm()
    {
        var form = base.ToForm();
        (form.Kind, form.Under) = (Kind, Under);
        return form;
    }
}

/// <summary>Who one is to those who borrow. The address is the one that one signs in with.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ShareBody
{
    [Required, Description("At most 100 characters.")]
    public string? NameDa { get; init; }

    [Description("Those who have signed in can read it. May be left out.")]
    public string? Phone { get; init; }

    internal OwnerForm ToForm() => new() { NameDa = NameDa, Phone = Phone };
}

/// <summary>Where an organisation is to stand.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MoveOwnerBody
{
    [Description("The slug of what it is to stand below; null for none, which only the municipality decides.")]
    public string? Under { get; init; }
}

/// <summary>Whom to invite, to what.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InvitePersonBody
{
    [Required, Description("The address they sign in with.")]
    public string? Email { get; init; }

    [Required, Description("One or more of administrator, caretaker, approver and introducer.")]
    public IReadOnlyList<OwnerRole>? Roles { get; init; }
}

/// <summary>What somebody is from now on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RolesBody
{
    [Required, Description("One or more of administrator, caretaker, approver and introducer: all that they are.")]
    public IReadOnlyList<OwnerRole>? Roles { get; init; }
}

/// <summary>Who goes on.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DepartureBody
{
    [Description("The id of who becomes administrator; needed when one is the last.")]
    public Guid? Successor { get; init; }
}
