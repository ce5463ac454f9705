using Booking.Testing;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Mail;

public sealed class ListingMailTests
{
    private static readonly ListingMail Content = new(
        Guid.Parse("0195a1b2-0000-7000-8000-000000000005"), "Karen", "ladcyklen", "Ladcyklen", "Selerne mangler.", ["unsafe", "not-theirs"]);

    [Theory]
    [InlineData(MailKind.ReportOpened, "da", "Meldt: Ladcyklen", "https://booking.example.dk/reports/0195a1b2-0000-7000-8000-000000000005")]
    [InlineData(MailKind.ReportKept, "en", "Ladcyklen stays on the list", null)]
    [InlineData(MailKind.ReportTakenOff, "da", "Ladcyklen er taget af listen", null)]
    [InlineData(MailKind.ReportRestored, "en", "Ladcyklen may be shared again", null)]
    [InlineData(MailKind.ListingKept, "da", "Ladcyklen bliver på listen", null)]
    [InlineData(MailKind.ListingTakenOff, "da", "Vi har taget Ladcyklen af listen", "https://booking.example.dk/setup/ladcyklen/taken-off")]
    [InlineData(MailKind.ListingObjected, "en", "The owner has answered back: Ladcyklen", "https://booking.example.dk/reports/0195a1b2-0000-7000-8000-000000000005")]
    [InlineData(MailKind.ListingUpheld, "da", "Ladcyklen bliver af listen", null)]
    [InlineData(MailKind.ListingRestored, "en", "You may share Ladcyklen again", "https://booking.example.dk/setup/ladcyklen/publish")]
    public void Compose_SaysWhat_Why_AndWhereToGoOn(string kind, string language, string subject, string? link)
    {
        using var message = MailRoom.Compose.Compose(Mails.Queued(OutboxMail.About(Content, kind, "karen@example.dk", language, BookingApplication.Start)));

        message.Subject.Should().Be(subject);
        message.TextBody.Should().ContainAll("Selerne mangler.", language == "da" ? "De har ikke lov til at dele det" : "It is not theirs to share");
        message.TextBody!.Contains("https://booking.example.dk/", StringComparison.Ordinal).Should().Be(link is not null);
        message.TextBody.Should().Contain(link ?? "Karen");
    }
}
