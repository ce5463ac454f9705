using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class MinimumDurationForm() : LengthForm<MinimumDuration>(1, 60 * 1440, minutes => new MinimumDuration(minutes), rule => rule.Minutes);
