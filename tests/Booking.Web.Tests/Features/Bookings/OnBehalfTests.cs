using Booking.Rules.Admission;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Profile;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Permissions;

namespace Booking.Web.Tests.Features.Bookings;

/// <summary>Bookings made for another: whose they are, whom they count for, and who may see what.</summary>
public sealed class OnBehalfTests : PermissionHandlers
{
    private const string Address = "karen@example.dk";

    private ReadBooking Read => new(Source, Catalogue, Clock);

    private Task<PlaceBookingOutcome> BookForAsync(
        CatalogueResource resource, Interval period, SignedInPerson helper, string? email = null, string? key = null, string name = "Karen Krog", string? why = null) =>
        Place.HandleAsync(
            new PlaceBookingRequest(resource, period, 4, "Kaffe", helper, key ?? Guid.NewGuid().ToString(), why, For: new BookedFor(name, email)), default);

    private async Task<Guid> BookedForAsync(CatalogueResource resource, Interval period, SignedInPerson helper, string? email = null) =>
        (await BookForAsync(resource, period, helper, email)).Should().BeOfType<PlaceBookingOutcome.Placed>().Subject.Id;

    private async Task<BookingMail> BookingMailAsync(string kind) =>
        MailJson.Read<BookingMail>(await QueryAsync<string>("select content from outbox where kind = @kind order by created_at desc, id desc limit 1", new { kind }));

    private Task<string> RecipientsAsync() => QueryAsync<string>("select string_agg(kind || ' ' || recipient, ', ' order by created_at, kind) from outbox");

    [Fact]
    public async Task Book_ForAnAddress_IsThatPersonsAndTheHelpersToManageUntilItIsOver()
    {
        var kitchen = await ResourceAsync();
        var (helper, other) = (await PersonAsync("Hans Hjælper"), await PersonAsync("Bo"));

        var id = await BookedForAsync(kitchen, FridayEvening, helper, Address);

        var booking = await ReadAsync(id);
        booking.Should().BeEquivalentTo(new
        {
            PersonName = "Karen Krog", PersonEmail = Address, HelperId = (Guid?)helper.Id, HelperName = "Hans Hjælper", IsOnBehalf = true, IsForUnreachable = false,
        });
        (await QueryAsync<bool>("select verified_at is null and name = '' from person where email = @Address", new { Address }))
            .Should().BeTrue("nobody has shown that it is theirs");
        (await BookingMailAsync(MailKind.BookingConfirmed)).Should().BeEquivalentTo(new { PersonName = "Karen Krog", BookedBy = "Hans Hjælper", BookedFor = "" });
        (await QueryAsync<string>("select string_agg(action, ' ' order by id) from audit where actor_id = @Id", helper)).Should().Be("booking.placed booking.on-behalf");
        (await QueryAsync<string>("select detail::text from audit where action = 'booking.on-behalf'")).Should().NotContain("Karen", "the log outlives the name");

        var karen = helper with { Id = booking.PersonId!.Value, Email = Address };
        (await Read.HandleAsync(id, karen, default)).Should().BeEquivalentTo(new { Own = true, IsHelper = false });
        (await Read.HandleAsync(id, helper, default)).Should().BeEquivalentTo(new { Own = true, IsHelper = true });
        (await Read.HandleAsync(id, other, default)).Should().BeNull();
        var lists = new ListBookings(Source, Clock);
        (await lists.ComingAsync(helper, null, 10, default)).Bookings.Should().ContainSingle();
        (await MoveAsync(id, helper, At(Friday, 18, 21))).Should().BeOfType<MoveBookingOutcome.Moved>();
        (await MoveAsync(id, karen, At(Friday, 18, 20))).Should().BeOfType<MoveBookingOutcome.Moved>();
        (await MoveAsync(id, other, At(Friday, 18, 21))).Should().BeOfType<MoveBookingOutcome.NotFound>();
        (await RecipientsAsync()).Should().NotContain(helper.Email, "the person it is for gets the mail");

        Clock.Reset(At(Friday, 18, 20).End);
        (await Read.HandleAsync(id, helper, default)).Should().BeNull("it is over");
        (await Read.HandleAsync(id, karen, default)).Should().NotBeNull();
        (await lists.PastAsync(helper, null, 10, default)).Bookings.Should().BeEmpty();
        (await lists.PastAsync(karen, null, 10, default)).Bookings.Should().ContainSingle();
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Book_ForSomebodyWithoutAnAddress_TellsTheHelper_AndCountsForNobody()
    {
        var kitchen = await ResourceAsync(new TestResource { Rules = [new ConcurrentBookings(1, Scope.Resource)], ReleaseAfterMinutes = 20 });
        var (helper, pedel) = (await PersonAsync("Hans Hjælper"), await CaretakerAsync());
        await PlacedAsync(kitchen, At(Friday, 8, 9), helper);

        var id = await BookedForAsync(kitchen, FridayEvening, helper);

        (await ReadAsync(id)).Should().BeEquivalentTo(new { PersonId = (Guid?)null, PersonName = "Karen Krog", PersonEmail = helper.Email, IsForUnreachable = true });
        (await BookingMailAsync(MailKind.BookingConfirmed)).Should().BeEquivalentTo(new { PersonName = "Hans Hjælper", BookedFor = "Karen Krog", BookedBy = "" });
        (await MoveAsync(id, helper, At(Friday, 18, 22))).Should().BeOfType<MoveBookingOutcome.Moved>("the helper's own booking is not counted");
        (await PlaceAsync(kitchen, At(Friday, 12, 13), helper)).Should().BeOfType<PlaceBookingOutcome.Refused>("the helper has one of their own");
        Clock.Reset(At(Friday, 18, 22).Start - Duration.FromHours(1));
        (await new SendReminder(Source, Catalogue, Clock).HandleAsync(id, default)).Should().BeTrue();
        (await Cancel.HandleAsync(id, pedel, "Der er vand på gulvet.", default)).Should().Be(CancelOutcome.Cancelled);
        (await QueryAsync<long>("select count(*) from outbox where recipient <> @Email", helper)).Should().Be(0);
        (await BookingMailAsync(MailKind.BookingCancelled)).Should().BeEquivalentTo(new { Reason = "Der er vand på gulvet.", BookedFor = "Karen Krog" });
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Quotas_CountWhomItIsFor_AndANeighbourIsNotToldWhatTheyHave()
    {
        var kitchen = await ResourceAsync(new TestResource { Rules = [new ConcurrentBookings(1, Scope.Resource)] });
        var introduced = await ResourceAsync(new TestResource { Name = "Værkstedet", Rules = [new IntroductionRequired(null, "værten", "the host")] });
        var karen = await PersonAsync("Karen");
        await PlacedAsync(kitchen, At(Friday, 8, 9), karen);
        await ExecuteAsync(
            "insert into introduction (id, person_id, owner_id, given_at) select gen_random_uuid(), @Id, id, @Now from owner where slug = 'beboerhuset'",
            new { karen.Id, Now = Clock.GetCurrentInstant() });
        var (helper, pedel) = (await PersonAsync("Hans"), await CaretakerAsync());

        (await BookForAsync(kitchen, FridayEvening, helper, karen.Email)).Should().BeOfType<PlaceBookingOutcome.NotForThem>();
        (await BookForAsync(kitchen, FridayEvening, pedel, karen.Email)).Should().BeOfType<PlaceBookingOutcome.Refused>("who looks after the place sees why")
            .Which.Reasons.Should().ContainSingle();
        (await BookForAsync(introduced, FridayEvening, helper, karen.Email)).Should().BeOfType<PlaceBookingOutcome.Refused>("a neighbour cannot find out who is introduced");
        (await BookForAsync(introduced, FridayEvening, helper, "ukendt@example.dk")).Should().BeOfType<PlaceBookingOutcome.Refused>();
        (await BookForAsync(introduced, FridayEvening, pedel, karen.Email)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        (await QueryAsync<long>("select count(*) from person where email = 'ukendt@example.dk'")).Should().Be(0, "a refusal leaves nothing behind");
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Book_ForOthers_StopsAtTenComing_ButNotAtAPlaceOneLooksAfter()
    {
        var kitchen = await ResourceAsync();
        var (helper, pedel) = (await PersonAsync("Hans"), await CaretakerAsync());
        Interval Day(int day) => At(new LocalDate(2026, 12, 1).PlusDays(day), 17, 18);
        var ids = new List<Guid>();
        for (var day = 0; day < 9; day++)
        {
            ids.Add(await BookedForAsync(kitchen, Day(day), helper));
            await BookedForAsync(kitchen, At(new LocalDate(2026, 12, 1).PlusDays(day), 19, 20), pedel);
        }

        var last = await AtOnceAsync(4, number => BookForAsync(kitchen, Day(20 + number), helper));

        last.OfType<PlaceBookingOutcome.Placed>().Should().ContainSingle("the tenth");
        last.OfType<PlaceBookingOutcome.TooManyForOthers>().Should().HaveCount(3);
        (await PlaceAsync(kitchen, Day(30), helper)).Should().BeOfType<PlaceBookingOutcome.Placed>("for oneself there is no such limit");
        await Cancel.HandleAsync(ids[0], helper, null, default);
        (await BookForAsync(kitchen, Day(31), helper)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        await BookedForAsync(kitchen, Day(40), pedel);
        await BookedForAsync(kitchen, Day(41), pedel);
        await ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Address)]
    public async Task Book_SentTwice_MakesOne(string? email)
    {
        var kitchen = await ResourceAsync();
        var helper = await PersonAsync("Hans");

        var outcomes = await AtOnceAsync(4, _ => BookForAsync(kitchen, FridayEvening, helper, email, "once"));

        outcomes.OfType<PlaceBookingOutcome.Placed>().Select(placed => placed.Id).Distinct().Should().ContainSingle();
        outcomes.Should().AllBeOfType<PlaceBookingOutcome.Placed>();
        (await BookForAsync(kitchen, FridayEvening, helper, email, "once", "En anden")).Should().BeOfType<PlaceBookingOutcome.KeyUsed>();
        (await CountAsync("booking")).Should().Be(1);
        (await MailsAsync(MailKind.BookingConfirmed)).Should().Be(1);
    }

    [Fact]
    public async Task Book_InOnesOwnAddress_IsOnesOwn()
    {
        var helper = await PersonAsync("Hans");

        var id = await BookedForAsync(await ResourceAsync(), FridayEvening, helper, helper.Email);

        (await ReadAsync(id)).Should().BeEquivalentTo(new { PersonId = (Guid?)helper.Id, IsOnBehalf = false, PersonName = "Hans" });
    }

    [Fact]
    public async Task TwoWhoBookForEachOtherAtOnce_DoNotWaitForOneAnother()
    {
        var kitchen = await ResourceAsync(new TestResource { Rules = [new ConcurrentBookings(50, Scope.Resource)] });
        var (anna, bo) = (await PersonAsync(), await PersonAsync("Bo"));

        var outcomes = await AtOnceAsync(12, number =>
        {
            var period = At(new LocalDate(2026, 12, 1).PlusDays(number), 17, 18);
            return (number % 3) switch
            {
                0 => BookForAsync(kitchen, period, anna, bo.Email),
                1 => BookForAsync(kitchen, period, bo, anna.Email),
                _ => PlaceAsync(kitchen, period, anna),
            };
        });

        outcomes.Should().AllBeOfType<PlaceBookingOutcome.Placed>();
        (await DeadlocksAsync()).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Names_GoWithThePersonTheyName_AndWhenTheyAreDue()
    {
        var kitchen = await ResourceAsync();
        var (helper, pedel) = (await PersonAsync("Hans"), await CaretakerAsync());
        var theirs = await BookedForAsync(kitchen, FridayEvening, helper, Address);
        var nameless = await BookedForAsync(kitchen, At(Friday, 8, 9), helper);
        await BookedForAsync(kitchen, At(Friday, 10, 11), pedel, helper.Email);

        var export = await new ExportPerson(Source).HandleAsync(helper.Id);
        export.BookedForOthers.Select(one => one.Name).Should().Equal("Karen Krog", "Karen Krog");
        export.Bookings.Should().ContainSingle().Which.CalledByHelper.Should().Be("Karen Krog", "so they have been called");

        (await new DeletePerson(Source, Clock).HandleAsync((await ReadAsync(theirs)).PersonId!.Value)).Should().BeTrue();
        (await ReadAsync(theirs)).Should().BeEquivalentTo(new { PersonName = "", IsOnBehalf = false });
        (await new DeletePerson(Source, Clock).HandleAsync(helper.Id)).Should().BeTrue();
        (await ReadAsync(nameless)).Should().BeEquivalentTo(new { PersonName = "Karen Krog", HelperId = (Guid?)null, IsReachable = false },
            "the neighbour still comes");
        (await Cancel.HandleAsync(nameless, pedel, "Vand", default)).Should().Be(CancelOutcome.Cancelled, "also with nobody to tell");
        Clock.Advance(Duration.FromDays((2 * 365) + 5));
        await new TidyUpJob(Source, Clock).RunAsync(default);
        (await CountAsync("on_behalf")).Should().Be(0);
        await ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task AsksTheOwner_ForSomebodyWithoutAnAddress_AnswersTheHelper()
    {
        var kitchen = await AskedKitchenAsync();
        var (helper, pedel) = (await PersonAsync("Hans"), await CaretakerAsync());
        var id = (await BookForAsync(kitchen, FridayEvening, helper)).Should().BeOfType<PlaceBookingOutcome.Asked>().Subject.Id;

        (await AnswerAsync(id, pedel, yes: false, "Vi maler.")).Should().BeOfType<Web.Features.Permissions.AnswerOutcome.Answered>();

        (await QueryAsync<string>("select recipient from outbox where kind = @kind", new { kind = MailKind.PermissionDeclined })).Should().Be(helper.Email);
        (await MailAsync(MailKind.PermissionDeclined)).Booking.BookedFor.Should().Be("Karen Krog");
        var waiting = (await BookForAsync(kitchen, FridayEvening, helper)).Should().BeOfType<PlaceBookingOutcome.Asked>().Subject.Id;
        await new DeletePerson(Source, Clock).HandleAsync(helper.Id);
        (await ReadAsync(waiting)).Status.Should().Be(Booking.Rules.Lifecycle.BookingStatus.Cancelled, "nobody could tell them the answer");
        await ShouldBeConsistentAsync();
    }
}
