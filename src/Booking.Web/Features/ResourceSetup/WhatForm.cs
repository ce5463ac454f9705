using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>What it is: as typed.</summary>
public sealed class WhatForm
{
    public const int LongestName = 100;

    /// <summary>The owner's slug; of no meaning once the resource is made.</summary>
    public string? Owner { get; set; }

    public string? Kind { get; set; }

    public string? NameDa { get; set; }

    public string? NameEn { get; set; }

    public static WhatForm Of(SetupRecord resource) =>
        new() { Owner = resource.OwnerSlug, Kind = resource.Kind, NameDa = resource.NameDa, NameEn = resource.NameEn };

    /// <summary>Null when something is wrong.</summary>
    public WhatAnswer? Parse(SetupProblems problems)
    {
        var (kind, name, english) = (ResourceKinds.All.FirstOrDefault(one => one == Kind), Line(NameDa), Line(NameEn));
        if (kind is null)
        {
            problems.Add($"kind-{ResourceKinds.All[0]}", "KindMissing");
        }

        problems.CheckLength("nameDa", name, LongestName, "NameMissing");
        problems.CheckLength("nameEn", english, LongestName);
        return problems.IsEmpty ? new WhatAnswer(kind!, new LocalText(name, english)) : null;
    }

    private static string Line(string? typed) => TypedText.Read(typed).ReplaceLineEndings(" ");
}

/// <summary>The same as it was understood.</summary>
public sealed record WhatAnswer(string Kind, LocalText Name);
