using System.Text.Json;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

/// <summary>Enters own use, changes it, or ends it, and with it the dates to come. What has begun stays as it was.</summary>
public sealed class WriteOwnUse(NpgsqlDataSource database, IClock clock)
{
    private const string InsertSql = """
        insert into own_use (id, resource_id, title, weekdays, from_minute, until_minute, first_date, last_date, skips_closed, give_back_hours,
                             created_at, created_by)
        values (@Id, @ResourceId, @Title, @Weekdays, @FromMinute, @UntilMinute, @FirstDate, @LastDate, @SkipsClosed, @GiveBackHours, @Now, @By)
        on conflict (id) do nothing
        """;

    private const string UpdateSql = """
        update own_use
        set title = @Title, weekdays = @Weekdays, from_minute = @FromMinute, until_minute = @UntilMinute, first_date = @FirstDate,
            last_date = @LastDate, skips_closed = @SkipsClosed, give_back_hours = @GiveBackHours
        where id = @Id and resource_id = @ResourceId and ended_at is null
        """;

    private const string EndSql = "update own_use set ended_at = @Now where id = @Id and resource_id = @ResourceId and ended_at is null";

    private const string ComingSql = """
        select id from own_time where own_use_id = @Id and lower(period) > @Now and ended_at is null
        """;

    // Of a date that stays nothing is forgotten but its hours: whether somebody has said that it is needed is about the date.
    private const string MoveSql = """
        delete from own_time
        where own_use_id = @Id and lower(period) > @Now and ended_at is null and date <> all(@Dates);
        update own_time t
        set title = @Title, period = moved.period, release_at = lower(moved.period) - make_interval(hours => @GiveBackHours),
            asked_at = case when t.period = moved.period then t.asked_at end,
            asked_mails = case when t.period = moved.period then t.asked_mails else '{}' end
        from unnest(@Dates, @Periods) as moved (date, period)
        where t.own_use_id = @Id and t.date = moved.date and lower(t.period) > @Now and t.ended_at is null
        """;

    private const string DropSql = "delete from own_time where own_use_id = @Id and lower(period) > @Now";

    private const string AuditSql = """
        insert into audit (at, actor_id, owner_id, action, subject, detail) values (@Now, @By, @OwnerId, @Action, @Id, @Detail::jsonb)
        """;

    /// <summary>Answers its id.</summary>
    public async Task<Guid> AddAsync(CatalogueResource resource, OwnUseDraft draft, SignedInPerson actor, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7();
        await AddAsync(id, resource, draft, actor, cancellation);
        return id;
    }

    /// <param name="id">The same for every attempt to enter the same: it is entered once.</param>
    public async Task AddAsync(Guid id, CatalogueResource resource, OwnUseDraft draft, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await HoldOwnTime.LockAsync(connection, transaction, resource);
        if (await connection.ExecuteAsync(InsertSql, Written.Of(id, resource, draft, actor, now)) == 0)
        {
            return;
        }

        await PlanOwnUse.WriteAsync(connection, resource, now, cancellation);
        await HoldOwnTime.TakeAsync(connection, resource, now);
        await AuditAsync(connection, resource, "own-use.added", id, draft, actor, now);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>False when there is no such series any longer.</summary>
    public async Task<bool> ChangeAsync(CatalogueResource resource, Guid id, OwnUseDraft draft, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await HoldOwnTime.LockAsync(connection, transaction, resource);
        if (await connection.ExecuteAsync(UpdateSql, Written.Of(id, resource, draft, actor, now)) == 0)
        {
            return false;
        }

        await HoldOwnTime.FreeAsync(connection, await connection.QueryAsync<Guid>(ComingSql, new { Id = id, Now = now }), now);
        var series = await connection.QuerySingleAsync<OwnUseRow>(OwnUseRow.SelectSql + " where id = @id", new { id });
        var dates = PlanOwnUse.Dates(series, resource, now);
        await connection.ExecuteAsync(MoveSql, new
        {
            Id = id, Now = now, draft.Title, draft.GiveBackHours,
            Dates = dates.Select(date => date.Date).ToArray(),
            Periods = dates.Select(date => date.Period).ToArray(),
        });
        await PlanOwnUse.WriteAsync(connection, resource, now, cancellation);
        await HoldOwnTime.TakeAsync(connection, resource, now);
        await AuditAsync(connection, resource, "own-use.changed", id, draft, actor, now);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>False when it had been ended already.</summary>
    public async Task<bool> EndAsync(CatalogueResource resource, Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await HoldOwnTime.LockAsync(connection, transaction, resource);
        if (await connection.ExecuteAsync(EndSql, new { Id = id, ResourceId = resource.Id, Now = now }) == 0)
        {
            return false;
        }

        await HoldOwnTime.FreeAsync(connection, await connection.QueryAsync<Guid>(ComingSql, new { Id = id, Now = now }), now);
        await connection.ExecuteAsync(DropSql, new { Id = id, Now = now });
        await HoldOwnTime.TakeAsync(connection, resource, now);
        await AuditAsync(connection, resource, "own-use.ended", id, draft: null, actor, now);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private sealed record Written(
        Guid Id, Guid ResourceId, string Title, int[] Weekdays, int FromMinute, int UntilMinute, LocalDate FirstDate, LocalDate? LastDate,
        bool SkipsClosed, int? GiveBackHours, Instant Now, Guid By)
    {
        public static Written Of(Guid id, CatalogueResource resource, OwnUseDraft draft, SignedInPerson actor, Instant now) => new(
            id, resource.Id, draft.Title, [.. draft.Use.Days.Select(day => (int)day)], draft.Use.FromMinute, draft.Use.UntilMinute,
            draft.Use.First, draft.Use.Last, draft.SkipsClosed, draft.GiveBackHours, now, actor.Id);
    }

    private static Task<int> AuditAsync(
        NpgsqlConnection connection, CatalogueResource resource, string action, Guid id, OwnUseDraft? draft, SignedInPerson actor, Instant now) =>
        connection.ExecuteAsync(AuditSql, new
        {
            Now = now, By = actor.Id, OwnerId = resource.Owner.Id, Action = action, Id = id,
            Detail = draft is null ? "{}" : JsonSerializer.Serialize(new
            {
                days = draft.Use.Days.Select(day => (int)day),
                from = draft.Use.FromMinute,
                until = draft.Use.UntilMinute,
                first = draft.Use.First.ToString("uuuu-MM-dd", null),
                last = draft.Use.Last?.ToString("uuuu-MM-dd", null),
                giveBackHours = draft.GiveBackHours,
            }),
        });
}
