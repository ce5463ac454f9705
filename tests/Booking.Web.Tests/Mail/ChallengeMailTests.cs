using AngleSharp.Html.Parser;
using Booking.Testing;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Mail;

/// <summary>What a mail about a challenge says.</summary>
public sealed class ChallengeMailTests
{
    private static readonly ChallengeMail Content = new(
        Guid.Parse("0195a1b2-0000-7000-8000-000000000002"), Guid.Parse("0195a1b2-0000-7000-8000-000000000003"),
        "Længste booking", "Højst 4 timer ad gangen", "Beboerhuset", "Køkkenet i Gellerup", "Vi kan ikke nå at spise <sammen>.", "Seks timer om søndagen.",
        new LocalDate(2026, 12, 9), Own: true, Answer: null, Reason: null, NewRuleId: null);

    [Theory]
    [InlineData(MailKind.ChallengeMade, null, "da", "En regel er udfordret", "Svar senest onsdag 9. december.", "challenges/0195a1b2-0000-7000-8000-000000000002/answer")]
    [InlineData(MailKind.ChallengeMade, null, "en", "A rule has been challenged", "Answer by Wednesday 9 December.", "challenges/0195a1b2-0000-7000-8000-000000000002/answer")]
    [InlineData(MailKind.ChallengeReminder, null, "da", "Svar inden tre dage", "Svar senest onsdag 9. december.", "challenges/0195a1b2-0000-7000-8000-000000000002/answer")]
    [InlineData(MailKind.ChallengeReminder, null, "en", "Answer within three days", "Three days are left", "challenges/0195a1b2-0000-7000-8000-000000000002/answer")]
    [InlineData(MailKind.ChallengeOverdue, null, "da", "Svaret er for sent", "Svaret skulle være kommet onsdag 9. december.", "challenges/0195a1b2-0000-7000-8000-000000000002/answer")]
    [InlineData(MailKind.ChallengeOverdue, null, "en", "The answer is late", "The answer was due on Wednesday 9 December.", "challenges/0195a1b2-0000-7000-8000-000000000002/answer")]
    [InlineData(MailKind.ChallengeAnswered, "keep", "da", "Reglen bliver", "Beboerhuset beholder reglen.", "rules/0195a1b2-0000-7000-8000-000000000003#challenge-0195a1b2-0000-7000-8000-000000000002")]
    [InlineData(MailKind.ChallengeAnswered, "keep", "en", "The rule stays", "Beboerhuset is keeping the rule.", "rules/0195a1b2-0000-7000-8000-000000000003#challenge-0195a1b2-0000-7000-8000-000000000002")]
    [InlineData(MailKind.ChallengeAnswered, "drop", "da", "Reglen er væk", "Beboerhuset har droppet reglen.", "rules/0195a1b2-0000-7000-8000-000000000003#challenge-0195a1b2-0000-7000-8000-000000000002")]
    [InlineData(MailKind.ChallengeAnswered, "change", "da", "Reglen er ændret", "Beboerhuset har ændret reglen.", "rules/0195a1b2-0000-7000-8000-000000000004")]
    [InlineData(MailKind.ChallengeAnswered, "change", "en", "The rule has changed", "Beboerhuset has changed the rule.", "rules/0195a1b2-0000-7000-8000-000000000004")]
    [InlineData(MailKind.ChallengeHidden, null, "da", "Vi har skjult din udfordring", "Du kan udfordre reglen igen", "rules/0195a1b2-0000-7000-8000-000000000003")]
    [InlineData(MailKind.ChallengeHidden, null, "en", "We have hidden your challenge", "You can challenge the rule again", "rules/0195a1b2-0000-7000-8000-000000000003")]
    public void Compose_AboutAChallenge_SaysWhatItIsAboutInTextAndHtml(string kind, string? answer, string language, string subject, string said, string link)
    {
        var content = Content with
        {
            Answer = answer,
            Reason = kind is MailKind.ChallengeAnswered or MailKind.ChallengeHidden ? "Derfor er det sådan." : null,
            NewRuleId = answer == "change" ? Guid.Parse("0195a1b2-0000-7000-8000-000000000004") : null,
        };
        using var message = MailRoom.Compose.Compose(Mails.Queued(OutboxMail.About(content, kind, "pedel@example.dk", language, BookingApplication.Start)));

        message.Subject.Should().Be($"{subject}: Længste booking, Køkkenet i Gellerup");
        var html = new HtmlParser().ParseDocument(message.HtmlBody!);
        foreach (var text in new[] { message.TextBody, html.Body!.TextContent })
        {
            text.Should().ContainAll(said, "Højst 4 timer ad gangen", "Køkkenet i Gellerup", "Vi kan ikke nå at spise <sammen>.", "Seks timer om søndagen.");
            text!.Contains("Derfor er det sådan.", StringComparison.Ordinal).Should().Be(content.Reason is not null);
        }

        message.TextBody.Should().Contain($"https://booking.example.dk/{link}");
        html.Links.Select(found => found.GetAttribute("href")).Should().Contain($"https://booking.example.dk/{link}");
        html.DocumentElement.GetAttribute("lang").Should().Be(language);
        message.Headers["Auto-Submitted"].Should().Be("auto-generated");
        message.BodyParts.Select(part => part.ContentType.MimeType).Should().Equal("text/plain", "text/html");
    }

    [Theory]
    [InlineData(true, "Du har udfordret en regel.")]
    [InlineData(false, "Du støtter en udfordring af en regel.")]
    public void Compose_AnAnswer_SaysWhyItCame(bool own, string said)
    {
        using var message = MailRoom.Compose.Compose(Mails.Queued(OutboxMail.About(
            Content with { Own = own, Answer = "keep", Reason = "Derfor." }, MailKind.ChallengeAnswered, "bente@example.dk", "da", BookingApplication.Start)));

        message.TextBody.Should().Contain(said);
    }
}
