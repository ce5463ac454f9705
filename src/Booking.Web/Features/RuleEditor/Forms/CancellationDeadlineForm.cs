using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class CancellationDeadlineForm() : LengthForm<CancellationDeadline>(0, 60 * 1440, minutes => new CancellationDeadline(minutes), rule => rule.Minutes);
