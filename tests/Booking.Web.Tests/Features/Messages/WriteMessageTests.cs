using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Messages;
using Booking.Web.Features.Profile;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Bookings;
using Dapper;

namespace Booking.Web.Tests.Features.Messages;

public sealed class WriteMessageTests : BookingHandlers
{
    private CatalogueResource kitchen = null!;
    private SignedInPerson anna = null!;
    private SignedInPerson caretaker = null!;
    private Guid booking;

    private ReadMessages Read => new(Source, new ReadBooking(Source, Catalogue, Clock), Clock);

    private WriteMessage Write => new(Source, new ReadBooking(Source, Catalogue, Clock), Clock);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        kitchen = await ResourceAsync();
        anna = await PersonAsync("Anna");
        caretaker = await PersonAsync("Poul", "en");
        await ExecuteAsync($"insert into owner_role (owner_id, person_id, role) values ('{kitchen.Owner.Id}', '{caretaker.Id}', 'caretaker')");
        booking = await PlacedAsync(kitchen, FridayEvening, anna);
        await ExecuteAsync("delete from outbox");
    }

    [Fact]
    public async Task WriteMessage_ByTheBooker_ReachesThoseWhoLookAfterThePlace_WithoutTheirAddress()
    {
        (await SendAsync(anna, "Må vi tage egne gryder med?\r\n\r\nHilsen Anna")).Should().Be(WriteMessageOutcome.Sent);

        var mail = (await MailsAsync()).Should().ContainSingle().Subject;
        mail.Recipient.Should().Be(caretaker.Email);
        mail.Language.Should().Be("en");
        MailJson.Read<MessageMail>(mail.Content).Should().BeEquivalentTo(new { From = "Anna", Text = "Må vi tage egne gryder med?\n\nHilsen Anna", Reader = "Poul" });
        mail.Content.Should().NotContain(anna.Email);

        var seen = (await Read.HandleAsync(booking, caretaker, default))!;
        seen.Messages.Should().ContainSingle().Which.Should().BeEquivalentTo(new { ByOwner = false, Own = false, Sender = "Anna", SentAt = Start });
    }

    [Fact]
    public async Task WriteMessage_ByACaretaker_ReachesTheBooker_InTheNameOfTheOwner()
    {
        await SendAsync(caretaker, "Ja, der er plads på hylden.");

        var mail = (await MailsAsync()).Should().ContainSingle().Subject;
        mail.Recipient.Should().Be(anna.Email);
        MailJson.Read<MessageMail>(mail.Content).From.Should().Be(kitchen.Owner.Name.Da);
        mail.Content.Should().NotContain(caretaker.Email);
        (await Read.HandleAsync(booking, anna, default))!.Messages.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { ByOwner = true, Own = false, Sender = "Poul" });
    }

    [Fact]
    public async Task WriteMessage_WhereNobodyLooksAfterThePlace_GoesToTheOwnersAddress()
    {
        await ExecuteAsync("delete from owner_role");

        await SendAsync(anna, "Er der nogen?");

        (await MailsAsync()).Should().ContainSingle().Which.Recipient.Should().Be(kitchen.Owner.Email);
    }

    [Fact]
    public async Task WriteMessage_ByACaretakerAboutTheirOwnBooking_IsNotSentToThemselves()
    {
        var own = await PlacedAsync(kitchen, At(Friday, 8, 9), caretaker);
        await ExecuteAsync("delete from outbox");

        (await Write.HandleAsync(own, "Til mig selv", "k", caretaker, default)).Should().Be(WriteMessageOutcome.Sent);

        (await MailsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Messages_OfOthers_AreNobodysBusiness()
    {
        await SendAsync(anna, "Hej");
        var stranger = await PersonAsync("Bo");

        (await SendAsync(stranger, "Hvad laver I?")).Should().Be(WriteMessageOutcome.NotFound);
        (await Read.HandleAsync(booking, stranger, default)).Should().BeNull();
        (await Write.HandleAsync(Guid.NewGuid(), "Hej", "k", anna, default)).Should().Be(WriteMessageOutcome.NotFound);
    }

    [Theory]
    [InlineData("", WriteMessageOutcome.TextMissing)]
    [InlineData(" \r\n\t ", WriteMessageOutcome.TextMissing)]
    [InlineData(null, WriteMessageOutcome.TextMissing)]
    public async Task WriteMessage_WithoutWords_IsNotSent(string? text, WriteMessageOutcome outcome) =>
        (await SendAsync(anna, text)).Should().Be(outcome);

    [Fact]
    public async Task WriteMessage_HasRoomForSoMuch_AndNotForMore()
    {
        (await SendAsync(anna, new string('å', WriteMessage.LongestText))).Should().Be(WriteMessageOutcome.Sent);
        (await SendAsync(anna, new string('å', WriteMessage.LongestText + 1))).Should().Be(WriteMessageOutcome.TextTooLong);
    }

    [Fact]
    public async Task WriteMessage_SentTwiceAtOnce_IsOneMessageAndOneMail()
    {
        (await AtOnceAsync(8, _ => Write.HandleAsync(booking, "Hej", "same", anna, default))).Should().OnlyContain(outcome => outcome == WriteMessageOutcome.Sent);

        (await MailsAsync()).Should().ContainSingle();
        (await Read.CountAsync(booking, default)).Should().Be(1);
    }

    [Fact]
    public async Task WriteMessage_ManyAtOnce_StopsAtTheLimit_AndGoesOnAfterAnHour()
    {
        var outcomes = await AtOnceAsync(WriteMessage.MostAnHour + 6, number => Write.HandleAsync(booking, "Svar nu!", $"{number}", anna, default));

        outcomes.Count(outcome => outcome == WriteMessageOutcome.Sent).Should().Be(WriteMessage.MostAnHour);
        outcomes.Count(outcome => outcome == WriteMessageOutcome.TooMany).Should().Be(6);
        (await MailsAsync()).Should().HaveCount(WriteMessage.MostAnHour);
        (await SendAsync(caretaker, "Rolig nu.")).Should().Be(WriteMessageOutcome.Sent, "the other side has its own limit");
        Clock.Advance(NodaTime.Duration.FromHours(1));
        (await SendAsync(anna, "Undskyld.")).Should().Be(WriteMessageOutcome.Sent);
    }

    [Fact]
    public async Task WriteMessage_UntilThirtyDaysAfterTheEnd()
    {
        Clock.Reset(FridayEvening.End + ReadMessages.OpenAfterEnd - NodaTime.Duration.FromSeconds(1));
        (await SendAsync(anna, "Vi glemte en jakke.")).Should().Be(WriteMessageOutcome.Sent);

        Clock.Reset(FridayEvening.End + ReadMessages.OpenAfterEnd);
        (await SendAsync(anna, "Har I set den?")).Should().Be(WriteMessageOutcome.Closed);
        (await Read.HandleAsync(booking, anna, default))!.IsOpen.Should().BeFalse();
    }

    [Fact]
    public async Task DeletePerson_TakesWhatWasWrittenAboutTheirBookingsAlong()
    {
        await SendAsync(anna, "Min datter er allergisk over for nødder.");
        await SendAsync(caretaker, "Det sørger vi for.");

        await new DeletePerson(Source, Clock).HandleAsync(anna.Id);

        (await CountAsync("message")).Should().Be(0);
        (await MailsAsync()).Should().NotContain(mail => mail.Content.Contains("nødder"));
        (await SendAsync(caretaker, "Hallo?")).Should().Be(WriteMessageOutcome.Closed);
    }

    [Fact]
    public async Task DeletePerson_WhoLooksAfterAPlace_LeavesTheirWordsWithTheBooker()
    {
        await SendAsync(caretaker, "Nøglen hænger i skabet.");

        await new DeletePerson(Source, Clock).HandleAsync(caretaker.Id);

        (await Read.HandleAsync(booking, anna, default))!.Messages.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { ByOwner = true, Sender = "", Text = "Nøglen hænger i skabet." });
    }

    [Fact]
    public async Task TidyUp_AYearAfterTheBooking_ForgetsWhatWasWritten()
    {
        await SendAsync(anna, "Hej");
        Clock.Reset(FridayEvening.End + NodaTime.Duration.FromDays(365));
        await new TidyUpJob(Source, Clock).RunAsync(default);
        (await CountAsync("message")).Should().Be(1);

        Clock.Advance(NodaTime.Duration.FromSeconds(1));
        await new TidyUpJob(Source, Clock).RunAsync(default);

        (await CountAsync("message")).Should().Be(0);
    }

    private Task<WriteMessageOutcome> SendAsync(SignedInPerson sender, string? text) =>
        Write.HandleAsync(booking, text, Guid.NewGuid().ToString(), sender, default);

    private async Task<IReadOnlyList<QueuedMail>> MailsAsync()
    {
        await using var connection = await Source.OpenConnectionAsync();
        return (await connection.QueryAsync<QueuedMail>(
            "select id, kind, recipient, language, content::text as content, message_id, created_at from outbox where kind like 'message-%'")).AsList();
    }
}
