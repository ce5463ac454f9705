using System.ComponentModel;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>A place one looks after.</summary>
public sealed record OwnPlaceAnswer(
    [property: Description("The resource's slug.")] string Resource,
    [property: Description("The slug of who shares it.")] string Owner,
    [property: Description("How much is entered and not over.")] int Series,
    [property: Description("How many calendars are read from elsewhere.")] int Calendars)
{
    internal static OwnPlaceAnswer Of(OwnPlace place) => new(place.Resource.Slug, place.Resource.Owner.Slug, place.Series, place.Calendars);
}

/// <summary>Own use as it was entered.</summary>
public sealed record OwnUseSeriesAnswer(
    Guid Id, string Title,
    [property: Description("1 for Monday; null for what is on firstDay only.")] IReadOnlyList<int>? Weekdays,
    string FirstDay,
    [property: Description("null where it goes on.")] string? LastDay,
    string FromTime, string UntilTime, bool SkipsClosed,
    [property: Description("null for never.")] int? GiveBackHours)
{
    internal static OwnUseSeriesAnswer Of(OwnUseRow row)
    {
        var form = OwnUseForm.Of(row);
        return new OwnUseSeriesAnswer(
            row.Id, row.Title, row.IsOnce ? null : row.Weekdays, form.First!, form.Last, form.From!, form.Until!, row.SkipsClosed, row.GiveBackHours);
    }
}

/// <summary>One date of it.</summary>
public sealed record OwnTimeAnswer(
    Guid Id,
    [property: Description("The id of what it is a date of; null for one out of a calendar.")] Guid? Series,
    string Title, OffsetDateTime Start, OffsetDateTime End,
    [property: Description("null while it stands; removed when it was taken out, released when it was given to others.")] string? Ended,
    [property: Description("When it goes to others; null for never.")] OffsetDateTime? ReleaseAt,
    [property: Description("Whether somebody is asked if it is needed, and has not answered.")] bool IsAsked)
{
    internal static OwnTimeAnswer Of(OwnTimeRow time, DateTimeZone zone) => new(
        time.Id, time.OwnUseId, time.Title, ApiTime.In(zone, time.Period.Start), ApiTime.In(zone, time.Period.End), time.EndReason,
        ApiTime.In(zone, time.ReleaseAt), time is { EndReason: null, AskedAt: not null, ReleaseAt: not null, ConfirmedAt: null });
}

/// <summary>A booking that has what own use wants. It stays until somebody decides.</summary>
public sealed record ClashAnswer(
    [property: Description("The id of the date.")] Guid Time,
    [property: Description("The id of the booking.")] Guid Booking,
    string Reference, OffsetDateTime Start, OffsetDateTime End)
{
    internal static ClashAnswer Of(Clash clash, DateTimeZone zone) => new(
        clash.TimeId, clash.BookingId, clash.Reference, ApiTime.In(zone, clash.Period.Start), ApiTime.In(zone, clash.Period.End));
}

public sealed record OwnUseAnswer(
    string Resource, IReadOnlyList<OwnUseSeriesAnswer> Series,
    [property: Description("The next fifty dates, the nearest first.")] IReadOnlyList<OwnTimeAnswer> Coming,
    [property: Description("The first fifty bookings that meet it.")] IReadOnlyList<ClashAnswer> Clashes)
{
    internal static OwnUseAnswer Of(CatalogueResource resource, OwnUseOverview use) => new(
        resource.Slug, [.. use.Series.Select(OwnUseSeriesAnswer.Of)], [.. use.Coming.Select(time => OwnTimeAnswer.Of(time, resource.Terms.Zone))],
        [.. use.Clashes.Select(clash => ClashAnswer.Of(clash, resource.Terms.Zone))]);
}
