using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Profile;

/// <summary>All that is kept about a person, for themselves to take along (GDPR, articles 15 and 20).</summary>
public sealed record PersonExport(
    ExportedPerson Person, IReadOnlyList<ExportedSession> Sessions, IReadOnlyList<ExportedToken> Tokens, IReadOnlyList<ExportedBooking> Bookings,
    IReadOnlyList<ExportedRequest> Requests, IReadOnlyList<ExportedMessage> Messages,
    IReadOnlyList<ExportedChallenge> Challenges, IReadOnlyList<ExportedSupport> SupportedChallenges,
    IReadOnlyList<ExportedIntroduction> Introductions, IReadOnlyList<ExportedMembership> Memberships,
    IReadOnlyList<ExportedRole> Roles, IReadOnlyList<ExportedInvitation> Invitations,
    IReadOnlyList<ExportedGroup> Groups, IReadOnlyList<ExportedOnBehalf> BookedForOthers,
    IReadOnlyList<ExportedHandover> Handovers, IReadOnlyList<ExportedCase> ReportedCases,
    IReadOnlyList<ExportedReport> ReportedListings, IReadOnlyList<ExportedObjection> Objections,
    IReadOnlyList<ExportedSeries> Series,
    IReadOnlyList<ExportedWish> WaitedFor, IReadOnlyList<ExportedOffer> Offers,
    IReadOnlyList<ExportedContest> WasThere, IReadOnlyList<ExportedDigest> FreeNowMail);

public sealed record ExportedPerson(string Email, string Name, string Language, int? BirthYear, bool? IsResident, string? District, Instant CreatedAt);

public sealed record ExportedSession(string Device, Instant CreatedAt, Instant SeenAt);

public sealed record ExportedToken(string Name, Instant CreatedAt);

public sealed record ExportedBooking(
    string Reference, string Resource, Instant Start, Instant End, int People, string Purpose, string Status,
    string? Group, string? CalledByHelper, Instant CreatedAt, Instant? ReconfirmBy, Instant? ReconfirmedAt, Instant? CheckedInAt, Instant? EndedAt, string? EndReason);

/// <summary>A question put to an owner for a booking, and the answer.</summary>
/// <param name="Granted">Null while, or because, there is none.</param>
public sealed record ExportedRequest(
    string Reference, string Kind, string Why, Instant AskedAt, Instant AnswerBy, Instant? AnsweredAt, bool? Granted, string Answer);

/// <summary>What was written about one of the person's bookings, or by them about another's.</summary>
public sealed record ExportedMessage(string Reference, bool Own, string Text, Instant SentAt);

public sealed record ExportedChallenge(
    Guid Rule, string Prevents, string Better, bool NameShown, Instant CreatedAt, Instant? AnsweredAt, string? Answer, string? AnswerReason,
    Instant? HiddenAt, string? HiddenReason);

public sealed record ExportedSupport(Guid Rule, Guid Challenge);

/// <summary>That an owner has shown the person how.</summary>
/// <param name="Resource">Null when it is for all the owner has.</param>
/// <param name="ExpiresAt">Null when only the rule of the place ends it.</param>
public sealed record ExportedIntroduction(string Owner, string? Resource, Instant GivenAt, Instant? ExpiresAt);

public sealed record ExportedMembership(string Owner, Instant Since);

/// <summary>A group the person is in, or is invited to.</summary>
/// <param name="JoinedAt">Null while they have not said yes.</param>
public sealed record ExportedGroup(string Name, bool Organiser, Instant InvitedAt, Instant? JoinedAt);

/// <summary>A booking the person has made for another, with the name they gave.</summary>
public sealed record ExportedOnBehalf(string Reference, string Resource, Instant Start, Instant End, string Name);

/// <summary>What the person is at an owner.</summary>
public sealed record ExportedRole(string Owner, string Role);

/// <summary>That the person's address was asked to have roles at an owner.</summary>
/// <param name="Outcome">Null while it waits.</param>
public sealed record ExportedInvitation(string Owner, string Roles, Instant InvitedAt, Instant ExpiresAt, Instant? EndedAt, string? Outcome);

/// <summary>That the person handed a place over.</summary>
/// <param name="Answers">JSON: each line of the owner's list, and what was answered.</param>
public sealed record ExportedHandover(string Reference, Instant FilledAt, string Answers);

/// <summary>That the person booked several times at once.</summary>
/// <param name="Rule">What recurs, as calendars write it.</param>
public sealed record ExportedSeries(string Resource, string Rule, LocalTime Starts, int Minutes, int People, string Purpose, string? Group, Instant CreatedAt);

/// <summary>Something broken that the person reported.</summary>
public sealed record ExportedCase(string Resource, string What, string Details, Instant OpenedAt, Instant? ClosedAt, string Answer);

/// <summary>A listing that the person reported to the municipality.</summary>
/// <param name="AnsweredAt">Null while it waits.</param>
public sealed record ExportedReport(string Resource, string Reason, string Words, Instant ReportedAt, Instant? AnsweredAt, string Answer);

/// <summary>What the person said against the municipality's taking something off the list.</summary>
public sealed record ExportedObjection(string Resource, string Objection, Instant ObjectedAt);

/// <summary>Time that the person waits for, or has waited for; any of several windows has its own line.</summary>
/// <param name="Minutes">How long they would like it.</param>
/// <param name="LeastMinutes">How short it might be.</param>
/// <param name="ClosedAt">Null while they wait.</param>
public sealed record ExportedWish(
    string Resource, Instant From, Instant To, int Minutes, int LeastMinutes, int People, string Purpose, Instant JoinedAt, Instant? RefusedAt,
    Instant? ClosedAt, string? ClosedWhy);

/// <summary>Time that came free and was offered to the person; what they answered is what became of the booking.</summary>
public sealed record ExportedOffer(string Reference, string Resource, Instant MadeAt, Instant ExpiresAt);

/// <summary>That the person said they came to what was given on because nobody had checked in, and the owner's answer.</summary>
/// <param name="Upheld">Null while there is none.</param>
public sealed record ExportedContest(string Reference, string Words, Instant ContestedAt, Instant? AnsweredAt, bool? Upheld, string Answer);

/// <summary>That the person wants a mail each morning of what has just come free.</summary>
/// <param name="Kinds">Empty for any.</param>
/// <param name="Districts">Empty for all of the city.</param>
public sealed record ExportedDigest(string Kinds, string Districts, Instant Since);

public sealed class ExportPerson(NpgsqlDataSource database)
{
    public async Task<PersonExport> HandleAsync(Guid person)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var read = await connection.QueryMultipleAsync(Sql, new { Person = person });
        return new(
            await read.ReadSingleAsync<ExportedPerson>(),
            [.. await read.ReadAsync<ExportedSession>()],
            [.. await read.ReadAsync<ExportedToken>()],
            [.. await read.ReadAsync<ExportedBooking>()],
            [.. await read.ReadAsync<ExportedRequest>()],
            [.. await read.ReadAsync<ExportedMessage>()],
            [.. await read.ReadAsync<ExportedChallenge>()],
            [.. await read.ReadAsync<ExportedSupport>()],
            [.. await read.ReadAsync<ExportedIntroduction>()],
            [.. await read.ReadAsync<ExportedMembership>()],
            [.. await read.ReadAsync<ExportedRole>()],
            [.. await read.ReadAsync<ExportedInvitation>()],
            [.. await read.ReadAsync<ExportedGroup>()],
            [.. await read.ReadAsync<ExportedOnBehalf>()],
            [.. await read.ReadAsync<ExportedHandover>()],
            [.. await read.ReadAsync<ExportedCase>()],
            [.. await read.ReadAsync<ExportedReport>()],
            [.. await read.ReadAsync<ExportedObjection>()],
            [.. await read.ReadAsync<ExportedSeries>()],
            [.. await read.ReadAsync<ExportedWish>()],
            [.. await read.ReadAsync<ExportedOffer>()],
            [.. await read.ReadAsync<ExportedContest>()],
            [.. await read.ReadAsync<ExportedDigest>()]);
    }

    private const string Sql = """
        select email, name, language, birth_year, is_resident, district, created_at from person where id = @Person;
        select device, created_at, seen_at from session where person_id = @Person order by created_at;
        select name, created_at from api_token where person_id = @Person order by created_at;
        select booking.reference, resource.slug as resource, lower(booking.period) as start, upper(booking.period) as "end",
               booking.people, booking.purpose, booking.status, community.name as "group", on_behalf.name as called_by_helper, booking.created_at,
               booking.reconfirm_by, booking.reconfirmed_at, booking.checked_in_at, booking.ended_at, booking.end_reason
        from booking
        join resource on resource.id = booking.resource_id
        left join community on community.id = booking.community_id
        left join on_behalf on on_behalf.booking_id = booking.id
        where booking.person_id = @Person
        order by booking.created_at;
        select booking.reference, permission.kind, permission.why, permission.asked_at, permission.answer_by, permission.answered_at,
               permission.granted, permission.answer
        from permission
        join booking on booking.id = permission.booking_id
        where booking.person_id = @Person
        order by permission.asked_at;
        select booking.reference, message.sender_id is not distinct from @Person as own, message.text, message.sent_at
        from message
        join booking on booking.id = message.booking_id
        where booking.person_id = @Person or message.sender_id = @Person
        order by message.sent_at;
        select rule_id as rule, prevents, better, signed as name_shown, created_at, answered_at, answer,
               case when answered_at is not null then answer_reason end as answer_reason, hidden_at, hidden_reason
        from challenge
        where person_id = @Person
        order by created_at;
        select challenge.rule_id as rule, challenge.id as challenge
        from challenge_support
        join challenge on challenge.id = challenge_support.challenge_id
        where challenge_support.person_id = @Person
        order by challenge.created_at;
        select owner.name_da as owner, resource.slug as resource, introduction.given_at, introduction.expires_at
        from introduction
        join owner on owner.id = introduction.owner_id
        left join resource on resource.id = introduction.resource_id
        where introduction.person_id = @Person
        order by introduction.given_at;
        select owner.name_da as owner, membership.since
        from membership
        join owner on owner.id = membership.owner_id
        where membership.person_id = @Person
        order by membership.since;
        select owner.name_da as owner, owner_role.role
        from owner_role
        join owner on owner.id = owner_role.owner_id
        where owner_role.person_id = @Person
        order by owner.name_da, owner_role.role;
        select owner.name_da as owner, array_to_string(invitation.roles, ' ') as roles, invitation.invited_at, invitation.expires_at, invitation.ended_at, invitation.outcome
        from invitation
        join owner on owner.id = invitation.owner_id
        join person on person.email = invitation.email
        where person.id = @Person
        order by invitation.invited_at;
        select community.name, community_member.organiser, community_member.invited_at, community_member.joined_at
        from community_member
        join community on community.id = community_member.community_id
        where community_member.person_id = @Person
        order by community_member.invited_at;
        select booking.reference, resource.slug as resource, lower(booking.period) as start, upper(booking.period) as "end", on_behalf.name
        from on_behalf
        join booking on booking.id = on_behalf.booking_id
        join resource on resource.id = booking.resource_id
        where on_behalf.helper_id = @Person
        order by booking.created_at;
        select booking.reference, handover.filled_at, handover.answers::text as answers
        from handover
        join booking on booking.id = handover.booking_id
        where handover.filled_by = @Person
        order by handover.filled_at;
        select resource.slug as resource, broken_case.what, broken_case.details, broken_case.opened_at, broken_case.closed_at, broken_case.answer
        from broken_case
        join resource on resource.id = broken_case.resource_id
        where broken_case.reporter_id = @Person
        order by broken_case.opened_at;
        select resource.slug as resource, listing_report.reason, listing_report.words, listing_report.reported_at, listing_case.answered_at, listing_case.answer
        from listing_report
        join listing_case on listing_case.id = listing_report.case_id
        join resource on resource.id = listing_case.resource_id
        where listing_report.reporter_id = @Person
        order by listing_report.reported_at;
        select resource.slug as resource, listing_case.objection, listing_case.objected_at
        from listing_case
        join resource on resource.id = listing_case.resource_id
        where listing_case.objected_by = @Person
        order by listing_case.objected_at;
        select resource.slug as resource, series.rule, series.starts, series.minutes, series.people, series.purpose, community.name as "group",
               series.created_at
        from series
        join resource on resource.id = series.resource_id
        left join community on community.id = series.community_id
        where series.person_id = @Person
        order by series.created_at;
        select resource.slug as resource, lower(waitlist_time.period) as "from", upper(waitlist_time.period) as "to", waitlist_entry.minutes,
               waitlist_entry.least_minutes, waitlist_entry.people, waitlist_entry.purpose, waitlist_entry.joined_at, waitlist_entry.refused_at,
               waitlist_entry.closed_at, waitlist_entry.closed_why
        from waitlist_entry
        join waitlist_time on waitlist_time.entry_id = waitlist_entry.id
        join resource on resource.id = waitlist_time.resource_id
        where waitlist_entry.person_id = @Person
        order by waitlist_entry.joined_at, lower(waitlist_time.period);
        select booking.reference, resource.slug as resource, offer.made_at, offer.expires_at
        from offer
        join waitlist_entry on waitlist_entry.id = offer.entry_id
        join booking on booking.id = offer.booking_id
        join resource on resource.id = booking.resource_id
        where waitlist_entry.person_id = @Person
        order by offer.made_at;
        select booking.reference, no_show_contest.words, no_show_contest.contested_at, no_show_contest.answered_at, no_show_contest.upheld,
               no_show_contest.answer
        from no_show_contest
        join booking on booking.id = no_show_contest.booking_id
        where booking.person_id = @Person
        order by no_show_contest.contested_at;
        select array_to_string(kinds, ' ') as kinds, array_to_string(districts, ' ') as districts, since from free_now_digest where person_id = @Person
        """;
}
