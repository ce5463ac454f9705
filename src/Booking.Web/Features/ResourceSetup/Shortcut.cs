using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>A choice that one press makes an ordinary rule of, and another takes off again.</summary>
/// <param name="Key">In addresses, and of its texts.</param>
/// <param name="ReasonDa">Offered, for whoever shares it to put in their own words.</param>
public sealed record Shortcut(string Key, string Kind, string ReasonDa, string ReasonEn)
{
    public static IReadOnlyList<Shortcut> All { get; } =
    [
        new("district", nameof(Audience), "Jeg vil gerne dele med dem, der bor i nærheden. Så mødes vi også på gaden.",
            "I want to share with those who live nearby. Then we meet in the street too."),
        new("members", nameof(Audience), "Jeg deler med dem, jeg kender og har aftalt det med.",
            "I share with people I know and have agreed it with."),
        new("ask", nameof(Approval), "Jeg vil gerne vide, hvem der kommer, og om det passer mig den dag.",
            "I want to know who is coming, and whether it suits me that day."),
    ];

    /// <summary>Null for a key that is none.</summary>
    public static Shortcut? Find(string key) => All.FirstOrDefault(one => one.Key == key);

    public bool IsOn(Condition? condition) => (Key, condition) switch
    {
        ("district", Audience audience) => audience.District,
        ("members", Audience audience) => audience.Members,
        ("ask", Approval approval) => approval.Always,
        _ => false,
    };

    /// <summary>What a rule says beside this, with this too.</summary>
    /// <param name="condition">Of the same kind; null where there is none.</param>
    public Condition With(Condition? condition) => Key switch
    {
        "district" => (condition as Audience ?? new Audience(false, false, null)) with { District = true },
        "members" => (condition as Audience ?? new Audience(false, false, null)) with { Members = true },
        _ => condition is Approval asks ? Asking(asks, always: true) : new Approval(true, null, null, null, FromOutside: false),
    };

    /// <summary>What it says without; null when that is nothing.</summary>
    public Condition? Without(Condition condition) => (Key, condition) switch
    {
        ("district", Audience audience) => audience with { District = false } is { IsEveryone: false } rest ? rest : null,
        ("members", Audience audience) => audience with { Members = false } is { IsEveryone: false } rest ? rest : null,
        (_, Approval { FromOutside: false, LongerThanMinutes: null, MorePeopleThan: null, EndsAfterMinute: null }) => null,
        (_, Approval asks) => Asking(asks, always: false),
        _ => condition,
    };

    private static Approval Asking(Approval asks, bool always) =>
        new(always, asks.LongerThanMinutes, asks.MorePeopleThan, asks.EndsAfterMinute, asks.FromOutside, asks.Holds);
}

/// <summary>How a shortcut stands at something that is shared.</summary>
/// <param name="Own">The thing's own rule that it is part of, or would be; null where there is none.</param>
/// <param name="Wider">The rule of a wider level that says it already; null where none does.</param>
/// <param name="Condition">What its rule says with it.</param>
/// <param name="Reason">Offered: the one the rule has, followed by the shortcut's.</param>
public sealed record ShortcutState(Shortcut Shortcut, CatalogueRule? Own, CatalogueRule? Wider, Condition Condition, LocalText Reason)
{
    public string Key => Shortcut.Key;

    public bool IsOn => Shortcut.IsOn(Own?.Condition);

    /// <summary>In the order in which they are offered.</summary>
    /// <param name="offered">Rules it has not got yet, but is about to: what is set here takes their place, so it says the same and more. None where they have been left.</param>
    public static IReadOnlyList<ShortcutState> Of(RuleTarget target, IReadOnlyList<StartingRule> offered) =>
    [
        .. Shortcut.All.Select(shortcut =>
        {
            var holds = target.Resource!.Rules.FirstOrDefault(rule => rule.Condition.Kind == shortcut.Kind);
            var own = holds is not null && target.Has(holds) ? holds : null;
            var wider = own is null && shortcut.IsOn(holds?.Condition) ? holds : null;
            var coming = holds is null ? offered.FirstOrDefault(rule => rule.Condition.Kind == shortcut.Kind) : null;
            var reason = holds is not null ? new LocalText(holds.Rule.ReasonDa, holds.Rule.ReasonEn)
                : coming is not null ? new LocalText(coming.ReasonDa, coming.ReasonEn) : null;
            return new ShortcutState(
                shortcut, own, wider, shortcut.With(holds?.Condition ?? coming?.Condition),
                new LocalText(After(reason?.Da, shortcut.ReasonDa), After(reason?.En, shortcut.ReasonEn)));
        }),
    ];

    private static string After(string? reason, string next) => reason is { Length: > 0 } ? $"{reason} {next}" : next;
}
