using Booking.Web.Features.Owners;

namespace Booking.Web.Tests.Features.Owners;

public sealed class OwnerRightsTests
{
    [Theory]
    [InlineData(OwnerRole.Administrator, "LookAfter SetRules AnswerRequests Introduce SetUp ManagePeople ReadLog")]
    [InlineData(OwnerRole.Caretaker, "LookAfter SetRules")]
    [InlineData(OwnerRole.Approver, "AnswerRequests")]
    [InlineData(OwnerRole.Introducer, "Introduce")]
    public void Role_MayDoThis(OwnerRole role, string rights) => string.Join(' ', OwnerRights.Of(role)).Should().Be(rights);

    [Theory]
    [InlineData(OwnerRight.LookAfter, "administrator caretaker")]
    [InlineData(OwnerRight.AnswerRequests, "administrator approver")]
    [InlineData(OwnerRight.ManagePeople, "administrator")]
    public void RolesWith_AreNamedAsTheDatabaseNamesThem(OwnerRight right, string roles) =>
        string.Join(' ', OwnerRights.RolesWith(right)).Should().Be(roles);

    [Theory]
    [InlineData("approver", OwnerRole.Approver)]
    [InlineData("Approver", null)]
    [InlineData("mayor", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Find_KnowsTheNamesOfRolesAndNothingElse(string? name, OwnerRole? role) => OwnerRights.Find(name).Should().Be(role);
}
