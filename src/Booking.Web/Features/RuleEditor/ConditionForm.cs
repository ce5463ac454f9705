using Booking.Rules.Conditions;

namespace Booking.Web.Features.RuleEditor;

/// <summary>How rules of one kind are written: as sentences with fields in them.</summary>
public abstract class ConditionForm
{
    /// <summary>The name of the kind.</summary>
    public abstract string Kind { get; }

    /// <summary>What stands in the fields of a rule that is not written yet.</summary>
    public virtual Typed Empty => Typed.Nothing;

    /// <summary>The text of the button that gives more rows; null where there are none to give.</summary>
    public virtual string? MoreButton => null;

    /// <summary>The sentences; how many depends on how many rows there are.</summary>
    public abstract IReadOnlyList<EditorPart> Parts(Typed typed);

    /// <summary>The same with room for one more row.</summary>
    public virtual Typed WithMore(Typed typed) => typed;

    /// <summary>What a rule says, typed in.</summary>
    public abstract Typed Fill(Condition condition);

    /// <summary>What was typed, as a rule says it; null when there are problems.</summary>
    public abstract Condition? Read(Typed typed, FieldProblems problems);

    /// <summary>Every field, in the order of the page.</summary>
    public IEnumerable<EditorField> FieldsIn(Typed typed) => Parts(typed).SelectMany(part => part.Lines).SelectMany(line => line.Fields);

    /// <summary>What is sent without being seen: how many rows there are.</summary>
    public virtual IReadOnlyList<string> RowCounts => [];
}

/// <summary>The same, for one kind.</summary>
public abstract class ConditionForm<TCondition> : ConditionForm
    where TCondition : Condition
{
    public sealed override string Kind => typeof(TCondition).Name;

    public sealed override Typed Fill(Condition condition) => Fill((TCondition)condition);

    protected abstract Typed Fill(TCondition condition);
}

/// <summary>A kind that is one sentence.</summary>
public abstract class SentenceForm<TCondition> : ConditionForm<TCondition>
    where TCondition : Condition
{
    public sealed override IReadOnlyList<EditorPart> Parts(Typed typed) =>
        [new EditorPart(null, [new EditorLine($"Sentence{Kind}", [.. SentenceFields(typed)])]) { Hint = Hint }];

    protected virtual Said? Hint => null;

    protected abstract IEnumerable<EditorField> SentenceFields(Typed typed);
}

/// <summary>A kind that is one length of time.</summary>
public abstract class LengthForm<TCondition>(int least, int most, Func<int, TCondition> make, Func<TCondition, int> minutesOf) : SentenceForm<TCondition>
    where TCondition : Condition
{
    private const string Name = "length";

    public override Typed Empty => new Filling().Length(Name, null, UsualUnit).ToTyped();

    protected virtual string UsualUnit => Reading.HoursUnit;

    public override Condition? Read(Typed typed, FieldProblems problems) =>
        Reading.Length(typed, Name, least, most, problems) is { } minutes ? make(minutes) : null;

    protected override IEnumerable<EditorField> SentenceFields(Typed typed) => Fields.Length(Name);

    protected override Typed Fill(TCondition condition) => new Filling().Length(Name, minutesOf(condition), UsualUnit).ToTyped();
}
