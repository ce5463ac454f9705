using Booking.Rules.Recurrence;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>A choir that sings every week: one of its dates is missing and another is shorter than the rest.</summary>
public static class WriteDemoSeries
{
    private const string Place = "malling-stationsrummet";
    private const string Choir = "Koret i Gellerup";
    private const int Dates = 8;
    private const int Minutes = 120;
    private const int Singers = 14;

    /// <summary>When it would like to sing, the best first.</summary>
    private static readonly (IsoDayOfWeek Day, int Hour)[] Wishes =
    [
        (IsoDayOfWeek.Tuesday, 19), (IsoDayOfWeek.Tuesday, 18), (IsoDayOfWeek.Wednesday, 19), (IsoDayOfWeek.Thursday, 19), (IsoDayOfWeek.Monday, 19),
        (IsoDayOfWeek.Sunday, 15), (IsoDayOfWeek.Saturday, 15),
    ];

    private const string OrganiserSql = """
        select p.id, p.email, p.name, p.language, p.is_administrator, '' as roles, c.id as group_id
        from community c
        join community_member m on m.community_id = c.id and m.organiser
        join person p on p.id = m.person_id
        where c.name = @Choir
        """;

    /// <summary>After the rest has been committed: it goes the way of whoever books several dates.</summary>
    public static async Task HandleAsync(NpgsqlDataSource database, RefusalSentences sentences, IClock clock)
    {
        using var catalogue = new Catalogue(database, clock);
        var place = (await catalogue.ReadAsync(default)).Find(Place)!;
        var (organiser, choir) = await OrganiserAsync(database);
        var preview = new PreviewSeries(database, catalogue, clock);
        (SeriesWish Wish, SeriesPreview Seen)? best = null;
        foreach (var (day, hour) in Wishes)
        {
            var wish = WishOf(place, day, hour, choir, clock);
            var seen = await preview.HandleAsync(wish, organiser.Id, default);
            if (best is null || seen.Free > best.Value.Seen.Free)
            {
                best = (wish, seen);
            }

            if (seen.Free is >= Dates / 2 and < Dates)
            {
                best = (wish, seen);
                break;
            }
        }

        var (chosen, dates) = best!.Value;
        // Where nothing is in the way of any of them, the last is left out.
        var free = dates.Dates.Where(date => date.Judged.MayBeHad).Take(Dates - 1).Select(date => date.Judged.Wanted).ToList();
        await new PlaceSeries(database, catalogue, sentences, clock).HandleAsync(
            new PlaceSeriesRequest(chosen, [.. free.Select((date, index) => index == 1 ? Shorter(date) : new TakenDate(date.Start))], organiser), default);
    }

    private static SeriesWish WishOf(CatalogueResource place, IsoDayOfWeek day, int hour, Guid choir, IClock clock) => new(
        place, SeriesRule.Weekly([], 1, clock.GetCurrentInstant().InZone(place.Terms.Zone).Date.PlusDays(1).Next(day), null, Dates),
        new LocalTime(hour, 0), Minutes, Singers, "Korprøve", "", choir, "demo");

    private static TakenDate Shorter(WantedDate date) =>
        new(date.Start, date.Resource.Slug, new Interval(date.Period!.Value.Start, date.Period.Value.End - Duration.FromMinutes(Minutes / 2)));

    private static async Task<(SignedInPerson Person, Guid Group)> OrganiserAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return (await connection.QueryAsync<SignedInPerson, Guid, (SignedInPerson, Guid)>(
            OrganiserSql, (person, group) => (person, group), new { Choir }, splitOn: "group_id")).Single();
    }
}
