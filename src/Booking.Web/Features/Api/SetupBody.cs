using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;

namespace Booking.Web.Features.Api;

/// <summary>Something new to share.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StartDraftBody
{
    [Required, Description("The slug of who shares it.")]
    public string? Owner { get; init; }

    [Required, Description("kitchen, hall, room, workshop, garden, vehicle, tool or other.")]
    public string? Kind { get; init; }

    [Required, Description("What neighbours call it.")]
    public string? NameDa { get; init; }

    [Description("The Danish is shown where there is none.")]
    public string? NameEn { get; init; }

    internal WhatForm ToForm() => new() { Kind = Kind, NameDa = NameDa, NameEn = NameEn };
}

/// <summary>Answers to give or to change; those left out stay as they are.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeSetupBody
{
    [Description("kitchen, hall, room, workshop, garden, vehicle, tool or other.")]
    public string? Kind { get; init; }

    [Description("The slug of a draft follows it.")]
    public string? NameDa { get; init; }

    public string? NameEn { get; init; }

    [Description("Street and number.")]
    public string? Address { get; init; }

    [Description("A district's slug.")]
    public string? District { get; init; }

    [Description("Degrees, together with longitude. With a new district and neither of them, the middle of it.")]
    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    [Description("Whether only those who have booked are told the address.")]
    public bool? AddressPrivate { get; init; }

    [Description("How to find the way in. Everyone can read it.")]
    public string? DirectionsDa { get; init; }

    public string? DirectionsEn { get; init; }

    [Description("How many may come at a time.")]
    public int? People { get; init; }

    [Description("hour, day or night.")]
    public string? Lent { get; init; }

    [Description("How many alike there are, of which a booking takes one; 1 for what is booked as a whole.")]
    public int? Count { get; init; }

    [Description("What each of several alike is called.")]
    public IReadOnlyList<string>? Names { get; init; }

    [Description("The slugs of what it is made of, all of the same owner: who books it has all of them. Empty for what is a thing by itself.")]
    public IReadOnlyList<string>? MadeOf { get; init; }

    [Description("The slugs of what comes with it, all of the same owner; not for one of several alike.")]
    public IReadOnlyList<string>? ComesWith { get; init; }

    public string? DescriptionDa { get; init; }

    public string? DescriptionEn { get; init; }

    [Description("All that there is, by the names in GET /api/v1/resources.")]
    public IReadOnlyList<string>? Features { get; init; }

    [Description("Whoever books agrees to them.")]
    public IReadOnlyList<string>? HouseRulesDa { get; init; }

    [Description("As many as in Danish, or none.")]
    public IReadOnlyList<string>? HouseRulesEn { get; init; }

    [Description("That the coming bookings it touches have been seen; they stay as they are. Without it, such a change is answered with them (Touched).")]
    public bool Seen { get; init; }

    internal bool IsWhat => Kind is not null || NameDa is not null || NameEn is not null;

    internal bool IsWhere => Address is not null || District is not null || Latitude is not null || Longitude is not null
        || AddressPrivate is not null || DirectionsDa is not null || DirectionsEn is not null;

    internal bool IsUse => People is not null || Lent is not null || Count is not null || Names is not null || MadeOf is not null || ComesWith is not null;

    internal bool IsThere => DescriptionDa is not null || DescriptionEn is not null || Features is not null || HouseRulesDa is not null || HouseRulesEn is not null;

    /// <summary>The members with a name that is none of those there are, or none that can stand beside the others.</summary>
    /// <param name="others">What it can be made of, or come with.</param>
    internal IEnumerable<string> Unknown(IReadOnlyList<OtherResource> others)
    {
        var slugs = others.Select(other => other.Slug).ToHashSet();
        var alike = Count > 1 || Names is { Count: > 1 };
        return
        [
            .. Lent is not null && !Resources.Lent.All.Contains(Lent) ? ["lent"] : Array.Empty<string>(),
            .. Features?.Except(ResourceKinds.Features).Any() == true ? ["features"] : Array.Empty<string>(),
            .. MadeOf is not null && (!slugs.IsSupersetOf(MadeOf) || (alike && MadeOf.Count > 0)) ? ["madeOf"] : Array.Empty<string>(),
            .. ComesWith is not null && (!slugs.IsSupersetOf(ComesWith) || (alike && ComesWith.Count > 0)) ? ["comesWith"] : Array.Empty<string>(),
        ];
    }

    internal WhatForm ToWhat(SetupRecord resource)
    {
        var form = WhatForm.Of(resource);
        (form.Kind, form.NameDa, form.NameEn) = (Kind ?? form.Kind, NameDa ?? form.NameDa, NameEn ?? form.NameEn);
        return form;
    }

    internal WhereForm ToWhere(SetupRecord resource, CatalogueSnapshot catalogue)
    {
        var form = WhereForm.Of(resource, catalogue);
        var moves = District is not null || Latitude is not null || Longitude is not null;
        return new WhereForm
        {
            Address = Address ?? form.Address,
            District = District ?? form.District,
            Latitude = moves ? Latitude?.ToString(CultureInfo.InvariantCulture) : form.Latitude,
            Longitude = moves ? Longitude?.ToString(CultureInfo.InvariantCulture) : form.Longitude,
            AddressPrivate = AddressPrivate ?? form.AddressPrivate,
            DirectionsDa = DirectionsDa ?? form.DirectionsDa,
            DirectionsEn = DirectionsEn ?? form.DirectionsEn,
        };
    }

    internal UseForm ToUse(SetupRecord resource, IReadOnlyList<OtherResource> others)
    {
        var form = UseForm.Of(resource);
        (form.People, form.Lent) = (People?.ToString(CultureInfo.InvariantCulture) ?? form.People, Lent ?? form.Lent);
        if (Count is not (null or 1) || (Count is null && Names is not null))
        {
            // Fewer or more than before have other names, unless these are said as well.
            form.Units = UseForm.Pool;
            form.Count = (Count ?? Names!.Count).ToString(CultureInfo.InvariantCulture);
            form.Names = Names is null ? "" : string.Join('\n', Names);
        }
        else if (MadeOf is { Count: > 0 })
        {
            form.Units = UseForm.Parts;
        }
        else if ((Count == 1 && form.Units == UseForm.Pool) || (MadeOf is not null && form.Units == UseForm.Parts))
        {
            form.Units = UseForm.One;
        }

        form.MadeOf = MadeOf is null ? form.MadeOf : IdsOf(MadeOf);
        form.ComesWith = ComesWith is null ? form.ComesWith : IdsOf(ComesWith);
        return form;

        List<Guid> IdsOf(IReadOnlyList<string> slugs) => [.. others.Where(other => slugs.Contains(other.Slug)).Select(other => other.Id)];
    }

    internal ThereForm ToThere(SetupRecord resource)
    {
        var form = ThereForm.Of(resource);
        return new ThereForm
        {
            DescriptionDa = DescriptionDa ?? form.DescriptionDa,
            DescriptionEn = DescriptionEn ?? form.DescriptionEn,
            Feature = Features?.ToArray() ?? form.Feature,
            HouseRulesDa = HouseRulesDa is null ? form.HouseRulesDa : string.Join('\n', HouseRulesDa),
            HouseRulesEn = HouseRulesEn is null ? form.HouseRulesEn : string.Join('\n', HouseRulesEn),
        };
    }
}

/// <summary>From when and until when it is shared.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PublishBody
{
    [Description("A date after today, as 2026-12-01. Left out, it begins now.")]
    public string? FirstDay { get; init; }

    [Description("The last date it is shared. Left out, it has no end.")]
    public string? LastDay { get; init; }

    [Description("That the coming bookings outside that time have been seen; they stay as they are. Without it, they are the answer (Touched).")]
    public bool Seen { get; init; }

    internal PublishForm ToForm() => new() { When = FirstDay is null ? PublishForm.Now : PublishForm.Later, From = FirstDay, Until = LastDay };
}

/// <summary>From when, until when and why something is out of use.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OutOfUseBody
{
    [Required, Description("The first date it is out of use, today or later.")]
    public string? FirstDay { get; init; }

    [Description("The last date. Left out, it is for good.")]
    public string? LastDay { get; init; }

    [Required, Description("Each person whose booking is cancelled reads it.")]
    public string? Reason { get; init; }

    [Description("Whether what has space or things in common with it goes out of use as well.")]
    public bool Sharing { get; init; }

    [Description("true to do it. Else nothing happens, and the answer says what would be cancelled.")]
    public bool Confirm { get; init; }

    internal OutOfUseForm ToForm() => new()
    {
        How = LastDay is null ? OutOfUseForm.ForGood : OutOfUseForm.ForAWhile, From = FirstDay, Until = LastDay, Reason = Reason,
        Reach = Sharing ? OutOfUseForm.Sharing : OutOfUseForm.ThisOnly,
    };
}
