namespace Booking.Web.Mail;

/// <summary>What a mail says, once: its text and its HTML are two renderings of the same.</summary>
public sealed record MailBody(string Language, string Subject, string Heading, IReadOnlyList<MailPart> Parts);

public abstract record MailPart;

public sealed record Paragraph(string Text) : MailPart;

/// <summary>Rows of a name and what it is; each value may have several lines.</summary>
public sealed record Facts(IReadOnlyList<Fact> Rows) : MailPart;

public sealed record Fact(string Name, string Value);

/// <summary>Something to copy by hand, set large.</summary>
public sealed record Code(string Value) : MailPart;

/// <param name="IsMain">The thing most readers come to do; at most one a mail.</param>
public sealed record Link(string Text, Uri Address, bool IsMain = false) : MailPart;
