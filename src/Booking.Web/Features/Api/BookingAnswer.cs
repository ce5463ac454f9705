using System.ComponentModel;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>A booking as it stands. Times are those of the resource.</summary>
public sealed record BookingAnswer
{
    public required Guid Id { get; init; }

    [Description("Its short name, for the telephone.")]
    public required string Reference { get; init; }

    [Description("The resource's slug.")]
    public required string Resource { get; init; }

    public required OffsetDateTime Start { get; init; }

    [Description("Itself no longer part of the booking.")]
    public required OffsetDateTime End { get; init; }

    public required int People { get; init; }

    [Description("Empty when none was given.")]
    public required string Purpose { get; init; }

    [Description("The id of the group it is for; null when it is its person's alone.")]
    public required Guid? Group { get; init; }

    [Description("The name of that group; null likewise.")]
    public required string? GroupName { get; init; }

    [Description("The series it is a date of, an id of /api/v1/series; null for a booking of its own.")]
    public required Guid? Series { get; init; }

    [Description("The name of the person it is for, when somebody else has made it; else null.")]
    public required string? OnBehalfOf { get; init; }

    [Description("The name of whoever made it for them; null when they did themselves, or that person is no longer there.")]
    public required string? BookedBy { get; init; }

    [Description("held (for a short while, or until the owner has answered; see holdsTime) and confirmed take the resource; cancelled, released (not used, or nobody said whether they came) and expired (a hold) do not.")]
    public required BookingStatus Status { get; init; }

    [Description("Whether it takes the resource now; false also for a request whose time the owner leaves open to others.")]
    public required bool HoldsTime { get; init; }

    [Description("Until when it waits for the owner's answer; null unless the booking waits for one.")]
    public required OffsetDateTime? AnswerBy { get; init; }

    [Description("By when its person says whether they still come, where a rule asks; without an answer the time is given to others. Null for never.")]
    public required OffsetDateTime? ReconfirmBy { get; init; }

    [Description("When they said that they still come; null until then.")]
    public required OffsetDateTime? ReconfirmedAt { get; init; }

    [Description("When check-in opens; it closes at the end.")]
    public required OffsetDateTime CheckInFrom { get; init; }

    [Description("Unless checked in by then, the time is given to others; null for never.")]
    public required OffsetDateTime? CheckInBy { get; init; }

    [Description("Null until checked in.")]
    public required OffsetDateTime? CheckedInAt { get; init; }

    [Description("When it was cancelled, released or expired; null until then.")]
    public required OffsetDateTime? EndedAt { get; init; }

    [Description("Why it was cancelled or given on, if a reason was given.")]
    public required string? EndReason { get; init; }

    [Description("Goes up each time the booking is changed.")]
    public required int Sequence { get; init; }

    [Description("Its page for people, on this site.")]
    public required string Url { get; init; }

    public static BookingAnswer Of(BookingRecord booking, CatalogueResource resource)
    {
        var zone = resource.Terms.Zone;
        return new BookingAnswer
        {
            Id = booking.Id,
            Reference = booking.Reference,
            Resource = resource.Slug,
            Start = ApiTime.In(zone, booking.Period.Start),
            End = ApiTime.In(zone, booking.Period.End),
            People = booking.People,
            Purpose = booking.Purpose,
            Group = booking.GroupId,
            GroupName = booking.GroupId is null ? null : booking.GroupName,
            Series = booking.SeriesId,
            OnBehalfOf = booking.IsOnBehalf ? booking.PersonName : null,
            BookedBy = booking.HelperName.Length > 0 ? booking.HelperName : null,
            Status = booking.Status,
            HoldsTime = booking.Status == BookingStatus.Confirmed || booking is { Status: BookingStatus.Held, Holds: true },
            AnswerBy = booking is { Status: BookingStatus.Held, PermissionId: not null } ? ApiTime.In(zone, booking.HoldExpiresAt) : null,
            ReconfirmBy = ApiTime.In(zone, booking.ReconfirmBy),
            ReconfirmedAt = ApiTime.In(zone, booking.ReconfirmedAt),
            CheckInFrom = ApiTime.In(zone, CheckInWindow.Of(booking.Period).Start),
            CheckInBy = ApiTime.In(zone, booking.ReleaseAt),
            CheckedInAt = ApiTime.In(zone, booking.CheckedInAt),
            EndedAt = ApiTime.In(zone, booking.EndedAt),
            EndReason = booking.EndReason,
            Sequence = booking.Sequence,
            Url = $"/bookings/{booking.Id}",
        };
    }
}

/// <param name="Next">Send it as cursor to get the next page; null when this is the last.</param>
public sealed record BookingPageAnswer(IReadOnlyList<BookingAnswer> Items, string? Next);

/// <summary>A period that would be accepted if it were asked for now.</summary>
public sealed record AlternativeAnswer(
    [property: Description("The slug of the resource: the one asked for, or a comparable one nearby.")] string Resource,
    OffsetDateTime Start,
    OffsetDateTime End)
{
    public static AlternativeAnswer Of(Alternative alternative)
    {
        var zone = alternative.Resource.Terms.Zone;
        return new AlternativeAnswer(
            alternative.Resource.Slug, ApiTime.In(zone, alternative.Period.Start), ApiTime.In(zone, alternative.Period.End));
    }
}
