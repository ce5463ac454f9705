using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using NodaTime;

namespace Booking.Web.Features.ResourceSetup;

/// <param name="MayShare">Whether there is an owner to share something for.</param>
public sealed record SetupListPage(IReadOnlyList<SetupRecord> Resources, bool MayShare, Instant Now);

/// <summary>One question: what all its pages have in common.</summary>
/// <param name="Resource">Null where it is yet to be made.</param>
public record SetupPage(string Step, SetupRecord? Resource)
{
    public SetupProblems Problems { get; init; } = new();

    /// <summary>Bookings to come that the change would not have allowed; none before they have been looked for.</summary>
    public IReadOnlyList<TouchedBooking> Touched { get; init; } = [];

    /// <summary>Where the page's form goes.</summary>
    public string Address => Resource?.AddressOf(Step) ?? "/setup/new";

    /// <summary>Where one comes from; the list for the first question of something new.</summary>
    public string BackAddress => (Resource, SetupStep.Before(Step)) switch
    {
        (null, _) => "/setup",
        ({ IsDraft: true } draft, { } before) => draft.AddressOf(before),
        ({ } resource, _) => $"/setup/{resource.Slug}",
    };
}

public sealed record WhatPage(SetupRecord? Resource, WhatForm Form, IReadOnlyList<OwnerCard> Owners) : SetupPage(SetupStep.What, Resource);

public sealed record WherePage(SetupRecord Resource, WhereForm Form, IReadOnlyList<District> Districts) : SetupPage(SetupStep.Where, Resource);

/// <param name="Others">What it can be made of, or come with.</param>
public sealed record UsePage(SetupRecord Resource, UseForm Form, IReadOnlyList<OtherResource> Others) : SetupPage(SetupStep.Use, Resource);

public sealed record SplitPage(SetupRecord Resource, SplitForm Form) : SetupPage("split", Resource);

/// <summary>Other things to tick.</summary>
/// <param name="Name">Of the field.</param>
/// <param name="Legend">Key of its text; so for the hint.</param>
public sealed record OthersField(UsePage Page, string Name, string Legend, string Hint, IReadOnlyList<Guid> Chosen);

public sealed record TherePage(SetupRecord Resource, ThereForm Form) : SetupPage(SetupStep.There, Resource);

public sealed record PicturesPage(SetupRecord Resource, PictureForm Form) : SetupPage(SetupStep.Pictures, Resource);

public sealed record PicturePage(SetupRecord Resource, Picture Picture, PictureForm Form) : SetupPage(SetupStep.Pictures, Resource);

/// <param name="Own">The rules it has already.</param>
/// <param name="Offered">Those of the set for its kind that it could take.</param>
public sealed record RulesStepPage(
    SetupRecord Resource, IReadOnlyList<CatalogueRule> Own, IReadOnlyList<StartingRule> Offered, IReadOnlyList<RuleObstacle> Obstacles)
    : SetupPage(SetupStep.Rules, Resource)
{
    public IReadOnlyList<ShortcutState> Shortcuts { get; init; } = [];

    /// <summary>The shortcut that was tried, with the reason as typed; null when none was.</summary>
    public (string Key, string Reason)? Asked { get; init; }

    /// <summary>The id of the field for the reason of a shortcut.</summary>
    public string ReasonOf(ShortcutState shortcut) => $"reason-{shortcut.Key}";
}

public sealed record PublishPage(SetupRecord Resource, PublishForm Form, Instant Now) : SetupPage(SetupStep.Publish, Resource);

/// <param name="Said">Key of the text that says what has just been done; null for nothing.</param>
/// <param name="UnderWay">Cancellations that are being carried out.</param>
public sealed record OverviewPage(SetupRecord Resource, Instant Now, string? Said, IReadOnlyList<WithdrawalProgress> UnderWay);

/// <summary>A field to type in.</summary>
/// <param name="Name">Its id, and its name where that is no other.</param>
/// <param name="Label">Key of its text; so for the hint, of which there may be none.</param>
public sealed record SetupField(SetupPage Page, string Name, string Label, string? Hint, string? Value, int Longest)
{
    public bool IsOptional { get; init; }

    /// <summary>How many lines there is room for; one for a line alone.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>Its name in the form; null where that is its id.</summary>
    public string? SentAs { get; init; }

    public string Type { get; init; } = "text";

    public string? InputMode { get; init; }

    /// <summary>What language is written there; null for the page's own.</summary>
    public string? Language { get; init; }

    public bool IsShort { get; init; }
}
