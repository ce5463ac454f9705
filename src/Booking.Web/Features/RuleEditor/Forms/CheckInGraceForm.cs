using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class CheckInGraceForm() : LengthForm<CheckInGrace>(1, 1440, minutes => new CheckInGrace(minutes), rule => rule.Minutes)
{
    protected override string UsualUnit => Reading.MinutesUnit;
}
