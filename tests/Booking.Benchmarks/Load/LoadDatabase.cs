using Booking.Testing;
using Booking.Web.Database;
using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Benchmarks.Load;

/// <summary>
/// A city of 2,000 resources, 200 of them kitchens, with so many bookings behind it. The next weeks are equally full however
/// long the history is.
/// </summary>
public sealed class LoadDatabase : IAsyncDisposable
{
    public const int Resources = 2000;
    public const int Kitchens = 200;

    /// <summary>Resources of their own for those who book, so that every booking finds free time.</summary>
    public const int BookedResources = 64;

    public LoadDatabase(string connectionString, int bookings)
    {
        ConnectionString = connectionString;
        Bookings = bookings;
        Source = BookingDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    public int Bookings { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>A server with the settings of production, which ends with this process.</summary>
    public static async Task<EmbeddedServer> StartServerAsync()
    {
        var folder = DataDirectory.Create(onDisk: true);
        var server = await EmbeddedServer.StartAsync(
            new EmbeddedServerOptions { DataDirectory = folder, BinaryDirectory = PostgresBinaries.InRepository(Repository.Root) },
            _ => { }, CancellationToken.None);
        EndOfProcess.StopAndDelete(server, folder);
        NodaTimeHandlers.Register();
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        return server;
    }

    public static async Task<LoadDatabase> CreateAsync(EmbeddedServer server, int bookings, Instant now)
    {
        var name = $"load_{bookings}";
        await using (var administration = NpgsqlDataSource.Create(server.ConnectionString))
        await using (var create = administration.CreateCommand($"create database {name}"))
        {
            await create.ExecuteNonQueryAsync();
        }

        // Filling takes longer than any request may.
        var database = new LoadDatabase(
            new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString, bookings);
        await Migrator.RunAsync(database.ConnectionString, _ => { }, CancellationToken.None);
        await database.FillAsync(now);
        return database;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    /// <summary>The period with that number, an hour long, and the place where it is booked; each is given once.</summary>
    public static (string Slug, LocalDateTime Start) Slot(string who, long number, Instant now)
    {
        var firstDay = now.InUtc().Date.PlusDays(30);
        return ($"{who}-{number % BookedResources}", firstDay.AtMidnight().PlusHours((int)(number / BookedResources)));
    }

    public async Task<Guid> FindPersonAsync(string email)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<Guid>("select id from person where email = @email", new { email });
    }

    private async Task FillAsync(Instant now)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await connection.ExecuteAsync(CitySql, new { now, Resources, Kitchens, BookedResources });
        await connection.ExecuteAsync(
            "insert into api_token (id, person_id, name, token_hash, created_at) select gen_random_uuid(), md5('person' || @client)::uuid, 'load', @hash, @now",
            Enumerable.Range(0, Measured.Clients).Select(client => new { client, hash = ApiToken.Hash(TokenOf(client)), now }));

        // Indexes are made after the rows, and what the rows refer to is known to be there: a minute instead of ten.
        var later = (await connection.QueryAsync<(string Drop, string Make)>(IndexesSql)).AsList();
        await connection.ExecuteAsync("set statement_timeout = 0; set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'");
        await connection.ExecuteAsync(string.Join(";\n", later.Select(index => index.Drop)));
        await connection.ExecuteAsync(BookingsSql, new { now, PerUnit = Bookings / Resources }, commandTimeout: 0);
        foreach (var index in later)
        {
            await connection.ExecuteAsync(index.Make, commandTimeout: 0);
        }

        await connection.ExecuteAsync("reset all");
        await connection.ExecuteAsync("set statement_timeout = 0");
        await connection.ExecuteAsync("vacuum (analyze)", commandTimeout: 0);
        await connection.ExecuteAsync("checkpoint ", commandTimeout: 0);
    }

    /// <summary>The API token of a client.</summary>
    public static string TokenOf(int client) => $"load-{client:00}-abcdefghijklmnopqrstuvwxyz0123456789";

    private const string CitySql = """
        insert into district (slug, name, latitude, longitude)
        select 'district-' || n, 'District ' || n, 56.1 + n * 0.01, 10.1 + n * 0.01 from generate_series(0, 16) as n;

        insert into owner (id, slug, name_da, name_en, kind, email, phone)
        select md5('owner' || n)::uuid, 'owner-' || n, 'Forening ' || n, 'Association ' || n, 'association', 'owner' || n || '@example.dk', '+45 00 00 00 00'
        from generate_series(0, 99) as n;

        insert into person (id, email, name, verified_at, created_at, revised_at)
        select md5('person' || n)::uuid, 'person' || n || '@example.dk', 'Person ' || n, @now, @now, @now from generate_series(0, 4999) as n;

        create temporary table place (who text, n int, kind text);
        insert into place
        select 'resource', n, case when n < @Kitchens then 'kitchen' else (array['hall', 'room', 'workshop', 'garden', 'vehicle', 'tool', 'other'])[1 + n % 7] end
        from generate_series(0, @Resources - 1) as n;
        insert into place select who, n, 'other' from generate_series(0, @BookedResources - 1) as n, unnest(array['raw', 'form', 'api', 'race']) as who;

        insert into unit (id, name, revised_at) select md5(who || ' unit ' || n)::uuid, who || ' ' || n, @now from place;

        insert into resource (id, slug, owner_id, kind, district, name_da, name_en, description_da, description_en, address, latitude,
            longitude, unit_use, capacity, time_zone)
        select md5(who || ' resource ' || n)::uuid, who || '-' || n, md5('owner' || n % 100)::uuid, kind, 'district-' || n % 17,
            'Sted ' || n, 'Place ' || n, 'Et sted at mødes, med borde og stole.', 'A place to meet, with tables and chairs.', 'Vestergade ' || n, 56.1 + n % 17 * 0.01,
            10.1 + n % 17 * 0.01, 'all', 5 + n % 60, case who when 'resource' then 'Europe/Copenhagen' else 'UTC' end
        from place;

        insert into resource_unit (resource_id, unit_id) select md5(who || ' resource ' || n)::uuid, md5(who || ' unit ' || n)::uuid from place;

        insert into rule (id, kind, parameters, level, resource_id, reason_da, set_at, valid_from)
        select gen_random_uuid(), kind, parameters, 'resource', id, 'Så der er tid til alle.', @now, '-infinity'
        from (select md5(who || ' resource ' || n)::uuid as id, who = 'resource' as usual from place) as place
        cross join lateral (values
            ('MinimumDuration', jsonb_build_object('minutes', 30)),
            ('MaximumDuration', jsonb_build_object('minutes', 480)),
            ('StartGrid', jsonb_build_object('minutes', 30)),
            ('Horizon', jsonb_build_object('days', 1000)),
            ('BufferTime', jsonb_build_object('beforeMinutes', 0, 'afterMinutes', case when usual then 30 else 0 end)),
            ('CheckInGrace', jsonb_build_object('minutes', 20)),
            ('OpeningHours', jsonb_build_object('seasons', '[]'::jsonb, 'week', (
                select jsonb_agg(jsonb_build_object(
                    'day', day, 'opensMinute', case when usual then 480 else 0 end, 'closesMinute', case when usual then 1380 else 1440 end))
                from generate_series(1, 7) as day)))
        ) as said (kind, parameters);

        -- So that it matters who asks for a kitchen.
        insert into rule (id, kind, parameters, level, resource_id, reason_da, set_at, valid_from)
        select gen_random_uuid(), 'Quota', '{"limit": 10, "measure": "bookings", "per": "week", "over": "category", "counts": "both"}', 'resource',
               md5('resource resource ' || n)::uuid, 'Så der er køkken til alle.', @now, '-infinity'
        from generate_series(0, @Kitchens - 1) as n;

        create sequence load_raw_slot minvalue 0;
        """;

    // A booking of two hours and its half hour of cleaning up every 52 hours, at another hour for each resource; the last ones in the
    // next weeks. Identifiers rise with time, as version 7 has them.
    private const string BookingsSql = """
        create temporary table history as
        select lpad(to_hex((extract(epoch from starts) * 1000)::bigint), 12, '0')::text || '7' || substr(md5(random()::text), 1, 3) || 'a' || substr(md5(random()::text), 1, 15) as id,
               n, starts
        from (
            select n, date_trunc('hour', @now::timestamptz) + make_interval(hours => (k - @PerUnit + 9) * 52 + n % 24) as starts
            from generate_series(1, @PerUnit) as k, generate_series(0, 1999) as n
            order by k, n
        ) as slots;

        insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash, created_at, confirmed_at, checked_in_at)
        select id::uuid, upper(substr(md5(id), 1, 16)), md5('resource resource ' || n)::uuid, md5('person' || (n * 7 + extract(day from starts)::int) % 5000)::uuid,
               tstzrange(starts, starts + interval '2 hours'), 1 + n % 5, 'Fællesspisning', 'confirmed', id, sha256(id::bytea),
               starts - interval '5 days', starts - interval '5 days', case when starts < @now then starts end
        from history;

        insert into occupancy (unit_id, period, kind, booking_id)
        select md5('resource unit ' || n)::uuid, tstzrange(starts, starts + interval '150 minutes'), 'booking', id::uuid from history;

        drop table history;
        """;

    private const string IndexesSql = """
        select format('alter table %s drop constraint %I', conrelid::regclass, conname),
               format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint
        where conrelid in ('booking'::regclass, 'occupancy'::regclass) and contype in ('u', 'x')
        union all
        select format('drop index %I', indexname), indexdef
        from pg_indexes i
        where tablename in ('booking', 'occupancy')
          and not exists (select from pg_constraint c where c.conindid = i.indexname::regclass)
        """;
}
