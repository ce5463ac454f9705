using Booking.Rules.Lifecycle;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Profile;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Today;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Features.Groups;

/// <summary>What is booked for a group, by whoever of it.</summary>
public sealed class GroupBookingTests : GroupRoom
{
    private Task<PlaceBookingOutcome> BookAsync(
        CatalogueResource resource, SignedInPerson person, Guid? group, Interval? period = null, string? key = null) =>
        Place.HandleAsync(
            new PlaceBookingRequest(resource, period ?? FridayEvening, 4, "Øveaften", person, key ?? Guid.NewGuid().ToString(), GroupId: group), default);

    private async Task<Guid> BookedAsync(CatalogueResource resource, SignedInPerson person, Interval? period = null) =>
        (await BookAsync(resource, person, Choir, period)).Should().BeOfType<PlaceBookingOutcome.Placed>().Subject.Id;

    private async Task<IReadOnlyList<Guid>> ComingAsync(SignedInPerson person) =>
        [.. (await new ListBookings(Source, Clock).ComingAsync(person, null, 10, default)).Bookings.Select(booking => booking.Id)];

    [Fact]
    public async Task Booking_ForAGroup_IsSeenChangedAndCancelledByItsBookersOnly()
    {
        var kitchen = await ResourceAsync();
        var carl = await PersonAsync("Carl");
        var id = await BookedAsync(kitchen, Anna);
        var read = new ReadBooking(Source, Catalogue, Clock);

        (await read.HandleAsync(id, Bo, default))!.Own.Should().BeTrue();
        (await read.HandleAsync(id, carl, default)).Should().BeNull();
        (await ComingAsync(Bo)).Should().Equal(id);
        (await ComingAsync(carl)).Should().BeEmpty();
        (await MoveAsync(id, carl, At(Friday, 18, 21))).Should().BeOfType<MoveBookingOutcome.NotFound>();
        (await MoveAsync(id, Bo, At(Friday, 18, 21))).Should().BeOfType<MoveBookingOutcome.Moved>();
        (await Cancel.HandleAsync(id, carl, null, default)).Should().Be(CancelOutcome.NotFound);
        (await Cancel.HandleAsync(id, Bo, null, default)).Should().Be(CancelOutcome.Cancelled);

        (await ReadAsync(id)).Should().BeEquivalentTo(new { PersonId = Anna.Id, GroupId = Choir, GroupName = "Koret" });
        (await QueryAsync<long>("select count(*) from outbox where recipient = @Email", new { Bo.Email })).Should().Be(0, "Anna booked, she gets the mails");
        (await QueryAsync<long>("select count(*) from outbox where recipient = @Email and language = 'da'", new { Anna.Email })).Should().Be(3);
        MailJson.Read<BookingMail>(await QueryAsync<string>("select content from outbox where kind = @kind", new { kind = MailKind.BookingConfirmed }))
            .Group.Should().Be("Koret");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task CheckIn_ByAnotherBooker_AtTheDoorToo()
    {
        var kitchen = await ResourceAsync();
        var id = await BookedAsync(kitchen, Anna);
        Clock.Reset(FridayEvening.Start);

        (await new FindAtDoor(Source, Clock).HandleAsync(Bo, kitchen, default))!.Id.Should().Be(id);
        (await CheckIn.HandleAsync(id, Bo, default)).Should().Be(CheckInOutcome.CheckedIn);
    }

    [Fact]
    public async Task Booking_ForAGroupOneIsNotIn_IsNotMade()
    {
        var kitchen = await ResourceAsync();
        var carl = await PersonAsync("Carl");
        await ExecuteAsync(
            "insert into community_member (community_id, person_id, invited_at) values (@Choir, @Id, @Start)", new { Choir, carl.Id, Start });

        (await BookAsync(kitchen, carl, Choir)).Should().BeOfType<PlaceBookingOutcome.NotInGroup>("an invitation is no membership");
        (await BookAsync(kitchen, Anna, Guid.NewGuid())).Should().BeOfType<PlaceBookingOutcome.NotInGroup>();
        (await CountAsync("booking")).Should().Be(0);
    }

    [Fact]
    public async Task Booking_SentTwice_IsOneBooking_ForAnotherGroupItIsAnotherRequest()
    {
        var kitchen = await ResourceAsync();

        var first = await BookAsync(kitchen, Anna, Choir, key: "k");

        (await BookAsync(kitchen, Anna, Choir, key: "k")).Should().BeOfType<PlaceBookingOutcome.Placed>()
            .Which.Id.Should().Be(first.Should().BeOfType<PlaceBookingOutcome.Placed>().Subject.Id);
        (await BookAsync(kitchen, Anna, null, key: "k")).Should().BeOfType<PlaceBookingOutcome.KeyUsed>();
        (await CountAsync("booking")).Should().Be(1);
    }

    [Fact]
    public async Task Leave_HandsWhatIsComingOnToTheContact()
    {
        var kitchen = await ResourceAsync();
        var past = await BookedAsync(kitchen, Bo, At(Friday, 10, 11));
        var coming = await BookedAsync(kitchen, Bo);
        Clock.Reset(FridayEvening.Start - NodaTime.Duration.FromHours(2));

        (await Members.HandleAsync(Bo, Choir, Bo.Id, MemberChange.Remove, default)).Should().Be(ChangeMemberOutcome.Changed);

        (await ReadAsync(coming)).PersonId.Should().Be(Anna.Id);
        (await ReadAsync(past)).PersonId.Should().Be(Bo.Id);
        (await ComingAsync(Bo)).Should().BeEmpty();
        (await Cancel.HandleAsync(coming, Bo, null, default)).Should().Be(CancelOutcome.NotFound);
    }

    [Fact]
    public async Task DeletedPerson_LeavesTheGroupAndItsBookingsToTheOthers()
    {
        var kitchen = await ResourceAsync();
        var id = await BookedAsync(kitchen, Anna);

        (await new DeletePerson(Source, Clock).HandleAsync(Anna.Id)).Should().BeTrue();

        (await InAsync(Choir)).Should().Equal("Bo*");
        (await QueryAsync<Guid>("select contact_id from community")).Should().Be(Bo.Id);
        (await ReadAsync(id)).Should().BeEquivalentTo(new { PersonId = Bo.Id, Purpose = "Øveaften", Status = BookingStatus.Confirmed });
    }

    [Fact]
    public async Task DeletedPerson_AloneInAGroup_EndsIt()
    {
        await Members.HandleAsync(Bo, Choir, Bo.Id, MemberChange.Remove, default);
        var id = await BookedAsync(await ResourceAsync(), Anna);

        (await new DeletePerson(Source, Clock).HandleAsync(Anna.Id)).Should().BeTrue();

        (await CountAsync("community")).Should().Be(0);
        (await ReadAsync(id)).Status.Should().Be(BookingStatus.Cancelled);
    }

    [Fact]
    public async Task EndedGroup_LeavesWhatIsBookedToTheOneWhoBooked()
    {
        var id = await BookedAsync(await ResourceAsync(), Bo);

        (await new EndGroup(Source, Clock).HandleAsync(Bo, Choir, default)).Should().BeFalse("only organisers end it");
        (await new EndGroup(Source, Clock).HandleAsync(Anna, Choir, default)).Should().BeTrue();

        (await ReadAsync(id)).Should().BeEquivalentTo(new { PersonId = Bo.Id, GroupId = (Guid?)null });
        (await ComingAsync(Anna)).Should().BeEmpty();
    }
}
