using Booking.Web.Features.Shared;

namespace Booking.Web.Mail;

/// <content>About a rule that somebody challenges.</content>
public sealed partial class WriteMail
{
    public MailBody About(ChallengeMail mail, string kind, string language)
    {
        var texts = MailTexts.In(language);
        var culture = TimeText.CultureOf(language);
        var lastDay = TimeText.LongDay(mail.LastDay, mail.LastDay.Year, culture);
        var (rule, place) = (Line(mail.RuleName), Line(mail.Where));
        var discussion = site.Of($"/rules/{mail.RuleId}#challenge-{mail.ChallengeId}");
        List<MailPart> parts = [new Paragraph(texts["HelloUnnamed"])];
        string name;
        switch (kind)
        {
            case MailKind.ChallengeMade or MailKind.ChallengeReminder or MailKind.ChallengeOverdue:
                name = kind switch
                {
                    MailKind.ChallengeMade => "Challenged",
                    MailKind.ChallengeReminder => "AnswerSoon",
                    _ => "AnswerLate",
                };
                parts.Add(new Paragraph(texts[$"{name}Lead", lastDay]));
                parts.Add(new Facts([.. RuleOf(mail, texts), .. AskedIn(mail, texts), new(texts["AnswerBy"], lastDay)]));
                parts.Add(new Paragraph(texts["AnswerHow"]));
                parts.Add(new Link(texts["ChallengeLink"], site.Of($"/challenges/{mail.ChallengeId}/answer"), IsMain: true));
                break;
            case MailKind.ChallengeAnswered:
                name = mail.Answer switch
                {
                    "keep" => "AnswerKept",
                    "change" => "AnswerChanged",
                    "drop" => "AnswerDropped",
                    var other => throw new ArgumentOutOfRangeException(nameof(mail), other, "No such answer."),
                };
                parts.Add(new Paragraph(texts[mail.Own ? "AnswerToOwn" : "AnswerToSupporter"]));
                parts.Add(new Paragraph(texts[$"{name}Lead", Line(mail.Who)]));
                parts.Add(new Facts([new(texts["Why"], mail.Reason ?? ""), .. RuleOf(mail, texts), .. AskedIn(mail, texts)]));
                parts.Add(mail.NewRuleId is { } newer
                    ? new Link(texts["SeeNewRule"], site.Of($"/rules/{newer}"), IsMain: true)
                    : new Link(texts["SeeAnswer"], discussion, IsMain: true));
                break;
            case MailKind.ChallengeHidden:
                name = "ChallengeHidden";
                parts.Add(new Paragraph(texts["ChallengeHiddenLead"]));
                parts.Add(new Facts([new(texts["Why"], mail.Reason ?? ""), .. RuleOf(mail, texts), .. AskedIn(mail, texts)]));
                parts.Add(new Paragraph(texts["ChallengeHiddenNext"]));
                parts.Add(new Link(texts["SeeRule"], site.Of($"/rules/{mail.RuleId}"), IsMain: true));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "No mail about a challenge is of this kind.");
        }

        return Whole(texts, texts[$"{name}Subject", rule, place], texts[$"{name}Heading"], parts);
    }

    public static bool IsAboutChallenge(string kind) => kind
        is MailKind.ChallengeMade or MailKind.ChallengeReminder or MailKind.ChallengeOverdue or MailKind.ChallengeAnswered
        or MailKind.ChallengeHidden;

    /// <summary>Whether it asks for an answer: pointless once there is one.</summary>
    public static bool AsksForAnswer(string kind) => kind is MailKind.ChallengeMade or MailKind.ChallengeReminder or MailKind.ChallengeOverdue;

    private static IEnumerable<Fact> RuleOf(ChallengeMail mail, MailTexts texts) =>
        [new(texts["Rule"], mail.RuleSays), new(texts["RuleWhere"], mail.Where)];

    private static IEnumerable<Fact> AskedIn(ChallengeMail mail, MailTexts texts) =>
        [new(texts["Prevents"], mail.Prevents), new(texts["Better"], mail.Better)];
}
