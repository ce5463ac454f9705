using Booking.Rules.Lifecycle;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Bookings;

/// <summary>A booking as it stands, with the person it belongs to.</summary>
public sealed record BookingRecord
{
    public Guid Id { get; init; }
    public string Reference { get; init; } = "";
    public Guid ResourceId { get; init; }
    /// <summary>Null when the person has been deleted, or has no address: then somebody else has booked for them.</summary>
    public Guid? PersonId { get; init; }
    /// <summary>As whoever booked for them has called them, where somebody has.</summary>
    public string PersonName { get; init; } = "";
    /// <summary>Whom mail about it goes to: the person, or whoever booked for one without an address. Empty for nobody.</summary>
    public string PersonEmail { get; init; } = "";
    public string PersonLanguage { get; init; } = "da";
    /// <summary>Whether somebody else has made it for its person.</summary>
    public bool IsOnBehalf { get; init; }
    /// <summary>Who has; null when nobody has, or they have been deleted.</summary>
    public Guid? HelperId { get; init; }
    public string HelperName { get; init; } = "";
    /// <summary>Null when it is its person's alone.</summary>
    public Guid? GroupId { get; init; }
    /// <summary>Empty when it is its person's alone.</summary>
    public string GroupName { get; init; } = "";
    /// <summary>The one of several alike that was asked for; null where any of them does.</summary>
    public Guid? UnitId { get; init; }
    /// <summary>What the one of several alike that it has is called; empty where they have no names.</summary>
    public string UnitLabel { get; init; } = "";
    public Interval Period { get; init; }
    public int People { get; init; }
    public string Purpose { get; init; } = "";
    public BookingStatus Status { get; init; }
    public int Sequence { get; init; }
    public Instant? HoldExpiresAt { get; init; }
    public Instant CreatedAt { get; init; }
    /// <summary>Null until it is confirmed.</summary>
    public Instant? ConfirmedAt { get; init; }
    public Instant? CheckedInAt { get; init; }
    public Instant? EndedAt { get; init; }
    public string? EndReason { get; init; }
    public Instant? ReleaseAt { get; init; }
    /// <summary>When its person is next reminded; null when that will not be, or they want no reminders.</summary>
    public Instant? RemindAt { get; init; }
    /// <summary>When the next step of asking whether they still come is due; null when there is none to come.</summary>
    public Instant? ReconfirmAt { get; init; }
    /// <summary>By when they say whether they still come; null where that is not asked.</summary>
    public Instant? ReconfirmBy { get; init; }
    /// <summary>When they were asked; null until then.</summary>
    public Instant? ReconfirmAskedAt { get; init; }
    /// <summary>When they said that they come; null until then.</summary>
    public Instant? ReconfirmedAt { get; init; }
    /// <summary>The question to its owner; null when there was none to ask. While it is held with one, it waits for the answer.</summary>
    public Guid? PermissionId { get; init; }

    /// <summary>The series it is a date of; null when it is not of one.</summary>
    public Guid? SeriesId { get; init; }

    /// <summary>What names it in its series: what the wall clock was to show at its start. Null where there is no series.</summary>
    public LocalDateTime? Occurrence { get; init; }

    /// <summary>How often the series as a whole has been changed.</summary>
    public int SeriesSequence { get; init; }

    /// <summary>The booking it was a part of before the middle was given back; null for most.</summary>
    public Guid? SplitFrom { get; init; }

    /// <summary>Minutes on the wall clock that were given back of it so late that a quota counts them all the same.</summary>
    public int LateMinutes { get; init; }

    /// <summary>Whether what waits has its time; false for a request that leaves it open to others.</summary>
    public bool Holds { get; init; } = true;

    /// <summary>Whether there is anybody to write to about it.</summary>
    public bool IsReachable => PersonEmail.Length > 0;

    /// <summary>Whether it is for somebody without an address: whoever booked for them is written to instead.</summary>
    public bool IsForUnreachable => IsOnBehalf && PersonId is null;

    /// <summary>They have been asked whether they still come, and have not said.</summary>
    public bool AwaitsReconfirmation =>
        this is { Status: BookingStatus.Confirmed, ReconfirmAskedAt: not null, ReconfirmBy: not null, ReconfirmedAt: null };

    /// <summary>Given on before its start, because nobody said whether they came.</summary>
    public bool WasNotReconfirmed =>
        this is { Status: BookingStatus.Released, ReconfirmAskedAt: not null, ReconfirmedAt: null } && EndedAt < Period.Start && ReconfirmBy <= EndedAt;

    /// <summary>The columns above, for every query that reads bookings; <c>b</c> is booking, <c>p</c> person, <c>c</c> its group, <c>q</c> permission, <c>f</c> for whom, <c>h</c> who helped, <c>s</c> its series.</summary>
    public const string SelectSql = """
        select b.id, b.reference, b.resource_id, b.person_id, coalesce(f.name, p.name, '') as person_name,
               coalesce(p.email, h.email, '') as person_email, coalesce(p.language, h.language, 'da') as person_language,
               f.booking_id is not null as is_on_behalf, f.helper_id, coalesce(h.name, '') as helper_name,
               c.id as group_id, coalesce(c.name, '') as group_name, b.unit_id,
               coalesce(
                   (select n.label from unit n where n.id = b.unit_id),
                   (select n.label from occupancy o join unit n on n.id = o.unit_id where o.booking_id = b.id and n.label <> '' limit 1),
                   '') as unit_label,
               b.period, b.people, b.purpose, b.status, b.sequence, b.hold_expires_at,
               b.created_at, b.confirmed_at, b.checked_in_at, b.ended_at, b.end_reason, b.release_at,
               b.reconfirm_at, b.reconfirm_by, b.reconfirm_asked_at, b.reconfirmed_at,
               case when coalesce(p.reminders, h.reminders) then b.remind_at end as remind_at, q.id as permission_id, coalesce(q.holds, true) as holds,
               b.series_id, b.occurrence, coalesce(s.sequence, 0) as series_sequence,
               b.split_from, b.late_minutes
        from booking b
        left join person p on p.id = b.person_id
        left join community c on c.id = b.community_id
        left join permission q on q.booking_id = b.id
        left join on_behalf f on f.booking_id = b.id
        left join person h on h.id = f.helper_id
        left join series s on s.id = b.series_id
        """;

    /// <summary>Whom the rules about people are asked of; null when the person has been deleted.</summary>
    public Booker? Booker => PersonId is { } person ? new Booker(person, GroupId) : null;

    /// <summary>What was booked as it was asked for: narrowed to the one of several alike, as long as there is that one.</summary>
    public CatalogueResource AskedFor(CatalogueResource resource) => UnitId is { } unit ? resource.Only(unit) ?? resource : resource;

    /// <summary>Whether it is that person's to manage: their own, of a group that they book for, or made by them for another.</summary>
    public async Task<bool> IsTheirsAsync(NpgsqlConnection connection, Guid personId, CancellationToken cancellation) =>
        PersonId == personId || HelperId == personId || (GroupId is { } group && await GroupMembers.IsBookerAsync(connection, group, personId, cancellation));

    public static Task<BookingRecord?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<BookingRecord?>(
            new CommandDefinition(SelectSql + " where b.id = @id", new { id }, cancellationToken: cancellation));
}
