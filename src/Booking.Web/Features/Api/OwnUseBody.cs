using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Booking.Web.Features.OwnUse;

namespace Booking.Web.Features.Api;

/// <summary>Own use, once or every week.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OwnUseBody
{
    [Required, Description("What it is for. Only those who look after the place read it.")]
    public string? Title { get; init; }

    [Description("1 for Monday to 7 for Sunday: every week on these days. Left out, it is on firstDay only.")]
    public IReadOnlyList<int>? Weekdays { get; init; }

    [Required, Description("A date, as 2026-12-01.")]
    public string? FirstDay { get; init; }

    [Description("The last date it may be on. Left out, it goes on.")]
    public string? LastDay { get; init; }

    [Required, Description("A time of day, as 08:00.")]
    public string? FromTime { get; init; }

    [Required, Description("A time of day; the next day's when it is not after fromTime.")]
    public string? UntilTime { get; init; }

    [Description("Whether it leaves out closed days, public holidays and school holidays.")]
    public bool SkipsClosed { get; init; }

    [AllowedValues(null, 24, 48, 72, 168), Description("24, 48, 72 or 168: so many hours ahead each date goes to others unless somebody says that it is needed. Left out, never.")]
    public int? GiveBackHours { get; init; }

    internal OwnUseForm ToForm() => new()
    {
        Title = Title,
        Repeat = Weekdays is null ? OwnUseForm.Once : OwnUseForm.Weekly,
        First = FirstDay,
        Last = LastDay,
        From = FromTime,
        Until = UntilTime,
        Days = [.. (Weekdays ?? []).Select(day => day.ToString(CultureInfo.InvariantCulture))],
        SkipsClosed = SkipsClosed,
        GiveBack = GiveBackHours?.ToString(CultureInfo.InvariantCulture),
    };
}

public enum ClashDecision
{
    Leave,
    Cancel,
}

/// <summary>What becomes of a booking that own use meets.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ClashDecisionBody
{
    [Required, Description("leave or cancel.")]
    public ClashDecision? Decision { get; init; }

    [Description("To the person, in at most 500 characters; needed to cancel.")]
    public string? Reason { get; init; }
}
