using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Booking.Web.Database;
using Dapper;
using Npgsql;

namespace Booking.Benchmarks.Load;

/// <summary>
/// The same rows as a booking writes, put into the same tables by PostgreSQL's own benchmark in one prepared statement: no
/// locks, no rules, no web. It is the least that writing a booking can cost. Its mails are not due for a year, so that the
/// product spends no time on them.
/// </summary>
public static partial class RawInsert
{
    private const int Threads = 2;

    private const string Script = """
        with slot as materialized (
            select n, gen_random_uuid() as id, md5('person' || :client_id)::uuid as person_id,
                   date_trunc('day', now()) + interval '30 days' + n / 64 * interval '1 hour' as starts
            from (select nextval('load_raw_slot') as n) as s
        ), taken as (
            insert into occupancy (unit_id, period, kind, booking_id)
            select md5('raw unit ' || n % 64)::uuid, tstzrange(starts, starts + interval '1 hour'), 'booking', id from slot
        ), placed as (
            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status,
                                 idempotency_key, request_hash, created_at, confirmed_at, remind_at, release_at)
            select id, substr(md5(id::text), 1, 12), md5('raw resource ' || n % 64)::uuid, person_id, tstzrange(starts, starts + interval '1 hour'),
                   4, 'Fællesspisning', 'confirmed', id::text, sha256(id::text::bytea), now(), now(), starts - interval '1 day', starts + interval '20 minutes'
            from slot
        ), audited as (
            insert into audit (at, actor_id, action, subject, detail) select now(), person_id, 'booking.placed', id, sample.detail from slot, load_sample as sample
        )
        insert into outbox (id, kind, recipient, language, content, message_id, created_at, due_at)
        select gen_random_uuid(), 'booking-confirmed', 'person@example.dk', 'da', sample.content, id || '@booking.aarhus.example', now(), now() + interval '1 year'
        from slot, load_sample as sample;
        """;

    /// <summary>Null when there is no pgbench on this machine.</summary>
    public static string? FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => Path.Combine(folder, "bin")) : [])
            .Select(folder => Path.Combine(folder, "pgbench"))
            .FirstOrDefault(File.Exists);

    /// <summary>Takes what a booking of the product wrote as the sample for its own rows.</summary>
    public static async Task PrepareAsync(LoadDatabase database)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            create table load_sample as
            select (select content from outbox where kind = 'booking-confirmed' limit 1) as content,
                   (select detail from audit where action = 'booking.placed' limit 1) as detail
            """);
    }

    /// <summary>Bookings a second.</summary>
    public static async Task<double> RunAsync(string pgbench, LoadDatabase database, TimeSpan span)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var script = Path.GetTempFileName();
        await File.WriteAllTextAsync(script, Script.ReplaceLineEndings(" "));
        try
        {
            var start = new ProcessStartInfo(pgbench,
            [
                "-n", "-M", "prepared", "-f", script, "-c", $"{Measured.Clients}", "-j", $"{Threads}", "-T", $"{span.TotalSeconds:0}",
                "-h", connection.Host!, "-p", $"{connection.Port}", "-U", connection.Username!, connection.Database!
            ])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["PGPASSWORD"] = connection.Password }
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var found = PerSecond().Match(output);
            return found.Success && process.ExitCode == 0
                ? double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"pgbench failed: {await errors} {output}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    [GeneratedRegex(@"tps = ([0-9.]+) \(without")]
    private static partial Regex PerSecond();
}
