using System.Text.Json;
using Booking.Web.Features.Rules;
using CsCheck;

namespace Booking.Web.Tests.Features.Rules;

public sealed class ConditionJsonProperties
{
    public static TheoryData<string> Kinds => new(ConditionJson.Kinds);

    [Fact]
    public void EveryKindThereIs_IsAmongTheseTests() => AnyCondition.OfEachKind.Keys.Should().BeEquivalentTo(ConditionJson.Kinds);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_OfWhatWasWritten_IsTheSame(string kind) => AnyCondition.OfEachKind[kind].Sample(condition =>
    {
        var written = ConditionJson.Write(condition);

        var read = ConditionJson.Read(kind, written);

        read.Should().BeEquivalentTo(condition, like => like.RespectingRuntimeTypes());
        ConditionJson.Write(read).Should().Be(written);
    }, iter: 200);

    // Of what is written nothing may be left out but what may be null, or came later; and nothing may be added.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_OfHalfOrMore_IsRefused(string kind) => AnyCondition.OfEachKind[kind].Sample(condition =>
    {
        var written = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(ConditionJson.Write(condition))!;
        foreach (var key in written.Keys.Where(key => written[key].ValueKind != JsonValueKind.Null && !MayBeLeftOut(key)))
        {
            var half = written.Where(pair => pair.Key != key).ToDictionary();
            Reading(kind, half).Should().Throw<UnreadableRuleException>();
        }

        written["extra"] = JsonSerializer.SerializeToElement(1);
        Reading(kind, written).Should().Throw<UnreadableRuleException>();
    }, iter: 20);

    private static Action Reading(string kind, Dictionary<string, JsonElement> parameters) =>
        () => ConditionJson.Read(kind, JsonSerializer.Serialize(parameters));

    private static bool MayBeLeftOut(string key) =>
        key is "minimumAge" or "of" or "groups" or "district" or "validMonths" or "longerThanMinutes" or "morePeopleThan" or "endsAfterMinute" or "holds";
}
