using System.Diagnostics;
using System.Globalization;
using Dapper;

namespace Booking.Benchmarks.Load;

/// <summary>
/// The product and the limits of what it is made of, measured by turns in one run, so that a busy machine slows both. What
/// counts are the ratios.
/// </summary>
public static class LoadRun
{
    private const int Few = 10_000;
    private const int More = 100_000;
    private const int Many = 1_000_000;
    private const int Rounds = 3;
    private const int Races = 20;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Write = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Read = TimeSpan.FromSeconds(3);

    /// <summary>What repeats and who waits, alone: a minute instead of ten.</summary>
    public static async Task<int> RunSeriesAsync()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var now = SystemClock.Instance.GetCurrentInstant();
        var server = await LoadDatabase.StartServerAsync();
        await using var few = await LoadDatabase.CreateAsync(server, Few, now);
        await using var more = await LoadDatabase.CreateAsync(server, More, now);
        await RepeatAndWaitAsync(few, more, now);
        return 0;
    }

    public static async Task<int> RunAsync()
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var began = Stopwatch.StartNew();
        var now = SystemClock.Instance.GetCurrentInstant();
        var server = await LoadDatabase.StartServerAsync();
        Say($"Filling a database with {Few:N0} bookings and one with {Many:N0} ...");
        await using var few = await LoadDatabase.CreateAsync(server, Few, now);
        await using var many = await LoadDatabase.CreateAsync(server, Many, now);
        Say($"Filled after {began.Elapsed.TotalSeconds:0} s. {Environment.ProcessorCount} processors, {Measured.Clients} clients, {await VersionAsync(many)}.");

        await SearchAsync(few, many, now);
        await FindWaysOnAsync(few, many, now);
        await RepeatAndWaitAsync(few, many, now);

        using var plain = await PlainText.StartAsync();
        await using var product = await Product.StartAsync(many, now);
        await Measured.RunAsync(product.Address, WarmUp, 302, product.NextForm);
        await Measured.RunAsync(product.Address, WarmUp, 201, product.NextApi);
        await BookAsync(product, many);
        await RaceAsync(product, now);
        await ReadAsync(product, plain, now);

        Say("");
        Say($"Memory of the application under this load: {product.LargestMegabytes:0} MB at most (goal: 300)");
        Say($"Deadlocks: {await CountAsync(many, "select deadlocks from pg_stat_database where datname = current_database()")} (goal: 0)");
        Say($"Done after {began.Elapsed.TotalSeconds:0} s.");
        return 0;
    }

    private static async Task SearchAsync(LoadDatabase few, LoadDatabase many, Instant now)
    {
        Say("");
        Say("Free resources on an evening   in the database   until the results are there");
        foreach (var (kind, goal) in ((string?, int)[])[("kitchen", 5), (null, 25)])
        {
            // The first time fills the caches and compiles.
            foreach (var database in (LoadDatabase[])[few, many])
            {
                await SearchCost.MeasureAsync(database, kind, now);
            }

            foreach (var database in (LoadDatabase[])[few, many])
            {
                var cost = await SearchCost.MeasureAsync(database, kind, now);
                Say($"  {cost.Resources,5:N0} of {cost.Bookings,9:N0} bookings   {cost.Database.TotalMilliseconds,8:0.0} ms (goal: {goal,2})   {cost.Whole.TotalMilliseconds,8:0.0} ms");
            }
        }
    }

    private static async Task FindWaysOnAsync(LoadDatabase few, LoadDatabase many, Instant now)
    {
        Say("");
        Say("What to offer instead of an evening that is taken");
        foreach (var (kind, what) in ((string, string)[])[("hall", "halls, which ask nobody who they are"), ("kitchen", "kitchens, with a quota on each person")])
        {
            foreach (var database in (LoadDatabase[])[few, many])
            {
                await WaysOnCost.MeasureAsync(database, kind, now);
            }

            foreach (var database in (LoadDatabase[])[few, many])
            {
                var cost = await WaysOnCost.MeasureAsync(database, kind, now);
                Say($"  {cost.Comparable,5:N0} {what}, of {cost.Bookings,9:N0} bookings   {cost.Whole.TotalMilliseconds,8:0.0} ms for {cost.Found}");
            }
        }
    }

    private static async Task RepeatAndWaitAsync(LoadDatabase few, LoadDatabase many, Instant now)
    {
        Say("");
        Say("An evening every week   in the database   shown   booked   the same rows raw");
        foreach (var database in (LoadDatabase[])[few, many])
        {
            var cost = await SeriesCost.MeasureAsync(database, now);
            Say($"  {cost.Dates} dates, of {database.Bookings,9:N0} bookings   {cost.Preview.TotalMilliseconds,6:0.0} ms   {cost.Place.TotalMilliseconds,6:0.0} ms   {cost.Raw.TotalMilliseconds,6:0.0} ms, {cost.Place / cost.Raw:0.00} times the raw");
        }

        Say("");
        Say("An evening that comes free, until it is offered");
        foreach (var waiting in (int[])[10, 1000])
        {
            var cost = await WaitlistCost.MeasureAsync(many, waiting, now);
            Say($"  {cost.Waiting,5:N0} waiting   {cost.Whole.TotalMilliseconds,8:0.0} ms for {cost.Offers} offers");
        }
    }

    private static async Task BookAsync(Product product, LoadDatabase database)
    {
        var pgbench = RawInsert.FindProgram();
        await RawInsert.PrepareAsync(database);
        List<double> raw = [];
        List<Measured> form = [], api = [];
        for (var round = 0; round < Rounds; round++)
        {
            if (pgbench is not null)
            {
                raw.Add(await RawInsert.RunAsync(pgbench, database, Write));
            }

            form.Add(await Measured.RunAsync(product.Address, Write, 302, product.NextForm));
            api.Add(await Measured.RunAsync(product.Address, Write, 201, product.NextApi));
        }

        Say("");
        if (pgbench is null)
        {
            Say("There is no pgbench here (install PostgreSQL's client programs): no raw limit to compare with.");
        }

        var limit = raw.Order().ElementAtOrDefault(raw.Count / 2);
        Say("Booking                        a second   of the raw   median      p99");
        Say($"  raw insert by pgbench        {limit,8:0}   {(limit > 0 ? "1.00" : "")}");
        Tell("through the form", Measured.Middle(form), limit, "goal: 0.25");
        Tell("through the API", Measured.Middle(api), limit, "goal: 0.40");
    }

    private static async Task RaceAsync(Product product, Instant now)
    {
        var (successes, slowest) = (new List<int>(), TimeSpan.Zero);
        for (var race = 0; race < Races; race++)
        {
            var slot = LoadDatabase.Slot("race", race, now);
            var answers = await Task.WhenAll(Enumerable.Range(0, Measured.Clients).Select(client => Task.Factory.StartNew(() =>
            {
                using var connection = new RawConnection(product.Address);
                var request = product.Form(client, slot);
                var sent = Stopwatch.GetTimestamp();
                return (Status: connection.Send(request), Time: Stopwatch.GetElapsedTime(sent));
            }, TaskCreationOptions.LongRunning)));
            successes.Add(answers.Count(answer => answer.Status == 302));
            slowest = answers.Select(answer => answer.Time).Append(slowest).Max();
        }

        Say("");
        Say($"{Measured.Clients} at once for one free hour, {Races} times: {string.Join(' ', successes.Distinct())} success each (goal: 1), slowest answer {slowest.TotalMilliseconds:0} ms (goal: 1000)");
    }

    private static async Task ReadAsync(Product product, PlainText plain, Instant now)
    {
        var evening = now.InUtc().Date.PlusDays(9).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        (string Name, byte[] Request, List<Measured> Runs)[] pages =
        [
            ("week page", product.Get("/resources/resource-7"), []),
            ("resource list", product.Get("/resources"), []),
            ("what is free on an evening", product.Get($"/resources?date={evening}&from=17%3A00&to=21%3A00&people=4&kind=kitchen"), []),
            ("resource's feed", product.Get("/resources/resource-7/calendar.ics"), []),
        ];
        List<Measured> limit = [];
        for (var round = 0; round < Rounds; round++)
        {
            limit.Add(await Measured.RunAsync(plain.Address, Read, 200, _ => "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray()));
            foreach (var page in pages)
            {
                page.Runs.Add(await Measured.RunAsync(product.Address, Read, 200, _ => page.Request));
            }
        }

        var most = Measured.Middle(limit);
        Say("");
        Say("Reading                        a second   of plain     median      p99");
        Tell("plain text", most, most.PerSecond, "");
        foreach (var page in pages)
        {
            Tell(page.Name, Measured.Middle(page.Runs), most.PerSecond, "");
        }
    }

    private static void Tell(string what, Measured measured, double limit, string goal)
    {
        var ratio = limit > 0 ? (measured.PerSecond / limit).ToString("0.00", null) : "";
        var unexpected = measured.Unexpected.Count == 0 ? "" : $"   unexpected: {string.Join(", ", measured.Unexpected.Select(status => $"{status.Value} times {status.Key}"))}";
        Say($"  {what,-28} {measured.PerSecond,8:0}   {ratio,6} {(goal.Length > 0 ? $"({goal})" : ""),-12} {measured.Median.TotalMilliseconds,6:0.0} ms {measured.P99.TotalMilliseconds,7:0.0} ms{unexpected}");
    }

    private static async Task<string> VersionAsync(LoadDatabase database)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        return "PostgreSQL " + await connection.ExecuteScalarAsync<string>("show server_version");
    }

    private static async Task<long> CountAsync(LoadDatabase database, string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private static void Say(string line) => Console.WriteLine(line);
}
