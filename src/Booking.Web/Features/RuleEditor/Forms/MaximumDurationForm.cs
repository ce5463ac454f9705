using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class MaximumDurationForm() : LengthForm<MaximumDuration>(1, 366 * 1440, minutes => new MaximumDuration(minutes), rule => rule.Minutes);
