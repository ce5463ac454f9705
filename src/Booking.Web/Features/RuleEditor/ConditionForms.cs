using System.Collections.Frozen;
using Booking.Web.Features.RuleEditor.Forms;

namespace Booking.Web.Features.RuleEditor;

/// <summary>How to write each kind of rule.</summary>
public static class ConditionForms
{
    /// <summary>In the order in which kinds are offered: may I, when, how long, how early, how much, and what then.</summary>
    public static IReadOnlyList<ConditionForm> All { get; } =
    [
        new AudienceForm(), new IntroductionRequiredForm(), new ApprovalForm(), new OpeningHoursForm(), new HandoverTimesForm(), new ClosedDatesForm(),
        new PublicHolidaysForm(), new SchoolHolidaysForm(), new MinimumDurationForm(), new MaximumDurationForm(), new DurationStepForm(),
        new StartGridForm(), new LeadTimeForm(), new HorizonForm(), new SeriesLimitForm(), new RenewalPriorityForm(), new GroupSizeForm(), new QuotaForm(), new ConcurrentBookingsForm(),
        new SpacingForm(), new BufferTimeForm(), new QuietHoursForm(), new ResponsibilityForm(), new CheckInGraceForm(), new NoShowLimitForm(),
        new ReconfirmationForm(), new CancellationDeadlineForm(),
    ];

    private static readonly FrozenDictionary<string, ConditionForm> ByKind = All.ToFrozenDictionary(form => form.Kind, StringComparer.Ordinal);

    /// <summary>Null for a kind that there is not.</summary>
    public static ConditionForm? Find(string? kind) => kind is not null && ByKind.TryGetValue(kind, out var form) ? form : null;
}
