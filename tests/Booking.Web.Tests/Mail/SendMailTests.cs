using System.Diagnostics;
using Booking.Testing;
using Booking.Web.Mail;
using Dapper;
using MimeKit;

namespace Booking.Web.Tests.Mail;

/// <summary>Real conversations with a real server, which also fails on purpose.</summary>
public sealed class SendMailTests : IAsyncLifetime
{
    private MailRoom room = null!;

    public async Task InitializeAsync() => room = await MailRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    private Task SendAsync(SmtpTestServer server) => room.SendThrough(MailRoom.TransportTo(server)).HandleAsync(default);

    [Theory]
    [InlineData(ServerSecurity.StartTls, "StartTls")]
    [InlineData(ServerSecurity.SslOnConnect, "SslOnConnect")]
    public async Task SendMail_WhenTheServerAccepts_SignsInEncryptedAndMarksItSent(ServerSecurity offered, string configured)
    {
        await using var server = new SmtpTestServer(offered);
        var mail = await room.PutAsync("anna@example.dk");

        await room.SendThrough(new SmtpTransport(MailRoom.SettingsFor(server, configured).Server!)).HandleAsync(default);

        server.Received.Should().ContainSingle().Which.MessageId.Should().Be(mail.MessageId);
        server.Commands.Should().Contain("AUTH");
        var row = await room.RowAsync(mail.Id);
        row.SentAt.Should().Be(room.Clock.GetCurrentInstant());
        row.DueAt.Should().BeNull();
        row.LastError.Should().BeNull();
    }

    [Fact]
    public async Task SendMail_ToALocalServerInTheClear_Works()
    {
        await using var server = new SmtpTestServer(ServerSecurity.None, asksForSignIn: false);
        await room.PutAsync("anna@example.dk");

        await room.SendThrough(new SmtpTransport(MailRoom.SettingsFor(server, "None", user: null, password: null).Server!)).HandleAsync(default);

        server.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task SendMail_SeveralAtOnce_UsesOneConnectionForAll()
    {
        await using var server = new SmtpTestServer();
        for (var i = 0; i < 5; i++)
        {
            await room.PutAsync($"p{i}@example.dk");
        }

        await SendAsync(server);

        server.Received.Should().HaveCount(5);
        server.Connections.Should().Be(1);
    }

    [Fact]
    public async Task SendMail_WhenTheServerSays4xx_TriesAgainLaterWithTheSameMessageId()
    {
        await using var server = new SmtpTestServer
        {
            React = (_, attempt) => attempt < 3 ? new Reaction.Refuse(451, "4.7.1 anna@example.dk greylisted") : new Reaction.Accept(),
        };
        var mail = await room.PutAsync("anna@example.dk");

        await SendAsync(server);
        var first = await room.RowAsync(mail.Id);
        await SendAsync(server);
        (await room.RowAsync(mail.Id)).Attempts.Should().Be(1, "it is not due yet");

        room.Clock.AdvanceSeconds(15);
        await SendAsync(server);
        var second = await room.RowAsync(mail.Id);
        room.Clock.AdvanceSeconds(30);
        await SendAsync(server);

        first.DueAt.Should().Be(BookingApplication.Start + Duration.FromSeconds(15));
        first.SentAt.Should().BeNull();
        first.FailedAt.Should().BeNull();
        first.LastError.Should().Be("the server answered 451 4.7.1");
        (second.DueAt - BookingApplication.Start).Should().Be(Duration.FromSeconds(45));
        server.Received.Should().ContainSingle().Which.MessageId.Should().Be(mail.MessageId);
        (await room.RowAsync(mail.Id)).SentAt.Should().NotBeNull();
    }

    [Theory]
    [InlineData(550, true)]
    [InlineData(552, false)]
    public async Task SendMail_WhenTheServerSays5xx_GivesUpAndKeepsNoAddressInTheReason(int code, bool atRecipient)
    {
        await using var server = new SmtpTestServer
        {
            React = (_, _) => atRecipient
                ? new Reaction.Refuse(code, "5.1.1 <anna@example.dk> no such user")
                : new Reaction.RefuseContent(code, "5.3.4 too much for anna@example.dk"),
        };
        var mail = await room.PutAsync("anna@example.dk");

        await SendAsync(server);

        var row = await room.RowAsync(mail.Id);
        row.FailedAt.Should().NotBeNull();
        row.DueAt.Should().BeNull();
        row.LastError.Should().StartWith($"the server answered {code} 5.").And.NotContain("anna");
    }

    [Fact]
    public async Task SendMail_WhenOneIsRefusedForGoodAndOneForNow_SendsTheOthers()
    {
        await using var server = new SmtpTestServer
        {
            React = (recipient, _) => recipient switch
            {
                "gone@example.dk" => new Reaction.Refuse(550, "gone"),
                "full@example.dk" => new Reaction.Refuse(452, "full"),
                _ => new Reaction.Accept(),
            },
        };
        await room.PutAsync("gone@example.dk");
        await room.PutAsync("anna@example.dk");
        await room.PutAsync("full@example.dk");
        await room.PutAsync("bo@example.dk");

        await SendAsync(server);

        server.Received.Select(mail => mail.To.ToString()).Should().HaveCount(2);
        server.Connections.Should().Be(1, "a connection survives a refused mail");
    }

    [Fact]
    public async Task SendMail_WhenTheServerHangsUpWith421_CallsAgainForTheNext()
    {
        await using var server = new SmtpTestServer
        {
            React = (recipient, attempt) =>
                recipient == "anna@example.dk" && attempt == 1 ? new Reaction.Refuse(421, "4.3.2 closing") : new Reaction.Accept(),
        };
        var interrupted = await room.PutAsync("anna@example.dk");
        var next = await room.PutAsync("bo@example.dk");

        await SendAsync(server);

        (await room.RowAsync(interrupted.Id)).DueAt.Should().NotBeNull();
        (await room.RowAsync(next.Id)).SentAt.Should().NotBeNull();
        server.Connections.Should().Be(2);

        room.Clock.AdvanceMinutes(1);
        await SendAsync(server);
        (await room.RowAsync(interrupted.Id)).SentAt.Should().NotBeNull();
    }

    [Fact]
    public async Task SendMail_WhenTheLineIsCutBeforeAcceptance_SendsItOnceLater()
    {
        await using var server = new SmtpTestServer
        {
            React = (_, attempt) => attempt == 1 ? new Reaction.HangUpBeforeAcceptance() : new Reaction.Accept(),
        };
        var mail = await room.PutAsync("anna@example.dk");

        await SendAsync(server);
        (await room.RowAsync(mail.Id)).SentAt.Should().BeNull();
        room.Clock.AdvanceMinutes(1);
        await SendAsync(server);

        server.Received.Should().ContainSingle();
        (await room.RowAsync(mail.Id)).SentAt.Should().NotBeNull();
    }

    [Fact]
    public async Task SendMail_WhenTheLineIsCutAfterAcceptance_SendsTheVerySameMailAgain()
    {
        await using var server = new SmtpTestServer
        {
            React = (_, attempt) => attempt == 1 ? new Reaction.HangUpAfterAcceptance() : new Reaction.Accept(),
        };
        var mail = await room.PutAsync("anna@example.dk");

        await SendAsync(server);
        room.Clock.AdvanceMinutes(1);
        await SendAsync(server);

        server.Received.Should().HaveCount(2, "nobody can tell this from a cut before acceptance");
        server.Received.Select(Bytes).Distinct().Should().ContainSingle("a receiver can tell that it has it already");
        server.Received.First().MessageId.Should().Be(mail.MessageId);
    }

    [Fact]
    public async Task SendMail_WhenNothingListens_DelaysAllAndNothingElse()
    {
        int port;
        await using (var server = new SmtpTestServer())
        {
            port = server.Port;
        }

        var first = await room.PutAsync("anna@example.dk");
        var second = await room.PutAsync("bo@example.dk");
        var transport = new SmtpTransport(new SmtpServer("localhost", port, MailKit.Security.SecureSocketOptions.StartTls, null, null));

        await room.SendThrough(transport).HandleAsync(default);

        foreach (var id in new[] { first.Id, second.Id })
        {
            var row = await room.RowAsync(id);
            (row.DueAt > room.Clock.GetCurrentInstant()).Should().BeTrue();
            row.FailedAt.Should().BeNull();
            row.LastError.Should().Be("no conversation with the server (SocketException)");
        }
    }

    [Theory]
    [InlineData("wrong password")]
    [InlineData("certificate of an unknown authority")]
    [InlineData("certificate for another name")]
    [InlineData("no encryption offered")]
    public async Task SendMail_WhenTheServerIsNotToBeTrusted_KeepsTheMailAndTellsItNothing(string flaw)
    {
        await using var server = flaw switch
        {
            "no encryption offered" => new SmtpTestServer(ServerSecurity.None),
            "certificate for another name" => new SmtpTestServer(name: "mail.example.dk"),
            _ => new SmtpTestServer(),
        };
        var settings = flaw switch
        {
            "wrong password" => MailRoom.SettingsFor(server, password: "wrong"),
            "certificate of an unknown authority" => MailRoom.SettingsFor(server, trusted: false),
            _ => MailRoom.SettingsFor(server),
        };
        var mail = await room.PutAsync("anna@example.dk");

        await room.SendThrough(new SmtpTransport(settings.Server!)).HandleAsync(default);

        var row = await room.RowAsync(mail.Id);
        row.DueAt.Should().NotBeNull();
        row.FailedAt.Should().BeNull("it is the configuration that is wrong, not the mail");
        row.LastError.Should().NotBeNull().And.NotContain("anna").And.NotContain(SmtpTestServer.Password);
        server.Commands.Should().NotContain("MAIL");
        if (flaw != "wrong password")
        {
            server.Commands.Should().NotContain("AUTH");
        }
    }

    [Fact]
    public async Task SendMail_WhenTheServerAsksForSignInThatIsNotConfigured_KeepsTheMail()
    {
        await using var server = new SmtpTestServer();
        var mail = await room.PutAsync("anna@example.dk");

        await room.SendThrough(new SmtpTransport(MailRoom.SettingsFor(server, user: null, password: null).Server!)).HandleAsync(default);

        var row = await room.RowAsync(mail.Id);
        row.FailedAt.Should().BeNull();
        row.LastError.Should().Be("the server asks for a sign-in that is not configured");
    }

    [Fact]
    public async Task SendMail_AfterThreeDaysOfFailures_GivesUp()
    {
        await using var server = new SmtpTestServer { React = (_, _) => new Reaction.Refuse(451, "later") };
        var mail = await room.PutAsync("anna@example.dk");
        var attempts = 0;
        for (; (await room.RowAsync(mail.Id)).DueAt is { } due && attempts < 400; attempts++)
        {
            room.Clock.Reset(due);
            await SendAsync(server);
        }

        var row = await room.RowAsync(mail.Id);
        row.FailedAt.Should().NotBeNull();
        (row.FailedAt!.Value - BookingApplication.Start).TotalDays.Should().BeInRange(3, 3.1);
        attempts.Should().BeInRange(100, 200);
        server.Received.Should().BeEmpty();
    }

    [Fact]
    public async Task SendMail_ParallelSenders_SendNoMailTwice()
    {
        await using var server = new SmtpTestServer();
        var mails = new List<OutboxMail>();
        for (var i = 0; i < 60; i++)
        {
            mails.Add(await room.PutAsync($"p{i}@example.dk"));
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => SendAsync(server))));

        server.Received.Select(mail => mail.MessageId).Should().BeEquivalentTo(mails.Select(mail => mail.MessageId));
        foreach (var mail in mails)
        {
            (await room.RowAsync(mail.Id)).Attempts.Should().Be(1);
        }
    }

    [Fact]
    public async Task SendMail_WhileAnotherSenderClaimsAMail_PassesItByWithoutWaiting()
    {
        await using var server = new SmtpTestServer();
        var claimed = await room.PutAsync("anna@example.dk");
        var free = await room.PutAsync("bo@example.dk");
        await using var other = await room.Database.DataSource.OpenConnectionAsync();
        await using var claim = await other.BeginTransactionAsync();
        await other.ExecuteAsync("select from outbox where id = @Id for update", new { claimed.Id });

        await SendAsync(server);

        server.Received.Should().ContainSingle().Which.MessageId.Should().Be(free.MessageId);
    }

    [Fact]
    public async Task SendMail_AfterASenderCrashed_SendsItsMailWhenTheLeaseEnds()
    {
        await using var server = new SmtpTestServer();
        var mail = await room.PutAsync("anna@example.dk");
        // What a sender that was killed between claiming and sending leaves behind.
        await room.ExecuteAsync(
            "update outbox set attempts = 1, due_at = @DueAt", new { DueAt = room.Clock.GetCurrentInstant() + SendMail.Lease });

        await SendAsync(server);
        server.Received.Should().BeEmpty();

        room.Clock.Advance(SendMail.Lease);
        await SendAsync(server);
        server.Received.Should().ContainSingle().Which.MessageId.Should().Be(mail.MessageId);
    }

    [Fact]
    public async Task SendMail_WhenToldToStop_GivesBackWhatItHasNotTried()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new SmtpTestServer
        {
            React = (_, _) =>
            {
                stop.Cancel();
                return new Reaction.Accept();
            },
        };
        await room.PutAsync("anna@example.dk");
        var second = await room.PutAsync("bo@example.dk");

        await room.SendThrough(MailRoom.TransportTo(server)).HandleAsync(stop.Token);

        var row = await room.RowAsync(second.Id);
        row.DueAt.Should().Be(room.Clock.GetCurrentInstant());
        row.Attempts.Should().Be(0);
    }

    [Fact]
    public async Task SendMail_WhenACodeHasBeenSent_ForgetsIt()
    {
        await using var server = new SmtpTestServer();
        var code = await room.PutAsync(Mails.Code("anna@example.dk", room.Clock.GetCurrentInstant()));
        var booking = await room.PutAsync("anna@example.dk");

        await SendAsync(server);

        (await room.RowAsync(code.Id)).Content.Should().Be("{}");
        (await room.RowAsync(booking.Id)).Content.Should().Contain("Køkkenet");
    }

    [Fact]
    public async Task SendMail_WhenACodeHasExpired_NeitherSendsNorKeepsIt()
    {
        await using var server = new SmtpTestServer();
        var code = await room.PutAsync(Mails.Code("anna@example.dk", room.Clock.GetCurrentInstant()));
        room.Clock.AdvanceMinutes(10);

        await SendAsync(server);

        server.Received.Should().BeEmpty();
        var row = await room.RowAsync(code.Id);
        row.FailedAt.Should().NotBeNull();
        row.Content.Should().Be("{}");
    }

    [Fact]
    public async Task SendMail_BehindAHeapOfOtherMail_SendsTheCodeFirst()
    {
        await using var server = new SmtpTestServer();
        for (var i = 0; i < 30; i++)
        {
            await room.PutAsync($"p{i}@example.dk");
        }

        var code = await room.PutAsync(Mails.Code("anna@example.dk", room.Clock.GetCurrentInstant()));

        await SendAsync(server);

        server.Received.First().MessageId.Should().Be(code.MessageId);
        server.Received.Should().HaveCount(31);
    }

    [Fact]
    public async Task SendMail_WhenOneCannotBeWritten_SendsTheOthers()
    {
        await using var server = new SmtpTestServer();
        var unknown = await room.PutAsync("anna@example.dk");
        var broken = await room.PutAsync("bo@example.dk");
        var nobody = await room.PutAsync("not an address @");
        await room.PutAsync("carl@example.dk");
        await room.ExecuteAsync("update outbox set kind = 'of-a-later-version' where id = @Id", new { unknown.Id });
        await room.ExecuteAsync("update outbox set content = '[]' where id = @Id", new { broken.Id });

        await SendAsync(server);

        server.Received.Should().ContainSingle();
        (await room.RowAsync(unknown.Id)).DueAt.Should().NotBeNull("a later version may know it");
        (await room.RowAsync(broken.Id)).DueAt.Should().NotBeNull();
        var impossible = await room.RowAsync(nobody.Id);
        impossible.LastError.Should().Be("the recipient's address is not an address");
        impossible.FailedAt.Should().NotBeNull();
    }

    [Fact]
    public async Task SendMail_WhenTheServerIsSlow_LetsOthersWorkMeanwhile()
    {
        await using var slow = new SmtpTestServer
        {
            React = (_, _) =>
            {
                Thread.Sleep(1500);
                return new Reaction.Accept();
            },
        };
        await room.PutAsync("anna@example.dk");
        var sending = Task.Run(() => SendAsync(slow));
        await Task.Delay(200);

        var clock = Stopwatch.StartNew();
        await room.ExecuteAsync("update outbox set last_error = null");
        await room.PutAsync("bo@example.dk");

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1), "no transaction is open while a mail server is waited for");
        await sending;
    }

    private static string Bytes(MimeMessage message)
    {
        using var written = new MemoryStream();
        message.WriteTo(written);
        return Convert.ToBase64String(written.ToArray());
    }
}
