using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class DurationStepForm() : LengthForm<DurationStep>(1, 7 * 1440, minutes => new DurationStep(minutes), rule => rule.Minutes);
