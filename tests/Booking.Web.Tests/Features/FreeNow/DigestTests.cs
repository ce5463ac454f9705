using Booking.Testing;
using Booking.Web.Features.FreeNow;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Bookings;
using Booking.Web.Tests.Mail;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Features.FreeNow;

/// <summary>A mail each morning, to those who asked for it, of what they asked for.</summary>
public sealed class DigestTests : BookingHandlers
{
    private static readonly Instant Eight = At(Friday, 8, 9).Start;

    private SendDigest Send => new(Source, new RecentFreeNow(Catalogue, new ReadFreeNow(Source, Occupancies, Clock), Clock), Clock);

    private ChooseDigest Choose => new(Source, Catalogue, MailRoom.DigestLink, Clock);

    private SendFreeNowJob Job => new(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), Send);

    [Fact]
    public async Task Morning_TellsOnceOfWhatTheyWantToHear_AndNothingWhenThereIsNothing()
    {
        var (house, anna, bo, carl) = (await ResourceAsync(), await PersonAsync("Anna"), await PersonAsync("Bo"), await PersonAsync("Carl", "en"));
        await Choose.SaveAsync(anna.Id, new DigestChoice([], []), default);
        await Choose.SaveAsync(bo.Id, new DigestChoice(["vehicle"], []), default);
        await Choose.SaveAsync(carl.Id, new DigestChoice([house.Kind, "castle"], [house.District.Slug, "nowhere"]), default);
        (await Choose.ReadAsync(carl.Id, default)).Should().BeEquivalentTo(new DigestChoice([house.Kind], [house.District.Slug]));
        var booking = await PlacedAsync(house, FridayEvening, bo);

        Clock.Reset(Eight - Duration.FromDays(1));
        await Job.RunAsync(default);
        (await MailsAsync(MailKind.FreeNow)).Should().Be(0, "nothing has come free");

        Clock.Reset(Eight - Duration.FromHours(1));
        await Cancel.HandleAsync(booking, bo, null, default);
        Clock.Reset(Eight);
        await AtOnceAsync(4, async _ =>
        {
            await Job.RunAsync(default);
            return 0;
        });
        await Job.RunAsync(default);

        await using var connection = await Source.OpenConnectionAsync();
        var mails = (await connection.QueryAsync<(string Recipient, string Content)>(
            "select recipient, content::text from outbox where kind = @FreeNow order by recipient", new { MailKind.FreeNow })).AsList();
        mails.Select(mail => mail.Recipient).Should().BeEquivalentTo([anna.Email, carl.Email], "one a person, and none of what they do not want to hear");
        MailJson.Read<FreeNowMail>(mails[0].Content).Times.Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { ResourceName = house.Name.Da, FridayEvening.Start, FridayEvening.End });

        var message = MailRoom.Compose.Compose(new QueuedMail(Guid.NewGuid(), MailKind.FreeNow, anna.Email, "da", mails[0].Content, "a@b", Eight));
        message.Subject.Should().Be($"Ledigt i dag: {house.Name.Da}");
        message.TextBody.Should().Contain($"/resources/{house.Slug}/book?start=2026-11-27T17%3A00");
        message.Headers["List-Unsubscribe"].Should().Contain("/free-now/mail/off/");
        message.Headers["List-Unsubscribe-Post"].Should().Be("List-Unsubscribe=One-Click");

        var waiting = new QueuedMail(Guid.NewGuid(), MailKind.FreeNow, anna.Email, "da", mails[0].Content, "a@b", Eight);
        var still = new StillWanted(Source);
        (await still.PointlessBecauseAsync(waiting, Eight, default)).Should().BeNull();
        (await still.PointlessBecauseAsync(waiting, Eight + Duration.FromDays(1), default)).Should().Be("the day is over");
        await Choose.StopAsync(anna.Id, default);
        (await Choose.ReadAsync(anna.Id, default)).Should().BeNull();
        (await still.PointlessBecauseAsync(waiting with { Content = mails[0].Content }, Eight, default))
            .Should().Be(mails[0].Recipient == anna.Email ? "they no longer want it" : null);
    }
}
