using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>The dates somebody has chosen of those a series has, and those they have left out.</summary>
public static class ChosenDates
{
    /// <summary>In order. What no form of this series has offered is not among its dates, and is left out.</summary>
    public static IReadOnlyList<WantedDate> Of(IReadOnlyList<WantedDate> all, IReadOnlyList<TakenDate> take, CatalogueSnapshot places) =>
    [
        .. all.Join(take.DistinctBy(date => date.Start), date => date.Start, date => date.Start, (date, chosen) => chosen switch
            {
                { Slug: null } => date,
                { Slug: var slug } when slug == date.Resource.Slug => date with { Period = chosen.Period },
                { Slug: var slug } => places.Find(slug) is { } place ? date with { Resource = place, Period = chosen.Period } : date with { Period = null },
            })
            .OrderBy(date => date.Start),
    ];

    /// <summary>
    /// Locks the units of every place among them, and judges the dates in their order, so that each is judged, and one that is left out
    /// is explained, by those before it.
    /// </summary>
    /// <param name="all">Every date of the series that is asked for.</param>
    /// <param name="wanted">Those of them that are to be booked.</param>
    public static async Task<(IReadOnlyList<JudgedDate> Judged, IReadOnlyList<SkippedDate> Skipped)> JudgeAsync(
        NpgsqlConnection connection, SeriesWish wish, IReadOnlyList<WantedDate> all, IReadOnlyList<WantedDate> wanted, Booker booker,
        RefusalSentences sentences, Instant now, CancellationToken cancellation)
    {
        var places = wanted.Select(date => date.Resource).Append(wish.Resource).DistinctBy(place => place.Id).ToList();
        await TakeDates.LockAsync(connection, places.SelectMany(place => place.Units));
        if (wish.Continues is { } series)
        {
            await KeptTime.LetGoAsync(connection, series.Id);
        }

        var who = await PreviewSeries.ReadWhoAsync(connection, places, booker, [.. wanted, .. all], now, cancellation);
        var taken = await ReadOccupancies.OfAsync(connection, places, PreviewSeries.DaysOf([.. wanted, .. all]), cancellation);
        var judge = new JudgeDates(who, taken, wish.People, now);
        var chosen = wanted.ToDictionary(date => date.Start);
        List<JudgedDate> judged = [];
        List<SkippedDate> skipped = [];
        foreach (var date in all)
        {
            if (chosen.TryGetValue(date.Start, out var one))
            {
                judged.Add(judge.Next(one));
            }
            else
            {
                skipped.Add(new SkippedDate(date.Start, SkipReason.Of(judge.Look(date).Reasons, date.Resource, sentences)));
            }
        }

        return (judged, skipped);
    }
}
