using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using NodaTime;

namespace Booking.Web.Features.Permissions;

/// <summary>A question about to be put to an owner.</summary>
/// <param name="Why">In the person's words; empty when they were not asked for any.</param>
/// <param name="Against">What a yes deals with; never empty.</param>
/// <param name="AnswerBy">Until when it waits.</param>
/// <param name="Holds">Whether the time is held until then; else others may take it meanwhile.</param>
public sealed record OwnerQuestion(PermissionKind Kind, string Why, IReadOnlyList<Objection> Against, Instant AnswerBy, bool Holds)
{
    public Guid Id { get; } = Guid.CreateVersion7();

    public static OwnerQuestion ToApprove(IReadOnlyList<ApprovalReason> reasons, bool holds, string why, Interval period, Instant now) =>
        new(PermissionKind.Approval, why, Objection.Of(reasons), AnswerTime.Of(period, now), holds);

    public static OwnerQuestion ToExcept(IReadOnlyList<Refusal> refusals, string why, Interval period, Instant now) =>
        new(PermissionKind.Exception, why, Objection.Of(refusals), AnswerTime.Of(period, now), Holds: true);
}
