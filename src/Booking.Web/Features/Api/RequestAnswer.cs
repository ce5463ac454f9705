using System.ComponentModel;
using Booking.Web.Features.Permissions;
using NodaTime;

namespace Booking.Web.Features.Api;

public sealed record RequestQueueAnswer(
    IReadOnlyList<RequestAnswer> Waiting,
    [property: Description("What nobody answered in time, and has not begun; the first to begin first.")] IReadOnlyList<RequestAnswer> Missed);

/// <summary>What somebody asks an owner for.</summary>
public sealed record RequestAnswer
{
    public required Guid Id { get; init; }

    [Description("waiting, granted, declined, unanswered (nobody said anything in time) or withdrawn.")]
    public required PermissionState State { get; init; }

    [Description("approval where a rule leaves it to the owner; exception where rules say no, and the person asks to have them set aside.")]
    public required PermissionKind Kind { get; init; }

    [Description("The resource's slug.")]
    public required string Resource { get; init; }

    public required OffsetDateTime Start { get; init; }

    public required OffsetDateTime End { get; init; }

    [Description("The id of the booking; null for whoever answers but does not look after the place.")]
    public required Guid? Booking { get; init; }

    [Description("The booking's short name.")]
    public required string Reference { get; init; }

    [Description("Who asks; null when they have no name, or are gone.")]
    public required string? Name { get; init; }

    public required int People { get; init; }

    [Description("Empty when none was given.")]
    public required string Purpose { get; init; }

    [Description("In the person's words; empty when they have not said.")]
    public required string Why { get; init; }

    [Description("Whether the time is held until the answer; else others may take it meanwhile.")]
    public required bool HoldsTime { get; init; }

    [Description("What it is about, as the rules were when it was asked.")]
    public required IReadOnlyList<AskedRuleAnswer> Rules { get; init; }

    public required OffsetDateTime AskedAt { get; init; }

    public required OffsetDateTime AnswerBy { get; init; }

    [Description("null until then.")]
    public required OffsetDateTime? AnsweredAt { get; init; }

    [Description("The name of who answered; null when nobody has, or they have none.")]
    public required string? AnsweredBy { get; init; }

    [Description("What the person was told; empty for nothing.")]
    public required string Answer { get; init; }

    [Description("What bears on the answer; null when it no longer waits.")]
    public required RequestBackgroundAnswer? Background { get; init; }

    internal static RequestAnswer Of(WaitingRequest line, PermissionState state, IReadOnlyList<AskedRuleAnswer> rules)
    {
        var (permission, booking, zone) = (line.Permission, line.Booking, line.Resource.Terms.Zone);
        return new RequestAnswer
        {
            Id = permission.Id,
            State = state,
            Kind = permission.Kind,
            Resource = line.Resource.Slug,
            Start = ApiTime.In(zone, booking.Period.Start),
            End = ApiTime.In(zone, booking.Period.End),
            Booking = line.MaySeeBooking ? booking.Id : null,
            Reference = booking.Reference,
            Name = booking.PersonName.Length > 0 ? booking.PersonName : null,
            People = booking.People,
            Purpose = booking.Purpose,
            Why = permission.Why,
            HoldsTime = permission.Holds,
            Rules = rules,
            AskedAt = ApiTime.In(zone, permission.AskedAt),
            AnswerBy = ApiTime.In(zone, permission.AnswerBy),
            AnsweredAt = ApiTime.In(zone, permission.AnsweredAt),
            AnsweredBy = permission.AnsweredByName.Length > 0 ? permission.AnsweredByName : null,
            Answer = permission.Answer,
            Background = state == PermissionState.Waiting ? RequestBackgroundAnswer.Of(line.Background, zone) : null,
        };
    }
}

public sealed record AskedRuleAnswer(
    [property: Description("What the rule says.")] string Text,
    [property: Description("Why it is there, in its owner's words.")] string Reason,
    [property: Description("Its page.")] Uri Rule);

/// <summary>Counts and times, and never whose or where else.</summary>
public sealed record RequestBackgroundAnswer(
    [property: Description("Whether a yes would get the time.")] bool IsFree,
    [property: Description("How many of the person's bookings with this owner in the last year were used.")] int Used,
    [property: Description("And how many were cancelled so late that others could hardly use the time.")] int CancelledLate,
    [property: Description("And how many nobody came to, of those that still count.")] int NotShownUp,
    [property: Description("Others who wait for the same time.")] IReadOnlyList<RivalAnswer> Rivals,
    [property: Description("What else takes the place on these days; the earliest first.")] IReadOnlyList<TakenTimeAnswer> Day)
{
    internal static RequestBackgroundAnswer Of(RequestBackground known, DateTimeZone zone) => new(
        known.IsFree, known.History.Used, known.History.CancelledLate, known.History.NotShownUp,
        [.. known.Rivals.Select(rival => new RivalAnswer(rival.Id, ApiTime.In(zone, rival.Period.Start), ApiTime.In(zone, rival.Period.End)))],
        [.. known.Day.Select(time => new TakenTimeAnswer(time.Kind, ApiTime.In(zone, time.Period.Start), ApiTime.In(zone, time.Period.End), time.Meets))]);
}

public sealed record RivalAnswer([property: Description("The id of the other request.")] Guid Request, OffsetDateTime Start, OffsetDateTime End);

public sealed record TakenTimeAnswer(
    [property: Description("booking, hold, blackout, own_use or imported.")] string Kind,
    OffsetDateTime Start, OffsetDateTime End,
    [property: Description("Whether it takes something of what is asked for, with setting up and cleaning up.")] bool Meets);

/// <summary>What became of one of several.</summary>
public sealed record AnsweredRequestAnswer(
    [property: Description("Its id.")] Guid Request,
    [property: Description("answered, over (no longer waiting), timeTaken, reasonMissing, or unknown: no request of yours to answer.")] AnswerResult Result,
    [property: Description("Where it stands now; null for one that is unknown.")] PermissionState? State);

public enum AnswerResult
{
    Answered,
    Over,
    TimeTaken,
    ReasonMissing,
    Unknown,
}
