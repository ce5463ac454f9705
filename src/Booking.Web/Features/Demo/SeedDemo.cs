using System.Diagnostics;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Features.Owners;
using Booking.Web.Startup;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>
/// Fills an empty database with a city to look at: resources, people to sign in as, and months of bookings. All of it or
/// nothing; a database that has resources is left as it is.
/// </summary>
public static class SeedDemo
{
    private const string Resident = "beboer@example.dk";
    private const string Caretaker = "pedel@example.dk";
    private const string Administrator = "admin@example.dk";
    private const string ChoirLeader = "korleder@example.dk";

    private static readonly string[] LookedAfter = ["madvaerket", "noerrevang-skole", "havnens-bibliotek"];

    private const string SilentWhenDone = "if-empty";

    // Two processes may start on one database at once: the second waits, and finds the work done.
    // The second of two waits for as long as the first takes, which on a slow machine is longer than a statement may.
    private const string LockSql = """
        set local statement_timeout = 0;
        select pg_advisory_xact_lock(hashtextextended('demo data', 0))
        """;

    private const string IsFilledSql = "select exists (select from resource) or exists (select from owner)";

    // Someone may have signed in with one of these addresses before there was demo data.
    private const string PersonSql = """
        insert into person (id, email, name, language, is_administrator, verified_at, created_at, revised_at)
        values (@Id, @Email, @Name, 'da', @IsAdministrator, @Now, @Now, @Now)
        on conflict (email) do update set name = excluded.name, is_administrator = excluded.is_administrator, verified_at = excluded.verified_at
        returning id
        """;

    private const string RolesSql = """
        insert into owner_role (owner_id, person_id, role) select id, @person, unnest(@roles) from owner where slug = any(@owners)
        """;

    /// <summary>People in each role, at owners of each kind.</summary>
    private static readonly (string Name, string Email, OwnerRole[] Roles, string[] Owners)[] Helpers =
    [
        ("Dorte Distrikt", "distrikt@example.dk", [OwnerRole.Administrator], ["distrikt-nord"]),
        ("Lise Leder", "leder@example.dk", [OwnerRole.Administrator], ["noerrevang-skole", "havnens-bibliotek"]),
        ("Frank Formand", "formand@example.dk", [OwnerRole.Administrator], ["engkanten", "madvaerket"]),
        ("Gudrun Godkender", "godkender@example.dk", [OwnerRole.Approver], ["engkanten"]),
        ("Ivan Introducerer", "introducerer@example.dk", [OwnerRole.Introducer], ["aabent-vaerksted"]),
        ("Karen Mikkelsen", "karen.mikkelsen@example.dk", [OwnerRole.Administrator], ["karen-mikkelsen"]),
        ("Yusuf Demir", "yusuf.demir@example.dk", [OwnerRole.Administrator], ["yusuf-demir"]),
    ];

    public static Command Command { get; } = new(
        "seed", "", "fill an empty database with demo data", (services, arguments) => HandleAsync(
            services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<IClock>(), services.GetRequiredService<ProtectedText>(),
            services.GetRequiredService<RefusalSentences>(), silentWhenDone: arguments.Contains(SilentWhenDone), Console.WriteLine))
    {
        WhenServingFromOwnServer = [SilentWhenDone],
    };

    public static async Task<int> HandleAsync(NpgsqlDataSource database, IClock clock, ProtectedText secrets, RefusalSentences sentences, bool silentWhenDone, Action<string> say)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(LockSql, commandTimeout: 0);
        if (await connection.ExecuteScalarAsync<bool>(IsFilledSql))
        {
            if (!silentWhenDone)
            {
                say("There are resources in the database already: nothing was changed.");
            }

            return 0;
        }

        var began = Stopwatch.StartNew();
        var files = DemoFiles.Read();
        say($"Adding demo data: {files.Resources.Count} resources of {files.Owners.Count} owners ...");
        var resources = await WriteDemoCatalogue.HandleAsync(connection, files, LookedAfter.Contains, now);

        await WriteDemoRules.HandleAsync(connection, files, now);

        var people = await AddPeopleAsync(connection, files, now);
        var resident = await AddPersonAsync(connection, "Bente Beboer", Resident, now);
        var caretaker = await AddPersonAsync(connection, "Per Pedel", Caretaker, now);
        await AddPersonAsync(connection, "Asta Administrator", Administrator, now, isAdministrator: true);
        await GiveAsync(connection, caretaker, [OwnerRole.Caretaker, OwnerRole.Approver, OwnerRole.Introducer], LookedAfter);
        foreach (var (name, email, roles, owners) in Helpers)
        {
            await GiveAsync(connection, await AddPersonAsync(connection, name, email, now), roles, owners);
        }

        var addresses = files.People.People.Select(person => person.Email).Zip(people).ToDictionary(one => one.First, one => one.Second);
        var bookings = new MakeDemoBookings(
            resources, people, resident, [.. files.Requests.Select(request => (request, addresses[request.By]))], KeptFree(now), now).All();
        say($"Adding demo data: {bookings.Count} bookings of {people.Count + 1} people ...");
        await WriteDemoBookings.HandleAsync(connection, bookings);
        var leader = await AddPersonAsync(connection, "Kirsten Korleder", ChoirLeader, now);
        await WriteDemoGroups.HandleAsync(connection, leader, people, resident, now);
        await WriteDemoOnBehalf.HandleAsync(connection, caretaker, [resident, caretaker], now);
        await WriteDemoRequests.HandleAsync(connection, bookings, now);
        await WriteDemoHandover.HandleAsync(connection, secrets, now);
        await WriteDemoReport.HandleAsync(connection, resident, now);
        await WriteDemoFreeNow.HandleAsync(connection, now);
        await WriteDemoWaiting.HandleAsync(connection, people, resident, now);
        await WriteDemoChallenges.HandleAsync(connection, files, caretaker, now);
        await WriteDemoRefusals.HandleAsync(connection, files, people, now);
        await transaction.CommitAsync();
        await WriteDemoOwnUse.HandleAsync(database, clock);
        await WriteDemoSeries.HandleAsync(database, sentences, clock);

        await using var rested = await database.OpenConnectionAsync();
        await rested.ExecuteAsync("vacuum (analyze)");
        say($"Demo data added in {began.Elapsed.TotalSeconds:0.0} seconds.");
        return 0;
    }

    private static async Task<IReadOnlyList<Guid>> AddPeopleAsync(NpgsqlConnection connection, DemoFiles files, Instant now)
    {
        List<Guid> ids = [];
        foreach (var person in files.People.People)
        {
            ids.Add(await AddPersonAsync(connection, person.Name, person.Email, now));
        }

        return ids;
    }

    private static Task<Guid> AddPersonAsync(NpgsqlConnection connection, string name, string email, Instant now, bool isAdministrator = false) =>
        connection.ExecuteScalarAsync<Guid>(
            PersonSql, new { Id = Guid.CreateVersion7(), Email = email, Name = name, IsAdministrator = isAdministrator, Now = now });

    private static Task<int> GiveAsync(NpgsqlConnection connection, Guid person, OwnerRole[] roles, string[] owners) =>
        connection.ExecuteAsync(RolesSql, new { person, roles = roles.Select(OwnerRights.NameOf).ToArray(), owners });

    /// <summary>Friday evening in the kitchen in Gellerup, where a newcomer looks first; it is taken on one Friday of the next four.</summary>
    private static Func<DemoResource, Interval, bool> KeptFree(Instant now)
    {
        const string kitchen = "gellerup-faelleskoekken";
        const int takenFriday = 2;
        return (resource, period) =>
        {
            if (resource.Slug != kitchen)
            {
                return false;
            }

            var zone = resource.Terms.Zone;
            var friday = period.Start.InZone(zone).Date;
            var evening = new Interval(
                (friday + new LocalTime(16, 0)).InZoneLeniently(zone).ToInstant(), (friday + new LocalTime(22, 0)).InZoneLeniently(zone).ToInstant());
            return friday.DayOfWeek == IsoDayOfWeek.Friday
                && Period.DaysBetween(now.InZone(zone).Date, friday) / 7 is var weeks && weeks is <= 4 and not takenFriday
                && period.Start < evening.End && evening.Start < resource.Terms.Buffer.Around(period).End;
        };
    }
}
