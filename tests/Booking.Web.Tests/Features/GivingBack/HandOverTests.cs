using Booking.Rules.Admission;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.GivingBack;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Groups;

namespace Booking.Web.Tests.Features.GivingBack;

/// <summary>A group's booking goes to another of those who book for it.</summary>
public sealed class HandOverTests : GroupRoom
{
    private HandOver HandOver => new(Source, Catalogue, Clock);

    [Fact]
    public async Task HandOver_InTheGroup_TakesEffectAtOnce_AndTellsBothCalendars()
    {
        var (carl, dina) = (await PersonAsync("Carl"), await PersonAsync("Dina"));
        var id = await BookedAsync(await ResourceAsync(), Anna);

        (await HandOver.HandleAsync(id, carl.Id, Anna, default)).Should().BeOfType<HandOverOutcome.NotInGroup>();
        (await HandOver.HandleAsync(id, dina.Id, dina, default)).Should().BeOfType<HandOverOutcome.NotFound>();
        (await HandOver.OthersAsync(await ReadAsync(id), default)).Select(other => other.PersonId).Should().Equal(Bo.Id);
        (await HandOver.HandleAsync(id, Bo.Id, Anna, default)).Should().BeOfType<HandOverOutcome.HandedOver>();
        (await HandOver.HandleAsync(id, Bo.Id, Anna, default)).Should().BeOfType<HandOverOutcome.HandedOver>("sent twice is done once");

        (await ReadAsync(id)).Should().BeEquivalentTo(new { PersonId = Bo.Id, GroupId = Choir, Sequence = 1, Period = FridayEvening });
        (await MailOfAsync(MailKind.BookingHandedOver, Anna)).Should().BeEquivalentTo(new { BookingId = id, Sequence = 1, PersonName = Anna.Name, Other = Bo.Name });
        (await MailOfAsync(MailKind.BookingTakenOver, Bo)).Should().BeEquivalentTo(new { BookingId = id, Sequence = 1, PersonName = Bo.Name, Other = Anna.Name });
        (await AuditedAsync("booking.handed-over")).Should().Be(1);

        (await HandOver.HandleAsync(id, Anna.Id, Bo, default)).Should().BeOfType<HandOverOutcome.HandedOver>("who has got it may hand it back");
        Clock.Reset(FridayEvening.Start);
        (await HandOver.HandleAsync(id, Bo.Id, Anna, default)).Should().BeOfType<HandOverOutcome.TooLate>();
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task HandOver_OfWhatIsNoGroups_IsRefused()
    {
        var id = await PlacedAsync(await ResourceAsync(), FridayEvening, Anna);

        (await HandOver.HandleAsync(id, Bo.Id, Anna, default)).Should().BeOfType<HandOverOutcome.NotOfAGroup>();

        (await ReadAsync(id)).PersonId.Should().Be(Anna.Id);
    }

    [Fact]
    public async Task HandOver_AsksTheRulesAboutTheNewPerson_AndNotAboutTheTime()
    {
        var hall = await ResourceAsync(new TestResource
        {
            LeadMinutes = 24 * 60, Rules = [new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both)],
        });
        var id = await BookedAsync(hall, Anna);
        var bos = await PlacedAsync(hall, At(Friday, 10, 11), Bo);
        Clock.Reset(FridayEvening.Start - NodaTime.Duration.FromHours(8));

        (await HandOver.HandleAsync(id, Bo.Id, Anna, default)).Should().BeOfType<HandOverOutcome.Refused>()
            .Which.Reasons.Should().ContainSingle().Which.Should().BeOfType<QuotaUsed>();
        await Cancel.HandleAsync(bos, Bo, null, default);
        (await HandOver.HandleAsync(id, Bo.Id, Anna, default)).Should().BeOfType<HandOverOutcome.HandedOver>("that it is soon is nothing new");
    }

    [Fact]
    public async Task HandOver_OfTwoAtOnce_ToOneWithRoomForOne_GivesThemOne()
    {
        var (hall, carl) = (
            await ResourceAsync(new TestResource { Rules = [new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both)] }),
            await PersonAsync("Carl"));
        await JoinAsync(Choir, carl);
        Guid[] booked = [await BookedAsync(hall, Anna), await BookedAsync(hall, Bo, At(Friday, 8, 9))];

        var outcomes = await AtOnceAsync(2, number => HandOver.HandleAsync(booked[number], carl.Id, Anna, default));

        outcomes.OfType<HandOverOutcome.HandedOver>().Should().ContainSingle();
        outcomes.OfType<HandOverOutcome.Refused>().Should().ContainSingle();
    }

    private async Task<Guid> BookedAsync(CatalogueResource resource, SignedInPerson person, Interval? period = null) =>
        (await Place.HandleAsync(
            new PlaceBookingRequest(resource, period ?? FridayEvening, 4, "Øveaften", person, Guid.NewGuid().ToString(), GroupId: Choir), default))
        .Should().BeOfType<PlaceBookingOutcome.Placed>().Subject.Id;

    private async Task<BookingMail> MailOfAsync(string kind, SignedInPerson person) => MailJson.Read<BookingMail>(
        await QueryAsync<string>("select content from outbox where kind = @kind and recipient = @Email", new { kind, person.Email }));
}
