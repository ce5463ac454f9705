using Booking.Rules.Admission;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Bookings;

namespace Booking.Web.Tests.Features.Permissions;

/// <summary>Changing what an owner has said yes to.</summary>
public sealed class MoveTests : PermissionHandlers
{
    private async Task<(Guid Id, Web.Features.SignIn.SignedInPerson Person)> GrantedAsync(TestResource place, Interval period, int people = 4)
    {
        var anna = await PersonAsync();
        var asked = await AskAsync(await ResourceAsync(place), period, anna, people: people);
        var id = asked.Should().BeOfType<PlaceBookingOutcome.Asked>().Subject.Id;
        await AnswerAsync(id, await CaretakerAsync(), yes: true);
        return (id, anna);
    }

    [Fact]
    public async Task Shortening_AnApprovedBooking_NeedsNoNewApproval()
    {
        var (id, anna) = await GrantedAsync(new TestResource { Rules = [Always] }, FridayEvening);

        (await MoveAsync(id, anna, At(Friday, 18, 20))).Should().BeOfType<MoveBookingOutcome.Moved>();
        (await MoveAsync(id, anna, At(Friday, 18, 20), people: 2)).Should().BeOfType<MoveBookingOutcome.Moved>();
    }

    [Theory]
    [InlineData(17, 22, 4)]
    [InlineData(16, 21, 4)]
    [InlineData(18, 22, 4)]
    [InlineData(17, 21, 5)]
    public async Task Extending_AnApprovedBooking_IsForTheOwner(int from, int to, int people)
    {
        var (id, anna) = await GrantedAsync(new TestResource { Rules = [Always] }, FridayEvening);

        (await MoveAsync(id, anna, At(Friday, from, to), people)).Should().BeOfType<MoveBookingOutcome.Refused>()
            .Which.Reasons.Should().ContainSingle().Which.Should().BeOfType<ChangeAsksOwner>();
    }

    [Fact]
    public async Task Shortening_AnException_NeedsNoNewOne()
    {
        var (id, anna) = await GrantedAsync(new TestResource { MaximumMinutes = 240 }, LongEvening);

        (await MoveAsync(id, anna, At(Friday, 15, 20))).Should().BeOfType<MoveBookingOutcome.Moved>("five hours are still more than four, but less than six");
        (await MoveAsync(id, anna, At(Friday, 15, 21))).Should().BeOfType<MoveBookingOutcome.Refused>()
            .Which.Reasons.Should().ContainSingle().Which.Should().BeOfType<TooLong>();
    }

    [Fact]
    public async Task Shortening_AnException_SetsAsideNothingElse()
    {
        var (id, anna) = await GrantedAsync(new TestResource { MaximumMinutes = 240, MinimumMinutes = 60, StepMinutes = 30 }, LongEvening);

        (await MoveAsync(id, anna, At(Friday.At(new LocalTime(15, 10)), Friday.At(new LocalTime(20, 0))))).Should().BeOfType<MoveBookingOutcome.Refused>()
            .Which.Reasons.Should().ContainSingle().Which.Should().BeOfType<OffGrid>();
    }

    [Fact]
    public async Task Changing_TheNumberOfAnException_StaysWithinIt()
    {
        var (id, anna) = await GrantedAsync(new TestResource { Rules = [new GroupSize(10)] }, FridayEvening, people: 15);

        (await MoveAsync(id, anna, FridayEvening, people: 12)).Should().BeOfType<MoveBookingOutcome.Moved>();
        (await MoveAsync(id, anna, FridayEvening, people: 13)).Should().BeOfType<MoveBookingOutcome.Refused>();
    }

    [Fact]
    public async Task Moving_AQuestionThatWaits_IsTooLate()
    {
        var anna = await PersonAsync();
        var id = await AskedAsync(await AskedKitchenAsync(), FridayEvening, anna, why: null);

        (await MoveAsync(id, anna, At(Friday, 18, 20))).Should().BeOfType<MoveBookingOutcome.TooLate>();
    }
}
