using System.Globalization;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Booking.Web.Tests.Features.Rules;
using CsCheck;

namespace Booking.Web.Tests.Features.RuleEditor;

public sealed class ConditionFormsProperties
{
    public static TheoryData<string> Kinds => new(ConditionJson.Kinds);

    [Fact]
    public void EveryKindThereIs_CanBeWritten() => ConditionForms.All.Select(form => form.Kind).Should().BeEquivalentTo(ConditionJson.Kinds);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_OfWhatWasFilledIn_IsTheSame(string kind) => AnyCondition.OfEachKind[kind].Sample(condition =>
    {
        foreach (var language in new[] { "da", "en" })
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            var form = ConditionForms.Find(kind)!;
            var typed = form.Fill(condition);
            var problems = new FieldProblems();

            var read = form.Read(typed, problems);

            problems.All.Should().BeEmpty();
            Written(read!).Should().Be(Written(condition));
        }
    }, iter: 200, threads: 1);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fill_TypesInFieldsOfThePageOnly(string kind) => AnyCondition.OfEachKind[kind].Sample(condition =>
    {
        var form = ConditionForms.Find(kind)!;
        var typed = form.Fill(condition);

        typed.Names.Should().BeSubsetOf(form.FieldsIn(typed).Select(field => field.Name).Concat(form.RowCounts));
    }, iter: 50);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_OfAnythingAtAll_IsARuleOrHasAProblemAtAField(string kind)
    {
        var form = ConditionForms.Find(kind)!;
        Gen.String[0, 10].Array[40].Sample(texts =>
        {
            var typed = form.WithMore(form.Empty);
            foreach (var (field, text) in form.FieldsIn(typed).Zip(texts))
            {
                typed = typed.With(field.Name, text);
            }

            var problems = new FieldProblems();
            var read = form.Read(typed, problems);

            (read is null).Should().Be(problems.All.Count > 0);
            problems.All.Select(one => one.Field).Should().BeSubsetOf(form.FieldsIn(typed).Select(field => field.Name));
        }, iter: 100);
    }

    // Blanks around a text mean nothing, and hours are the same in any order.
    private static string Written(Condition condition) => ConditionJson.Write(condition switch
    {
        OpeningHours hours => new OpeningHours(
            InOrder(hours.Week), [.. hours.Seasons.Select(season => new Season(season.From, season.Until, InOrder(season.Week)))]),
        HandoverTimes handover => new HandoverTimes(InOrder(handover.PickUp), InOrder(handover.Return)),
        SchoolHolidays school => new SchoolHolidays(
            [.. school.Holidays.Select(one => new SchoolHoliday(one.NameDa.Trim(), one.NameEn.Trim(), one.From, one.Until))]),
        IntroductionRequired introduction => new IntroductionRequired(
            introduction.ValidMonths, introduction.GiverDa.Trim(), introduction.GiverEn.Trim()),
        Responsibility promise => new Responsibility(promise.TextDa.Trim(), promise.TextEn.Trim()),
        _ => condition,
    });

    private static List<WeeklySpan> InOrder(IReadOnlyList<WeeklySpan> week) =>
        [.. week.OrderBy(span => span.Day).ThenBy(span => span.OpensMinute).ThenBy(span => span.ClosesMinute)];
}
