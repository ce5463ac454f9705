using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>One date of a series: its booking, or why there is none.</summary>
/// <param name="Booking">The newest of that date; null where it was never booked.</param>
/// <param name="Skipped">Null where it was booked.</param>
/// <param name="Awaited">Null where it does not wait in line.</param>
public sealed record SeriesLine(LocalDateTime Occurrence, BookingRecord? Booking, SkippedDate? Skipped, bool IsChangedAlone, AwaitedDate? Awaited)
{
    public bool IsActive => Booking?.Status is BookingStatus.Confirmed or BookingStatus.Held;

    public bool IsComing(Instant now) => IsActive && Booking!.CheckedInAt is null && Booking.Period.Start > now;
}

/// <param name="Own">Whether it is the reader's to manage; else the reader looks after the place.</param>
/// <param name="Resource">Where its last dates are meant to be.</param>
/// <param name="Parts">How they are meant to be, from which date on.</param>
/// <param name="Lines">By date.</param>
public sealed record ReadableSeries(SeriesRecord Series, CatalogueResource Resource, CatalogueSnapshot Places, IReadOnlyList<SeriesPart> Parts, IReadOnlyList<SeriesLine> Lines, bool Own)
{
    /// <summary>The newest dates in a row that nobody came to.</summary>
    public int UnusedInARow { get; init; }

    /// <summary>When the coming dates are given on unless somebody says that they come; null when that is not so.</summary>
    public Instant? ReleaseAt { get; init; }
}

/// <summary>Which of the dates of its series a booking is.</summary>
public sealed record PlaceInSeries(int Number, int Of);

/// <summary>One series with all its dates, for its person, their group, or a caretaker of the place.</summary>
public sealed class ReadSeries(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string PlaceSql = """
        with dates as (
            select occurrence from booking where series_id = @SeriesId
            union
            select occurrence from series_skip where series_id = @SeriesId
        )
        select (count(*) filter (where occurrence <= @Occurrence))::int as number, count(*)::int as of from dates
        """;

    /// <summary>Null for a booking of no series.</summary>
    public async Task<PlaceInSeries?> PlaceOfAsync(BookingRecord booking, CancellationToken cancellation)
    {
        if (booking.SeriesId is null)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleAsync<PlaceInSeries>(
            new CommandDefinition(PlaceSql, new { booking.SeriesId, booking.Occurrence }, cancellationToken: cancellation));
    }

    /// <summary>Null when there is no such series or it is none of this person's business: the two look the same.</summary>
    public async Task<ReadableSeries?> HandleAsync(Guid id, SignedInPerson reader, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await SeriesRecord.FindAsync(connection, id, cancellation) is not { } series)
        {
            return null;
        }

        var places = await catalogue.ReadAsync(connection, cancellation);
        var resource = places.Get(series.ResourceId);
        var own = await series.IsTheirsAsync(connection, reader.Id, cancellation);
        if (!own && !await OwnerAccess.HasAsync(connection, reader, OwnerRight.LookAfter, resource.Owner.Id, cancellation))
        {
            return null;
        }

        var parts = await SeriesPart.OfAsync(connection, series, cancellation);
        var all = await SeriesRecord.BookingsAsync(connection, id, cancellation);
        var unused = await UnusedSeries.FindAsync(connection, id, cancellation);
        var row = await UnusedSeries.RowOfAsync(connection, id, all, unused?.AnsweredAt, clock.GetCurrentInstant(), cancellation);
        var bookings = all.ToLookup(booking => booking.Occurrence!.Value);
        var skipped = (await SkippedDate.OfAsync(connection, id, cancellation)).ToDictionary(date => date.Occurrence);
        var awaited = (await AwaitedDate.OfAsync(connection, id, cancellation)).ToDictionary(date => date.Occurrence);
        var lines = bookings.Select(date => date.Key).Union(skipped.Keys).Order().Select(date =>
        {
            var booking = bookings[date].LastOrDefault();
            return new SeriesLine(
                date, booking, skipped.GetValueOrDefault(date),
                booking is not null && SeriesMails.IsChangedAlone(parts, booking, places), awaited.GetValueOrDefault(date));
        });
        return new ReadableSeries(series, places.Get(parts[^1].ResourceId), places, parts, [.. lines], own) { UnusedInARow = row.Count, ReleaseAt = unused?.ReleaseAt };
    }
}
