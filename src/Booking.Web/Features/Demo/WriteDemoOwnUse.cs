using Booking.Rules.Recurrence;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>A school that uses its gym every week, and has been asked whether it needs one of its times or it goes to others.</summary>
public static class WriteDemoOwnUse
{
    private const string Gym = "noerrevang-hal-a";
    private const string Leader = "leder@example.dk";
    private const int GiveBackHours = 72;

    private static readonly IsoDayOfWeek[] SchoolDays =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    /// <summary>After the rest has been committed: it goes the way of whoever enters own use.</summary>
    public static async Task HandleAsync(NpgsqlDataSource database, IClock clock)
    {
        using var catalogue = new Catalogue(database, clock);
        var gym = (await catalogue.ReadAsync(default)).All.Single(resource => resource.Slug == Gym);
        var today = clock.GetCurrentInstant().InZone(gym.Terms.Zone).Date;
        var leader = await LeaderAsync(database);
        var write = new WriteOwnUse(database, clock);
        await write.AddAsync(
            gym, new OwnUseDraft("Idrætstimer", new WeeklyUse(SchoolDays, 8 * 60, 14 * 60, today, null), SkipsClosed: true, GiveBackHours: null), leader, default);
        await write.AddAsync(
            gym,
            new OwnUseDraft("Idrætscafé for 6. klasse", new WeeklyUse([today.PlusDays(5).DayOfWeek], 16 * 60, 17 * 60 + 30, today.PlusDays(2), null), SkipsClosed: true, GiveBackHours),
            leader, default);
        // Questions are put in the daytime only, and demo data is made at any hour.
        await new AskAboutOwnUse(database, catalogue, new NoonBefore(clock, gym.Terms.Zone)).HandleAsync(gym.Id, default);
    }

    private static async Task<SignedInPerson> LeaderAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        var id = await connection.QuerySingleAsync<Guid>("select id from person where email = @Leader", new { Leader });
        return new SignedInPerson(id, Leader, "Lise Leder", "da", IsAdministrator: false, "");
    }

    private sealed class NoonBefore(IClock clock, DateTimeZone zone) : IClock
    {
        public Instant GetCurrentInstant()
        {
            var now = clock.GetCurrentInstant();
            var noon = (now.InZone(zone).Date + new LocalTime(12, 0)).InZoneLeniently(zone).ToInstant();
            return noon <= now ? noon : noon - Duration.FromDays(1);
        }
    }
}
