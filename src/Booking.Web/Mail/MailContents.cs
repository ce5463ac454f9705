using System.Text.Json;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Booking.Web.Mail;

/// <summary>What every mail about a booking says, as it was when the mail was written and in the language of its reader.</summary>
/// <param name="Sequence">SEQUENCE of the invitation (RFC 5546, section 3.2).</param>
/// <param name="Zone">IANA id of the resource's zone, in which the mail tells the time.</param>
/// <param name="Reason">Why it was cancelled or released; null when there is nothing to explain.</param>
/// <param name="Group">The name of the group it is for; empty when it is the person's alone.</param>
public sealed record BookingMail(
    Guid BookingId, string Reference, int Sequence, string PersonName,
    string ResourceSlug, string ResourceName, string Address, string Directions, string Zone,
    Instant Start, Instant End, int People, string Purpose,
    string OwnerName, string OwnerEmail, string OwnerPhone, string? Reason, string Group = "")
{
    /// <summary>Whom it is for, where the reader booked for somebody without an address; else empty.</summary>
    public string BookedFor { get; init; } = "";

    /// <summary>Who made it for the reader; empty where they did themselves.</summary>
    public string BookedBy { get; init; } = "";

    /// <summary>Who has got it, or had it before, where one of a group has handed it to another; else empty.</summary>
    public string Other { get; init; } = "";

    /// <summary>The series it is a date of; null where it is of none.</summary>
    public Guid? SeriesId { get; init; }

    /// <summary>Which date of that series it is: what the wall clock was to show at its start.</summary>
    public LocalDateTime? Occurrence { get; init; }

    /// <summary>What could be had instead of what was cancelled; none where nobody looked.</summary>
    public IReadOnlyList<PermissionMail.Offer> Offers { get; init; } = [];

    /// <summary>From when the booking's page shows how to get in; null where there is nothing to see. The code itself stands in no mail.</summary>
    public Instant? CodeFrom { get; init; }
}

/// <summary>The dates of a series, as they were when the mail was written and in the language of its reader.</summary>
/// <param name="Sequence">Of the dates that are as the series says.</param>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="Zone">IANA id of the zone in which the mail tells the time.</param>
/// <param name="Rule">What recurs, as calendars write it, without its end.</param>
/// <param name="First">What the wall clock shows at the start of the first date there ever was; null where none is left.</param>
/// <param name="Minutes">How long each lasts on that clock.</param>
/// <param name="Dates">Those the mail is about.</param>
/// <param name="Without">Dates of the series that are not booked, by what the wall clock would show.</param>
public sealed record SeriesMail(
    Guid SeriesId, int Sequence, string Reader, string ResourceSlug, string ResourceName, string Address, string Directions, string Zone,
    string OwnerName, string OwnerEmail, string OwnerPhone, int People, string Purpose, string Group, string? Reason,
    string Rule, LocalDateTime? First, LocalDateTime? Last, int Minutes, IReadOnlyList<SeriesMail.Date> Dates, IReadOnlyList<SeriesMail.Skipped> Without)
{
    /// <summary>By when they say whether they still come; null where that is not asked.</summary>
    public Instant? AnswerBy { get; init; }

    /// <param name="Waits">Whether the owner has not said yes yet.</param>
    /// <param name="IsChanged">Whether it is not as the series says.</param>
    public sealed record Date(
        Guid BookingId, string Reference, LocalDateTime Occurrence, int Sequence, Instant Start, Instant End, string ResourceName, string Address, bool Waits,
        bool IsChanged);

    /// <param name="Reason">Empty where the person left it out, or called it off.</param>
    public sealed record Skipped(LocalDateTime Occurrence, string Reason);
}

/// <summary>A question whether a person still comes: put, reminded of, or left without an answer.</summary>
/// <param name="AnswerBy">By when they say.</param>
public sealed record ReconfirmMail(BookingMail Booking, Instant AnswerBy);

/// <summary>A code to sign in with, and for a booking made before signing in what it will confirm.</summary>
/// <param name="LinkId">Id of the sign-in that the link in the mail opens; the link works only in the browser that asked.</param>
/// <param name="ResourceName">The resource that is held meanwhile; null for a plain sign-in.</param>
public sealed record SignInCodeMail(string Code, Guid LinkId, Instant ExpiresAt, string? ResourceName);

/// <summary>A question to an owner about a booking: put, answered, or left without an answer.</summary>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="IsException">Whether rules are to be set aside; else a rule leaves the booking to the owner.</param>
/// <param name="Why">In the words of the one who asks; may be empty.</param>
/// <param name="Rules">What the rules say that it is about, with their reasons.</param>
/// <param name="Answer">The owner's words; empty where there are none.</param>
/// <param name="Offers">What could be had instead.</param>
public sealed record PermissionMail(
    Guid PermissionId, BookingMail Booking, string Reader, bool IsException, string Why, IReadOnlyList<PermissionMail.Rule> Rules,
    Instant AnswerBy, string Answer, IReadOnlyList<PermissionMail.Offer> Offers)
{
    /// <summary>Whether the time is held until the answer; else others may take it meanwhile.</summary>
    public bool Holds { get; init; } = true;

    public sealed record Rule(string Sentence, string Reason);

    /// <param name="Zone">IANA id of the resource's zone.</param>
    public sealed record Offer(string ResourceSlug, string ResourceName, string Zone, Instant Start, Instant End);
}
/// <summary>What every mail about a challenge of a rule says, as it was when the mail was written and in the language of its reader.</summary>
/// <param name="RuleName">Of its kind: "Åbningstider".</param>
/// <param name="RuleSays">One thing a line.</param>
/// <param name="Who">Who stands behind the rule.</param>
/// <param name="Where">Where it holds.</param>
/// <param name="LastDay">By when it is to be answered, that day included.</param>
/// <param name="Own">Whether the reader wrote the challenge; else they support it, or answer for the rule.</param>
/// <param name="Answer">"keep", "change" or "drop"; null while there is none.</param>
/// <param name="Reason">Why the answer is as it is, or why the challenge was hidden; null while there is neither.</param>
/// <param name="NewRuleId">What the rule was changed to; null unless it was.</param>
public sealed record ChallengeMail(
    Guid ChallengeId, Guid RuleId, string RuleName, string RuleSays, string Who, string Where, string Prevents, string Better,
    LocalDate LastDay, bool Own, string? Answer, string? Reason, Guid? NewRuleId);

/// <summary>What an owner has given somebody: an introduction, or a membership.</summary>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="Only">The one place an introduction is for; null when it is for all the owner has, and for a membership.</param>
/// <param name="Places">What can be booked by it; may be empty.</param>
/// <param name="LastDay">The last day it counts; null for no end.</param>
/// <param name="LongerElsewhere">At some of the places it counts longer than that.</param>
public sealed record WelcomeMail(
    string Reader, string OwnerName, string OwnerEmail, string OwnerPhone, string? Only, IReadOnlyList<WelcomeMail.Place> Places,
    LocalDate? LastDay, bool LongerElsewhere)
{
    public sealed record Place(string Slug, string Name);
}

/// <summary>What a booker and those who look after the place write to each other.</summary>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="From">Who wrote it, by name: the booker, or the owner of the place; empty where it is not known.</param>
/// <param name="Text">In their own words.</param>
public sealed record MessageMail(BookingMail Booking, string Reader, string From, string Text);

/// <summary>An invitation to do something for an owner.</summary>
/// <param name="Inviter">Empty where the name is not known.</param>
/// <param name="Roles">What they are asked to be, one thing a line.</param>
/// <param name="LastDay">The last day it can be accepted.</param>
public sealed record InvitationMail(
    Guid InvitationId, string Inviter, string OwnerName, string OwnerEmail, string OwnerPhone, string Roles, LocalDate LastDay);

/// <summary>A calendar that says when an owner uses a place, and that could not be read for a day.</summary>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="Zone">IANA id of the resource's zone.</param>
/// <param name="Since">When it began.</param>
public sealed record CalendarFailingMail(
    string Reader, string ResourceSlug, string ResourceName, string CalendarName, string Zone, Instant Since);

/// <summary>Whether an owner needs times that go to others unless somebody says so.</summary>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="Zone">IANA id of the resource's zone.</param>
/// <param name="Times">By start.</param>
public sealed record OwnUseQuestionMail(
    string Reader, string ResourceSlug, string ResourceName, string Zone, IReadOnlyList<OwnUseQuestionMail.Time> Times)
{
    /// <param name="ReleaseAt">When it goes to others.</param>
    public sealed record Time(string Title, Instant Start, Instant End, Instant ReleaseAt);
}

/// <summary>Something about the way in that those who look after a place have to do.</summary>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="Left">How many codes are left; null where it is not about that.</param>
/// <param name="LastDay">The last day a code works; null where it is not about that.</param>
public sealed record AccessMail(string Reader, string ResourceSlug, string ResourceName, int? Left, LocalDate? LastDay);

/// <summary>Something broken: told to those who look after the place, or answered to whoever reported it.</summary>
/// <param name="BookingId">In which it was found; null when that is no more.</param>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="Details">May be empty.</param>
/// <param name="Answer">Empty while there is none.</param>
public sealed record CaseMail(Guid CaseId, Guid? BookingId, string Reader, string ResourceName, string What, string Details, string Answer);

/// <summary>That somebody says they came to what was given on: told to those who look after the place, or answered to them.</summary>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="Words">The person's; may be empty.</param>
/// <param name="Upheld">Null while there is no answer.</param>
/// <param name="Answer">Why; empty while there is none.</param>
public sealed record NoShowMail(BookingMail Booking, string Reader, string Words, bool? Upheld, string Answer);

/// <summary>What has just come free of what somebody wants to hear of, on one morning.</summary>
/// <param name="DigestId">Of the wish for it.</param>
/// <param name="Times">What came free last first; never none.</param>
public sealed record FreeNowMail(Guid DigestId, string Reader, LocalDate Day, IReadOnlyList<FreeNowMail.Time> Times)
{
    /// <param name="Zone">IANA id of the zone in which the mail tells the time.</param>
    /// <param name="BookPath">Of the form with the period in it.</param>
    public sealed record Time(string ResourceName, string District, Instant Start, Instant End, string Zone, string BookPath);
}

/// <summary>Something that should perhaps not be on the list: told to the municipality, or answered by it.</summary>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="Reason">Why, in the municipality's words; empty while there is no answer.</param>
/// <param name="Reported">What it was reported for; none where the reader knows, or need not. Never by whom.</param>
public sealed record ListingMail(
    Guid CaseId, string Reader, string ResourceSlug, string ResourceName, string Reason, IReadOnlyList<string> Reported);

/// <summary>Thanks from somebody whose name is not said.</summary>
/// <param name="Reader">The name of whoever reads it; empty where it is not known.</param>
/// <param name="ToOwner">To those who look after the place; else to whoever used it before.</param>
public sealed record ThanksMail(string Reader, string ResourceName, bool ToOwner);

/// <summary>Time that has come free, for one who waits for it.</summary>
/// <param name="IsWhole">As long as they wished for.</param>
/// <param name="Place">In the line for it, counted from one.</param>
public sealed record OfferMail(BookingMail Booking, Guid OfferId, Instant ExpiresAt, bool IsWhole, int Place);

/// <summary>An invitation to book together with others.</summary>
/// <param name="Inviter">Empty where the name is not known.</param>
public sealed record GroupInvitationMail(Guid GroupId, string Inviter, string GroupName);

public static class MailJson
{
    private static readonly JsonSerializerOptions Options =
        new JsonSerializerOptions(JsonSerializerDefaults.Web).ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    public static string Write<T>(T content) => JsonSerializer.Serialize(content, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException("A mail without content.");
}
