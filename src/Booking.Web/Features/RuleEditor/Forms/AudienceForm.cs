using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor.Forms;

public sealed class AudienceForm : ConditionForm<Audience>
{
    private const string Residents = "residents";
    private const string District = "district";
    private const string Members = "members";
    private const string Groups = "groups";
    private const string Age = "age";

    public override IReadOnlyList<EditorPart> Parts(Typed typed) =>
    [
        new EditorPart(null,
        [
            new EditorLine(null, Fields.Tick(Residents, "AudienceResidentsTick")),
            new EditorLine(null, Fields.Tick(District, "AudienceDistrictTick")),
            new EditorLine(null, Fields.Tick(Members, "AudienceMembersTick")),
            new EditorLine(null, Fields.Tick(Groups, "AudienceGroupsTick")),
            new EditorLine("SentenceAudienceAge", Fields.Number(Age, "AgeLabel")),
        ]) { Hint = new Said("AudienceHint") },
    ];

    public override Condition? Read(Typed typed, FieldProblems problems)
    {
        var age = typed.Has(Age) ? Reading.Number(typed, Age, 1, 120, problems) : null;
        return problems.Of(Age) is null
            ? new Audience(
                Reading.Ticked(typed, Residents), Reading.Ticked(typed, Members), age, Reading.Ticked(typed, Groups), Reading.Ticked(typed, District))
            : null;
    }

    protected override Typed Fill(Audience condition) => new Filling()
        .Tick(Residents, condition.Residents).Tick(District, condition.District).Tick(Members, condition.Members).Tick(Groups, condition.Groups)
        .Number(Age, condition.MinimumAge).ToTyped();
}
