namespace Booking.Web.Features.Resources;

/// <summary>The kinds and the access features a resource can have, in the order in which they are offered.</summary>
public static class ResourceKinds
{
    public static readonly IReadOnlyList<string> All = ["kitchen", "hall", "room", "workshop", "garden", "vehicle", "tool", "other"];

    public static readonly IReadOnlyList<string> Features =
    [
        "step-free", "lift", "accessible-toilet", "hearing-loop", "parking", "quiet", "child-friendly", "changing-room",
        "wifi", "projector", "piano", "outdoor",
    ];
}
