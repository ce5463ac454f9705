using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>One mail about all the dates of a series, in place of one for each; written in the transaction of what it tells.</summary>
public static class SeriesMails
{
    /// <summary>To the person; nobody is written to where there is none any longer.</summary>
    /// <param name="cancelled">The bookings that it tells are called off; empty where it tells how the series stands.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection, CatalogueSnapshot places, Guid seriesId, string kind, Instant now, IReadOnlyCollection<Guid>? cancelled = null,
        string? reason = null)
    {
        var series = (await SeriesRecord.FindAsync(connection, seriesId, CancellationToken.None))!;
        var bookings = await SeriesRecord.BookingsAsync(connection, seriesId, CancellationToken.None);
        var skipped = await SkippedDate.OfAsync(connection, seriesId, CancellationToken.None);
        List<OutboxMail> mails = [];
        if (bookings.LastOrDefault(booking => booking.IsReachable) is { } whose)
        {
            mails.Add(OutboxMail.About(
                Content(series, bookings, skipped, places, whose.PersonLanguage, whose.PersonName, reason, cancelled ?? []),
                kind, whose.PersonEmail, whose.PersonLanguage, now));
        }

        if (kind is MailKind.SeriesPlaced or MailKind.SeriesRenewed && bookings.Any(IsWaiting))
        {
            var place = places.Get(bookings.First(IsWaiting).ResourceId);
            foreach (var contact in await Answerers.OfAsync(connection, place, CancellationToken.None))
            {
                mails.Add(OutboxMail.About(
                    Content(series, [.. bookings.Where(IsWaiting)], [], places, contact.Language, contact.Name, null, []),
                    MailKind.SeriesToAnswer, contact.Email, contact.Language, now));
            }
        }

        await connection.ExecuteAsync(OutboxMail.InsertSql, mails);
    }

    /// <summary>What a mail or a calendar says of it.</summary>
    public static SeriesMail Content(
        SeriesRecord series, IReadOnlyList<BookingRecord> bookings, IReadOnlyList<SkippedDate> skipped, CatalogueSnapshot places, string language,
        string reader, string? reason, IReadOnlyCollection<Guid> cancelled)
    {
        var resource = places.Get(series.ResourceId);
        var standing = bookings.Where(booking => booking.Status == BookingStatus.Confirmed || IsWaiting(booking)).ToList();
        var told = cancelled.Count > 0 ? bookings.Where(booking => cancelled.Contains(booking.Id)).ToList() : standing;
        var place = resource.WhereaboutsFor(standing.Exists(booking => booking.Status == BookingStatus.Confirmed) ? BookingStatus.Confirmed : BookingStatus.Held);
        var all = bookings.Select(booking => booking.Occurrence!.Value).Concat(skipped.Select(date => date.Occurrence)).ToList();
        var on = standing.Select(booking => booking.Occurrence!.Value).ToHashSet();
        var why = skipped.ToDictionary(
            date => date.Occurrence, date => string.Join(' ', date.Reasons.Select(one => one.Text.In(language))));
        return new SeriesMail(
            series.Id, series.Sequence + bookings.Sum(booking => booking.Sequence), reader, resource.Slug, resource.Name.In(language), place.Address,
            place.Directions.In(language), resource.Terms.Zone.Id, resource.Owner.Name.In(language), resource.Owner.Email, resource.Owner.Phone,
            series.People, series.Purpose, bookings.Select(booking => booking.GroupName).FirstOrDefault() ?? "", reason,
            series.Rule, all.Count == 0 ? null : all.Min(), all.Count == 0 ? null : all.Max(), series.Minutes,
            [.. told.Select(booking => DateOf(series, booking, places, language))],
            [.. all.Distinct().Where(date => !on.Contains(date)).Order().Select(date => new SeriesMail.Skipped(date, why.GetValueOrDefault(date, "")))]);
    }

    private static SeriesMail.Date DateOf(SeriesRecord series, BookingRecord booking, CatalogueSnapshot places, string language)
    {
        var resource = places.Get(booking.ResourceId);
        return new SeriesMail.Date(
            booking.Id, booking.Reference, booking.Occurrence!.Value, booking.Sequence + booking.SeriesSequence, booking.Period.Start, booking.Period.End,
            resource.Name.In(language), resource.WhereaboutsFor(booking.Status).Address, IsWaiting(booking), IsChangedAlone([SeriesPart.FirstOf(series)], booking, places));
    }

    private static bool IsWaiting(BookingRecord booking) => booking.Status == BookingStatus.Held;

    /// <summary>Whether this one date is another than the part of the series it belongs to says: where, when, for how many or what for.</summary>
    public static bool IsChangedAlone(IReadOnlyList<SeriesPart> parts, BookingRecord booking, CatalogueSnapshot places)
    {
        var part = SeriesPart.At(parts, booking.Occurrence!.Value);
        return booking.ResourceId != part.ResourceId || booking.People != part.People || booking.Purpose != part.Purpose
            || SeriesDate.At(booking.Occurrence.Value.Date + part.Starts, part.Minutes, places.Get(part.ResourceId).Terms.Zone).Period != booking.Period;
    }
}
