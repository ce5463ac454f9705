using Booking.Rules.Conditions;
using Booking.Web.Database;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>
/// Takes something out of use: for a while it is closed, for good it is shared until then and no longer. What is booked in that time is
/// cancelled after this, one booking at a time.
/// </summary>
public sealed class TakeOutOfUse(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    /// <summary>The bookings it hits: neither begun with a check-in nor over. @Ids, @Now, @Start and @End, which may be null.</summary>
    public const string HitSql = """
        select b.id, b.period, b.people, r.id, r.name_da, r.name_en
        from booking b join resource r on r.id = b.resource_id
        where b.resource_id = any(@Ids) and b.status in ('held', 'confirmed') and b.checked_in_at is null and upper(b.period) > @Now
          and b.period && tstzrange(@Start, @End, '[)')
        order by b.period, b.id
        """;

    private const string SharingSql = """
        select distinct r.id, r.slug, r.name_da, r.name_en
        from resource_unit mine
        join resource_unit theirs on theirs.unit_id = mine.unit_id and theirs.resource_id <> mine.resource_id
        join resource r on r.id = theirs.resource_id
        where mine.resource_id = @Id and r.owner_id = @OwnerId and (r.published or r.first_published_at is not null)
        order by r.name_da, r.id
        """;

    private const string InsertSql = """
        insert into withdrawal (id, resource_id, period, reason, hit, made_by, made_at)
        select @Key, @Id, tstzrange(@Start, @End, '[)'), @Reason,
               (select count(*) from booking
                where resource_id = @Id and status in ('held', 'confirmed') and checked_in_at is null and upper(period) > @Now
                  and period && tstzrange(@Start, @End, '[)')),
               @ActorId, @Now
        on conflict (id) do nothing
        """;

    // Where it would have been shared from a later day only, it never is.
    private const string EndSql = """
        update resource
        set publish_until = case when publish_from >= @Start then publish_until else least(publish_until, @Start) end,
            published = published and (publish_from is null or publish_from < @Start),
            first_published_at = coalesce(first_published_at, @Now)
        where id = @Id
        """;

    private const string ProgressSql = """
        select w.id, w.hit,
               (select count(*) from booking b
                where b.resource_id = w.resource_id and b.status in ('held', 'confirmed') and b.checked_in_at is null
                  and upper(b.period) > @Now and b.period && w.period) as left
        from withdrawal w
        where w.resource_id = @Id and w.finished_at is null
        order by w.made_at
        """;

    private sealed record OtherRow(Guid Id, string Slug, string NameDa, string NameEn);

    /// <summary>What else the owner shares that has something in common with it.</summary>
    public async Task<IReadOnlyList<OtherResource>> SharingAsync(SetupRecord resource, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return
        [
            .. (await connection.QueryAsync<OtherRow>(new CommandDefinition(SharingSql, new { resource.Id, resource.OwnerId }, cancellationToken: cancellation)))
                .Select(row => new OtherResource(row.Id, row.Slug, new LocalText(row.NameDa, row.NameEn))),
        ];
    }

    public async Task<IReadOnlyList<TouchedBooking>> HitAsync(SetupRecord resource, OutOfUse outOfUse, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = With(new NpgsqlCommand(HitSql, connection), resource.Id, outOfUse, clock.GetCurrentInstant());
        command.Parameters.Add(new("Ids", outOfUse.Of(resource).ToArray()));
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        List<TouchedBooking> found = [];
        while (await rows.ReadAsync(cancellation))
        {
            found.Add(new TouchedBooking(rows.GetGuid(0), rows.GetFieldValue<Interval>(1), rows.GetInt32(2))
            {
                Where = rows.GetGuid(3) == resource.Id ? null : new LocalText(rows.GetString(4), rows.GetString(5)),
            });
        }

        return found;
    }

    /// <summary>What is under way, with how many bookings are left.</summary>
    public async Task<IReadOnlyList<WithdrawalProgress>> ProgressAsync(SetupRecord resource, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<WithdrawalProgress>(new CommandDefinition(
            ProgressSql, new { resource.Id, Now = clock.GetCurrentInstant() }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>
    /// One withdrawal for each thing, this one's first; what is booked in them is cancelled next. None when the same form has been
    /// sent before.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> HandleAsync(SetupRecord resource, OutOfUse outOfUse, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var now = clock.GetCurrentInstant();
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WriteRule.LockAsync(connection, transaction, actor.Id, cancellation);
        List<Guid> made = [];
        foreach (var id in outOfUse.Of(resource))
        {
            var key = id == resource.Id ? outOfUse.Key : Guid.CreateVersion7();
            if (!await InsertAsync(connection, transaction, key, id, outOfUse, actor, now, cancellation))
            {
                return [];
            }

            await CloseAsync(connection, transaction, snapshot.Get(id), outOfUse, actor, now);
            await SetupAudit.WriteAsync(
                connection, transaction, "resource.taken-out-of-use", id, resource.OwnerId,
                new { from = outOfUse.From.ToString(), until = outOfUse.Until?.ToString(), outOfUse.Reason }, actor, now);
            made.Add(key);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return made;
    }

    private static async Task<bool> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid key, Guid resourceId, OutOfUse outOfUse, SignedInPerson actor, Instant now,
        CancellationToken cancellation)
    {
        await using var insert = With(new NpgsqlCommand(InsertSql, connection, transaction), resourceId, outOfUse, now);
        insert.Parameters.Add(new("Key", key));
        insert.Parameters.Add(new("Reason", outOfUse.Reason));
        insert.Parameters.Add(new("ActorId", actor.Id));
        return await insert.ExecuteNonQueryAsync(cancellation) > 0;
    }

    private static async Task CloseAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CatalogueResource resource, OutOfUse outOfUse, SignedInPerson actor, Instant now)
    {
        if (outOfUse.Until is { } until)
        {
            var closed = new ClosedDates(outOfUse.From, until);
            await WriteRule.SaveAsync(
                connection, transaction, RuleTarget.Of(resource),
                new Rule(Guid.CreateVersion7(), RuleLevel.Resource, Binding: false, closed, outOfUse.Reason, "", now, null), null, "rule.set", actor.Id, now);
        }
        else
        {
            await connection.ExecuteAsync(EndSql, new { resource.Id, outOfUse.Period.Start, Now = now }, transaction);
        }
    }

    private static NpgsqlCommand With(NpgsqlCommand command, Guid resourceId, OutOfUse outOfUse, Instant now)
    {
        command.Parameters.Add(new("Id", resourceId));
        command.Parameters.Add(new("Now", now));
        command.Parameters.Add(new("Start", outOfUse.Period.Start));
        command.Parameters.Add(NullableMoment.Parameter("End", outOfUse.Period.HasEnd ? outOfUse.Period.End : null));
        return command;
    }
}

/// <param name="Hit">How many bookings there were to cancel.</param>
/// <param name="Left">How many there still are.</param>
public sealed record WithdrawalProgress(Guid Id, int Hit, long Left);
