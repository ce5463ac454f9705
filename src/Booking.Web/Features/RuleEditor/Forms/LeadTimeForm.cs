using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class LeadTimeForm() : LengthForm<LeadTime>(0, 366 * 1440, minutes => new LeadTime(minutes), rule => rule.Minutes);
