using System.Text.Json;
using System.Text.Json.Serialization;
using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using NodaTime;

namespace Booking.Web.Features.Permissions;

/// <summary>Why an owner is asked. The names are stored: rename none.</summary>
public enum PermissionKind
{
    /// <summary>A rule leaves the booking to the owner.</summary>
    Approval,

    /// <summary>Rules say no, and the person asks to have them set aside.</summary>
    Exception,
}

/// <summary>What a yes of the owner deals with.</summary>
/// <param name="Code">A refusal's code, or the cause that makes it one for the owner.</param>
/// <param name="Rule">The rule behind it; null only where a test has made terms without one.</param>
public sealed record Objection(string Code, Guid? Rule)
{
    public static IReadOnlyList<Objection> Of(IReadOnlyList<Refusal> refusals) =>
        [.. refusals.Select(refusal => new Objection(refusal.Code, refusal.Rule))];

    public static IReadOnlyList<Objection> Of(IReadOnlyList<ApprovalReason> reasons) =>
        [.. reasons.Select(reason => new Objection(reason.Cause.ToString(), reason.Rule))];

    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write(IReadOnlyList<Objection> objections) => JsonSerializer.Serialize(objections, Options);

    public static IReadOnlyList<Objection> Read(string json) => JsonSerializer.Deserialize<IReadOnlyList<Objection>>(json, Options)!;
}

/// <summary>Where a question to an owner stands.</summary>
public enum PermissionState
{
    /// <summary>The answer is due.</summary>
    Waiting,
    Granted,
    Declined,
    /// <summary>Nobody answered in time.</summary>
    Unanswered,
    /// <summary>The person no longer wants it.</summary>
    Withdrawn,
}

/// <summary>A question to an owner as it stands, with the answer if there is one.</summary>
public sealed record PermissionRecord
{
    public Guid Id { get; init; }
    public Guid BookingId { get; init; }
    public PermissionKind Kind { get; init; }
    /// <summary>Empty when the person has not said why.</summary>
    public string Why { get; init; } = "";
    /// <summary>JSON; read with <see cref="Objections"/>.</summary>
    public string Against { get; init; } = "[]";
    public Instant AskedAt { get; init; }
    public Instant AnswerBy { get; init; }
    public Instant? AnsweredAt { get; init; }
    /// <summary>Empty when nobody has answered, or they are gone.</summary>
    public string AnsweredByName { get; init; } = "";
    public bool? Granted { get; init; }
    public string Answer { get; init; } = "";
    public Instant? UnansweredAt { get; init; }
    /// <summary>Whether its time is held until the answer; else others may take it meanwhile, and a yes counts if it is still free.</summary>
    public bool Holds { get; init; }

    /// <summary>The columns above, for every query that reads them; <c>m</c> is permission, <c>a</c> the one who answered.</summary>
    public const string SelectSql = """
        select m.id, m.booking_id, m.kind, m.why, m.against, m.asked_at, m.answer_by, m.answered_at,
               coalesce(a.name, '') as answered_by_name, m.granted, m.answer, m.unanswered_at, m.holds
        from permission m
        left join person a on a.id = m.answered_by
        """;

    public IReadOnlyList<Objection> Objections => Objection.Read(Against);

    /// <param name="booking">The one it is about.</param>
    public PermissionState StateOf(BookingRecord booking, Instant now) => (Granted, booking.Status) switch
    {
        (true, _) => PermissionState.Granted,
        (false, _) => PermissionState.Declined,
        (_, BookingStatus.Held) when booking.HoldExpiresAt > now => PermissionState.Waiting,
        (_, BookingStatus.Cancelled) => PermissionState.Withdrawn,
        _ => PermissionState.Unanswered,
    };
}
