using System.Text;
using AngleSharp.Html.Parser;
using Booking.Testing;
using Booking.Web.Features.DevMail;
using Booking.Web.Mail;
using Ical.Net;
using Ical.Net.CalendarComponents;
using MimeKit;

namespace Booking.Web.Tests.Mail;

/// <summary>What a mail says, read with other programs' eyes.</summary>
public sealed class ComposeMailTests
{
    public static TheoryData<string, string> EveryBookingMail()
    {
        var all = new TheoryData<string, string>();
        foreach (var kind in new[]
                 {
                     MailKind.BookingConfirmed, MailKind.BookingMoved, MailKind.BookingShortened, MailKind.BookingSplit,
                     MailKind.BookingHandedOver, MailKind.BookingTakenOver, MailKind.BookingCancelled, MailKind.BookingReleased,
                     MailKind.ReminderDayBefore, MailKind.ReminderTwoHours
                 })
        {
            all.Add(kind, "da");
            all.Add(kind, "en");
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(EveryBookingMail))]
    public void Compose_AboutABooking_SaysWhatTheReaderNeedsInTextAndHtml(string kind, string language)
    {
        var message = Sent(Mails.Queued(kind, language));

        var html = new HtmlParser().ParseDocument(message.HtmlBody!);
        foreach (var said in new[] { message.TextBody, html.Body!.TextContent })
        {
            said.Should().ContainAll(
                "Køkkenet i Gellerup", "Gudrunsvej 10, 8220 Brabrand", "K7M-4XQ9", "Beboerhuset", "hus@example.dk", "+45 87 00 00 00", "Amina Yılmaz",
                language == "da" ? "fredag 27. november 2026 kl. 17.00–21.00" : "Friday 27 November 2026 17:00–21:00");
        }

        var page = $"https://booking.example.dk/bookings/{Mails.Kitchen.BookingId}";
        message.TextBody.Should().Contain(page);
        html.Links.Select(link => link.GetAttribute("href")).Should().Contain(page);
        html.DocumentElement.GetAttribute("lang").Should().Be(language);
        html.QuerySelectorAll("h1").Should().ContainSingle();
        html.QuerySelectorAll("img, script, link, style, table").Should().BeEmpty();
        message.Subject.Should().Contain("Køkkenet i Gellerup").And.Contain(language == "da" ? "kl. 17.00" : "17:00");
        message.Body!.Headers[HeaderId.ContentLanguage].Should().Be(language);
    }

    [Theory]
    [MemberData(nameof(EveryBookingMail))]
    public void Compose_AboutABooking_IsMarkedAsAutomaticAndAnsweredByTheOwner(string kind, string language)
    {
        var mail = Mails.Queued(kind, language);
        var message = Sent(mail);

        message.Headers["Auto-Submitted"].Should().Be("auto-generated");
        message.Headers["X-Auto-Response-Suppress"].Should().Be("OOF, AutoReply");
        message.MessageId.Should().Be(mail.MessageId);
        message.Date.Should().Be(mail.CreatedAt.ToDateTimeOffset());
        message.From.Mailboxes.Should().ContainSingle().Which.Address.Should().Be(MailRoom.From);
        message.To.Mailboxes.Should().ContainSingle().Which.Address.Should().Be("amina@example.dk");
        message.ReplyTo.Mailboxes.Should().ContainSingle().Which.Address.Should().Be("hus@example.dk");
    }

    [Theory]
    [InlineData(MailKind.BookingConfirmed, "REQUEST", "CONFIRMED")]
    [InlineData(MailKind.BookingMoved, "REQUEST", "CONFIRMED")]
    [InlineData(MailKind.BookingShortened, "REQUEST", "CONFIRMED")]
    [InlineData(MailKind.BookingSplit, "REQUEST", "CONFIRMED")]
    [InlineData(MailKind.BookingTakenOver, "REQUEST", "CONFIRMED")]
    [InlineData(MailKind.BookingHandedOver, "CANCEL", "CANCELLED")]
    [InlineData(MailKind.BookingCancelled, "CANCEL", "CANCELLED")]
    public void Compose_WhatCalendarsMustFollow_CarriesTheInvitationAsItsLastAlternative(string kind, string method, string status)
    {
        var message = Sent(Mails.Queued(kind, content: Mails.Kitchen with { Sequence = 3 }));

        var parts = message.Body.Should().BeOfType<MultipartAlternative>().Subject.Cast<TextPart>().ToList();
        parts.Select(part => part.ContentType.MimeType).Should().Equal("text/plain", "text/html", "text/calendar");
        parts[2].ContentType.Parameters["method"].Should().Be(method);
        parts[2].ContentType.Charset.Should().Be("utf-8");
        parts[2].ContentDisposition.Should().BeNull("an attachment is not shown as an invitation");

        var calendar = Calendar.Load(parts[2].Text)!;
        calendar.Method.Should().Be(method);
        var invitation = calendar.Events.Should().ContainSingle().Subject;
        invitation.Uid.Should().Be($"{Mails.Kitchen.BookingId}@booking.aarhus.example");
        invitation.Sequence.Should().Be(3);
        invitation.Status.Should().Be(status);
        invitation.Summary.Should().Be("Køkkenet i Gellerup");
        invitation.Location.Should().Be("Gudrunsvej 10, 8220 Brabrand");
        invitation.Description.Should().Contain("K7M-4XQ9");
        invitation.Url!.AbsoluteUri.Should().Be($"https://booking.example.dk/bookings/{Mails.Kitchen.BookingId}");
        invitation.Start!.TzId.Should().Be("Europe/Copenhagen");
        Instant.FromDateTimeUtc(invitation.Start.AsUtc).Should().Be(Mails.Kitchen.Start);
        Instant.FromDateTimeUtc(invitation.End!.AsUtc).Should().Be(Mails.Kitchen.End);
        invitation.Organizer!.Value!.AbsoluteUri.Should().Be($"mailto:{MailRoom.From}", "it is in the domain the mail is signed for");
        invitation.Organizer.Value.AbsoluteUri.Should().NotBe($"mailto:{message.To.Mailboxes.Single().Address}");
        invitation.Organizer.SentBy.Should().BeNull("Gmail drops invitations with one");
        var attendee = invitation.Attendees.Should().ContainSingle().Subject;
        attendee.Value!.AbsoluteUri.Should().Be("mailto:amina@example.dk");
        attendee.ParticipationStatus.Should().Be("ACCEPTED");
        attendee.Rsvp.Should().BeFalse();
        calendar.TimeZones.Should().ContainSingle().Which.TzId.Should().Be("Europe/Copenhagen");
    }

    [Theory]
    [InlineData(MailKind.BookingReleased)]
    [InlineData(MailKind.ReminderDayBefore)]
    [InlineData(MailKind.ReminderTwoHours)]
    public void Compose_WhatCalendarsNeedNotFollow_CarriesNoInvitation(string kind) =>
        Sent(Mails.Queued(kind)).BodyParts.Select(part => part.ContentType.MimeType).Should().Equal("text/plain", "text/html");

    [Theory]
    [InlineData(MailKind.ReconfirmQuestion, "da", "Kommer du stadig? Køkkenet i Gellerup, ", "Svar senest: torsdag 26. november kl. 17.00")]
    [InlineData(MailKind.ReconfirmQuestion, "en", "Are you still coming? Køkkenet i Gellerup, ", "Answer by: Thursday 26 November at 17:00")]
    [InlineData(MailKind.ReconfirmReminder, "da", "Husk at svare: Kommer du stadig? ", "Svar senest: torsdag 26. november kl. 17.00")]
    [InlineData(MailKind.ReconfirmReminder, "en", "Remember to answer: Are you still coming? ", "Answer by: Thursday 26 November at 17:00")]
    [InlineData(MailKind.BookingGivenOn, "da", "Vi gav din tid videre: ", "fik ikke svar i tide")]
    [InlineData(MailKind.BookingGivenOn, "en", "We gave your time to others: ", "got no answer in time")]
    public void Compose_WhetherTheyStillCome_SaysByWhen_AndWhyItWasGivenOn(string kind, string language, string subject, string said)
    {
        var message = Sent(Mails.Queued(OutboxMail.About(Mails.StillComing, kind, "amina@example.dk", language, BookingApplication.Start)));

        message.Subject.Should().StartWith(subject);
        message.TextBody.Should().Contain(said);
        message.TextBody.Should().NotContain("tjekket ind").And.NotContain("checked in");
        message.ReplyTo.Mailboxes.Should().ContainSingle().Which.Address.Should().Be("hus@example.dk");
        message.Headers.Contains(HeaderId.ListUnsubscribe).Should().BeFalse("it is part of the booking");
        new HtmlParser().ParseDocument(message.HtmlBody!).Links.Select(link => link.GetAttribute("href")).First().Should().Be(
            kind == MailKind.BookingGivenOn
                ? "https://booking.example.dk/resources/koekkenet-i-gellerup"
                : $"https://booking.example.dk/bookings/{Mails.Kitchen.BookingId}#reconfirm");
        var calendar = message.BodyParts.OfType<TextPart>().SingleOrDefault(part => part.ContentType.MimeType == "text/calendar");
        calendar?.ContentType.Parameters["method"].Should().Be("CANCEL");
        (calendar is not null).Should().Be(kind == MailKind.BookingGivenOn);
    }

    [Theory]
    [InlineData(MailKind.IntroductionGiven, "da", "Du er introduceret: Laserskæreren", "Gælder til og med: torsdag 25. november 2027")]
    [InlineData(MailKind.IntroductionGiven, "en", "You have been introduced: Laserskæreren", "Counts until and including: Thursday 25 November 2027")]
    [InlineData(MailKind.MembershipGiven, "da", "Du er medlem: Beboerhuset", "Nu kan du booke det, der kun er for medlemmer.")]
    [InlineData(MailKind.MembershipGiven, "en", "You are a member: Beboerhuset", "Now you can book what is only for members.")]
    public void Compose_AWelcome_SaysWhatCanBeBookedNowAndWhere(string kind, string language, string subject, string said)
    {
        var introduced = kind == MailKind.IntroductionGiven;
        var place = new WelcomeMail.Place("laser", "Laserskæreren");
        var content = new WelcomeMail(
            "Amina", "Beboerhuset", "hus@example.dk", "+45 87 00 00 00", introduced ? "Laserskæreren" : null,
            introduced ? [place] : [place, new("hytte", "Hytten")], introduced ? new LocalDate(2027, 11, 25) : null, LongerElsewhere: false);

        var message = Sent(Mails.Queued(OutboxMail.About(content, kind, "amina@example.dk", language, BookingApplication.Start)));

        message.Subject.Should().Be(subject);
        var html = new HtmlParser().ParseDocument(message.HtmlBody!);
        var link = introduced ? "https://booking.example.dk/resources/laser" : "https://booking.example.dk/resources?what=Beboerhuset";
        message.TextBody.Should().Contain(said).And.Contain("Amina").And.Contain("Laserskæreren").And.Contain(link).And.Contain("hus@example.dk");
        html.Links.Select(one => one.GetAttribute("href")).Should().Contain(link);
        html.Body!.TextContent.Should().Contain("Laserskæreren");
        message.ReplyTo.Mailboxes.Should().ContainSingle().Which.Address.Should().Be("hus@example.dk");
        message.BodyParts.Select(part => part.ContentType.MimeType).Should().Equal("text/plain", "text/html");
    }

    public static TheoryData<string, string> EveryPermissionMail()
    {
        var all = new TheoryData<string, string>();
        foreach (var kind in new[]
                 {
                     MailKind.PermissionAsked, MailKind.PermissionToAnswer, MailKind.PermissionReminder, MailKind.PermissionGranted,
                     MailKind.PermissionDeclined, MailKind.PermissionUnanswered
                 })
        {
            all.Add(kind, "da");
            all.Add(kind, "en");
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(EveryPermissionMail))]
    public void Compose_AboutAQuestionToAnOwner_SaysWhatTheReaderNeedsInTextAndHtml(string kind, string language)
    {
        var content = Mails.Question with { Answer = kind is MailKind.PermissionGranted or MailKind.PermissionDeclined ? "Vi ses <i>der</i>." : "" };

        var message = Sent(Mails.Queued(OutboxMail.About(content, kind, "amina@example.dk", language, BookingApplication.Start)));

        var html = new HtmlParser().ParseDocument(message.HtmlBody!);
        foreach (var said in new[] { message.TextBody, html.Body!.TextContent })
        {
            said.Should().ContainAll(
                "Køkkenet i Gellerup", "K7M-4XQ9", "Højst 4 timer ad gangen", "Så flere kan komme til.", "Vi holder 60-års fødselsdag.",
                language == "da" ? "fredag 27. november 2026 kl. 17.00–21.00" : "Friday 27 November 2026 17:00–21:00");
            said!.Contains(content.Answer, StringComparison.Ordinal).Should().BeTrue();
        }

        var page = MailKind.IsForOwner(kind)
            ? $"https://booking.example.dk/requests/{content.PermissionId}"
            : $"https://booking.example.dk/bookings/{content.Booking.BookingId}";
        html.Links.Select(link => link.GetAttribute("href")).Should().Contain(page);
        message.Subject.Should().Contain("Køkkenet i Gellerup").And.Contain(language == "da" ? "kl. 17.00" : "17:00");
        message.ReplyTo.Mailboxes.Select(mailbox => mailbox.Address).Should().Equal(MailKind.IsForOwner(kind) ? [] : ["hus@example.dk"]);
        message.BodyParts.Select(part => part.ContentType.MimeType).Contains("text/calendar").Should().Be(kind == MailKind.PermissionGranted);
        html.QuerySelectorAll("i").Should().BeEmpty();
        html.DocumentElement.GetAttribute("lang").Should().Be(language);
    }

    [Theory]
    [InlineData(MailKind.PermissionDeclined)]
    [InlineData(MailKind.PermissionUnanswered)]
    public void Compose_ANo_LeadsToWhatCouldBeHadInstead(string kind) =>
        Sent(Mails.Queued(OutboxMail.About(Mails.Question, kind, "amina@example.dk", "da", BookingApplication.Start))).TextBody
            .Should().ContainAll(
                "Book Køkkenet i Tilst, lørdag 28. november 2026 kl. 17.00–21.00",
                "https://booking.example.dk/resources/koekkenet-i-tilst/book?start=2026-11-28T17%3A00&end=2026-11-28T21%3A00&people=12",
                "https://booking.example.dk/resources/koekkenet-i-gellerup/week/2026-W48");

    [Fact]
    public void Compose_ToAnOwner_TellsWhoAsksAndUntilWhen() =>
        Sent(Mails.Queued(OutboxMail.About(
                Mails.Question with { Reader = "Pedel" }, MailKind.PermissionToAnswer, "pedel@example.dk", "da", BookingApplication.Start))).TextBody
            .Should().ContainAll("Hej Pedel", "Hvem: Amina Yılmaz", "Svar senest: fredag 27. november kl. 15.00");

    [Fact]
    public void Compose_ARelease_SaysKindlyWhyAndWhatToDo()
    {
        var text = Sent(Mails.Queued(MailKind.BookingReleased)).TextBody;

        text.Should().Contain("Vi gav tiden videre, fordi ingen havde tjekket ind.")
            .And.Contain("https://booking.example.dk/resources/koekkenet-i-gellerup");
    }

    [Fact]
    public void Compose_ACancellationWithAReason_TellsIt() =>
        Sent(Mails.Queued(MailKind.BookingCancelled, content: Mails.Kitchen with { Reason = "Der er gået en rude." }))
            .TextBody.Should().Contain("Hvorfor: Der er gået en rude.");

    [Theory]
    [InlineData(MailKind.ReminderDayBefore)]
    [InlineData(MailKind.ReminderTwoHours)]
    public void Compose_AReminder_CanBeTurnedOffWithOneClick(string kind)
    {
        var message = Sent(Mails.Queued(kind));

        message.Headers[HeaderId.ListUnsubscribePost].Should().Be("List-Unsubscribe=One-Click");
        var address = new Uri(message.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>'));
        address.Scheme.Should().Be("https");
        address.AbsoluteUri.Should().StartWith("https://booking.example.dk/reminders/off/").And.NotContain(Mails.Kitchen.BookingId.ToString("N"));
        MailRoom.ReminderLink.BookingIn(address.Segments[^1]).Should().Be(Mails.Kitchen.BookingId);
        message.TextBody.Should().Contain("https://booking.example.dk/reminders/off/");
    }

    [Theory]
    [InlineData(MailKind.BookingConfirmed)]
    [InlineData(MailKind.BookingCancelled)]
    public void Compose_OtherMail_CannotBeTurnedOff(string kind) =>
        Sent(Mails.Queued(kind)).Headers[HeaderId.ListUnsubscribe].Should().BeNull();

    [Fact]
    public void Compose_ASignInCode_TellsTheCodeItsLimitAndTheLink()
    {
        var link = Guid.CreateVersion7();
        var code = new SignInCodeMail("482913", link, Instant.FromUtc(2026, 11, 25, 18, 10), "Køkkenet i Gellerup");

        var message = Sent(Mails.Queued(OutboxMail.About(code, "amina@example.dk", "da", BookingApplication.Start)));

        message.Subject.Should().Be("482913 er din kode");
        message.TextBody.Should().ContainAll("482913", "kl. 19.10", "Køkkenet i Gellerup", $"https://booking.example.dk/sign-in/link/{link}");
        message.BodyParts.Should().HaveCount(2);
        message.Headers[HeaderId.ListUnsubscribe].Should().BeNull();
    }

    [Fact]
    public void Compose_TwiceFromTheSameRow_MakesTheSameMail()
    {
        var row = Mails.Queued(MailKind.BookingConfirmed);

        Bytes(row).Should().Equal(Bytes(row));
    }

    [Theory]
    [InlineData("Anna\r\nBcc: all@example.dk")]
    [InlineData("Anna\nX-Evil: 1")]
    [InlineData("Anna\u0085X-Evil: 1")]
    [InlineData("Anna\"\r\nATTENDEE:mailto:evil@example.dk")]
    public void Compose_WithLineBreaksInWhatPeopleTyped_AddsNoHeaderAndNoCalendarLine(string typed)
    {
        var content = Mails.Kitchen with { PersonName = typed, ResourceName = typed, Purpose = typed, OwnerName = typed, Address = typed, Reason = typed };

        var message = Sent(Mails.Queued(MailKind.BookingConfirmed, content: content));

        message.Headers.Select(header => header.Field).ToList().Should().NotContain(["Bcc", "X-Evil"]);
        message.Bcc.Count.Should().Be(0);
        message.Subject.Should().NotContainAny("\r", "\n", "\u0085");
        var written = Encoding.UTF8.GetString(ReadMail.CalendarOf(message)!);
        written.Replace("\r\n", "", StringComparison.Ordinal).Should().NotContainAny("\r", "\n");
        var lines = written.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        lines.Where(line => line.StartsWith("ATTENDEE", StringComparison.Ordinal)).Should().ContainSingle()
            .Which.Should().EndWith(":mailto:amina@example.dk");
        lines.Should().NotContain(line => line.StartsWith("X-Evil", StringComparison.Ordinal) || line.StartsWith("Bcc", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("o'brien+kitchen@example.dk")]
    [InlineData("a%b@example.dk")]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.dk")]
    [InlineData("anna@xn--r-zfa2i.dk")]
    public void Compose_ToAnyAddressThatOneCanSignInWith_NamesItAsRecipientAndAttendee(string address)
    {
        var message = Sent(Mails.Queued(MailKind.BookingConfirmed) with { Recipient = address });

        message.To.Mailboxes.Single().Address.Should().Be(address);
        Uri.UnescapeDataString(Event(message).Attendees.Single().Value!.OriginalString).Should().Be($"mailto:{address}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("@example.dk")]
    [InlineData("anna@example.dk, bo@example.dk")]
    [InlineData("anna@example.dk\r\nBcc: bo@example.dk")]
    public void Compose_ToWhatIsNoAddress_IsRefused(string address)
    {
        var compose = () => MailRoom.Compose.Compose(Mails.Queued(MailKind.BookingConfirmed) with { Recipient = address });

        compose.Should().Throw<NotAnAddressException>();
    }

    [Fact]
    public void Compose_WithMarkupInWhatPeopleTyped_ShowsItAsText()
    {
        var html = new HtmlParser().ParseDocument(
            Sent(Mails.Queued(MailKind.BookingConfirmed, content: Mails.Kitchen with { Purpose = "<img src=x onerror=alert(1)>" })).HtmlBody!);

        html.QuerySelectorAll("img").Should().BeEmpty();
        html.Body!.TextContent.Should().Contain("<img src=x onerror=alert(1)>");
    }

    [Fact]
    public void Compose_ALongDanishTextWithEmoji_SurvivesAsItIs()
    {
        var purpose = string.Concat(Enumerable.Repeat("Rød grød med fløde, æbler; 🍎🥧 og \\ mere. ", 10)).Trim();

        var message = Sent(Mails.Queued(MailKind.BookingConfirmed, content: Mails.Kitchen with { Purpose = purpose }));

        message.TextBody.Should().Contain(purpose);
        Event(message).Description.Should().Contain(purpose);
    }

    [Fact]
    public void Compose_ABookingThatEndsAtMidnight_SaysTwentyFour() =>
        Sent(Mails.Queued(MailKind.BookingConfirmed, content: Mails.Kitchen with { End = Instant.FromUtc(2026, 11, 27, 23, 0) }))
            .TextBody.Should().Contain("fredag 27. november 2026 kl. 17.00–24.00");

    [Fact]
    public void Compose_InSummer_TellsTheWallClockOfTheResource() =>
        Sent(Mails.Queued(MailKind.BookingConfirmed, content: Mails.Kitchen with
        {
            Start = Instant.FromUtc(2027, 6, 4, 15, 0), End = Instant.FromUtc(2027, 6, 4, 19, 0)
        })).TextBody.Should().Contain("fredag 4. juni 2027 kl. 17.00–21.00");

    private static CalendarEvent Event(MimeMessage message) =>
        Calendar.Load(message.BodyParts.OfType<TextPart>().Last().Text)!.Events.Single();

    /// <summary>As it arrives: written, sent and parsed again.</summary>
    private static MimeMessage Sent(QueuedMail mail) => MimeMessage.Load(new MemoryStream(Bytes(mail)));

    private static byte[] Bytes(QueuedMail mail)
    {
        using var message = MailRoom.Compose.Compose(mail);
        using var written = new MemoryStream();
        message.WriteTo(written);
        return written.ToArray();
    }
}
