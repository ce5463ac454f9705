using Booking.Rules.Recurrence;
using Booking.Web.Features.Owners;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.CalendarImports;

/// <summary>
/// Reads a calendar again, and changes what it has changed, all in one transaction. What could not be read leaves everything as it was;
/// when that lasts for a day those who look after the place are told, once.
/// </summary>
public sealed class ReadCalendarImport(NpgsqlDataSource database, Catalogue catalogue, FetchCalendar fetch, FetchLimits limits, IClock clock)
{
    public static readonly Duration Every = Duration.FromMinutes(15);
    public static readonly Duration TellAfter = Duration.FromDays(1);

    // A calendar that takes longer to make sense of is meant to.
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(5);

    // Of two servers at it, one reads. Early by half a minute, or every run would come a run too late.
    private const string ClaimSql = """
        update calendar_import set due_at = @Next, tried_at = @Now
        where id = @Id and (due_at <= @Now or (@Asked and tried_at < @MinuteAgo))
        returning resource_id, address, name, owner_email, read_on, etag, last_modified
        """;

    private const string KnownSql = """
        select id, uid, period, title from own_time where import_id = @Id and upper(period) > @Now and ended_at is null
        """;

    private const string InsertSql = """
        insert into own_time (id, resource_id, import_id, uid, title, period)
        select id, @ResourceId, @Id, uid, title, period from unnest(@Ids, @Uids, @Titles, @Periods) as t (id, uid, title, period)
        """;

    private const string DeleteSql = "delete from own_time where id = any(@gone)";

    private const string ReadSql = """
        update calendar_import
        set read_at = @Now, read_on = @Today, etag = @ETag, last_modified = @LastModified, problems = @Problems::jsonb,
            fault = null, failing_since = null, told_at = null
        where id = @Id
        """;

    private const string UnchangedSql = "update calendar_import set read_at = @Now, fault = null, failing_since = null, told_at = null where id = @Id";

    private const string FailedSql = """
        update calendar_import set fault = @Fault, failing_since = coalesce(failing_since, @Now) where id = @Id
        returning failing_since
        """;

    private const string TellSql = """
        update calendar_import set told_at = @Now where id = @Id and told_at is null and failing_since <= @Before
        """;

    private const string ForgetSql = "delete from own_time where import_id = @Id and upper(period) < @Before";

    private sealed record Row(
        Guid ResourceId, string Address, string Name, string OwnerEmail, LocalDate? ReadOn, string? Etag, string? LastModified);

    private sealed record Known(Guid Id, string Uid, Interval Period, string Title);

    /// <summary>When it is due. Safe to repeat.</summary>
    public Task HandleAsync(Guid id, CancellationToken cancellation) => HandleAsync(id, asked: false, cancellation);

    /// <param name="asked">Somebody wants it read now; not oftener than once a minute.</param>
    public async Task HandleAsync(Guid id, bool asked, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        if (await ClaimAsync(id, asked, now, cancellation) is not { } row)
        {
            return;
        }

        var resource = (await catalogue.ReadAsync(cancellation)).Get(row.ResourceId);
        var today = now.InZone(resource.Terms.Zone).Date;
        // Another day has another window: then all of it is needed, changed or not.
        var known = row.ReadOn == today;
        var fetched = CalendarAddress.Parse(row.Address, limits) is { } address
            ? await fetch.HandleAsync(address, known ? row.Etag : null, known ? row.LastModified : null, cancellation)
            : new Fetched.Failed(FetchFault.NotPublic);
        switch (fetched)
        {
            case Fetched.Unchanged:
                await ExecuteAsync(UnchangedSql, new { Id = id, Now = now }, cancellation);
                break;
            case Fetched.Content content:
                var (calendar, fault) = Read(content.Text, resource, row, today);
                await (calendar is null
                    ? FailAsync(id, resource, row, fault, now, cancellation)
                    : WriteAsync(id, resource, calendar, content, today, now, cancellation));
                break;
            case Fetched.Failed failed:
                await FailAsync(id, resource, row, failed.Fault.ToString(), now, cancellation);
                break;
        }
    }

    private async Task<Row?> ClaimAsync(Guid id, bool asked, Instant now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            ClaimSql,
            new { Id = id, Now = now, Next = now + Every - Duration.FromSeconds(30), Asked = asked, MinuteAgo = now - Duration.FromMinutes(1) },
            cancellationToken: cancellation));
    }

    private static (ImportedCalendar? Calendar, string Fault) Read(string text, CatalogueResource resource, Row row, LocalDate today)
    {
        var zone = resource.Terms.Zone;
        var window = new Interval(
            zone.AtStartOfDay(today).ToInstant(),
            zone.AtStartOfDay(today.PlusDays(resource.Terms.HorizonDays + 2)).ToInstant());
        using var bounded = new CancellationTokenSource(LongestReading);
        try
        {
            var calendar = ReadCalendar.Of(text, zone, window, row.OwnerEmail.Length > 0 ? row.OwnerEmail : null, bounded.Token);
            return calendar.Refused is { } refused ? (null, refused.ToString()) : (calendar, "");
        }
        catch (OperationCanceledException)
        {
            return (null, nameof(FetchFault.TooSlow));
        }
    }

    private async Task WriteAsync(
        Guid id, CatalogueResource resource, ImportedCalendar calendar, Fetched.Content content, LocalDate today, Instant now,
        CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await HoldOwnTime.LockAsync(connection, transaction, resource);
        if (await connection.ExecuteAsync(ReadSql, new
        {
            Id = id, Now = now, Today = today, content.ETag, content.LastModified, Problems = CalendarProblems.Write(calendar.Problems),
        }) == 0)
        {
            return;
        }

        var known = (await connection.QueryAsync<Known>(KnownSql, new { Id = id, Now = now })).AsList();
        var difference = ImportedDifference.Of([.. known.Select(one => new ImportedTime(one.Uid, one.Period, one.Title))], calendar, now);
        var gone = difference.Gone.Select(index => known[index].Id).ToArray();
        await HoldOwnTime.FreeAsync(connection, gone, now);
        await connection.ExecuteAsync(DeleteSql, new { gone });
        await connection.ExecuteAsync(ForgetSql, new { Id = id, Before = now - Duration.FromDays(30) });
        await connection.ExecuteAsync(InsertSql, new
        {
            Id = id, ResourceId = resource.Id,
            Ids = difference.New.Select(_ => Guid.CreateVersion7()).ToArray(),
            Uids = difference.New.Select(time => time.Uid).ToArray(),
            Titles = difference.New.Select(time => time.Title).ToArray(),
            Periods = difference.New.Select(time => time.Period).ToArray(),
        });
        await HoldOwnTime.TakeAsync(connection, resource, now);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private async Task FailAsync(Guid id, CatalogueResource resource, Row row, string fault, Instant now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var since = await connection.ExecuteScalarAsync<Instant?>(FailedSql, new { Id = id, Now = now, Fault = fault });
        if (since is { } began && await connection.ExecuteAsync(TellSql, new { Id = id, Now = now, Before = now - TellAfter }) == 1)
        {
            var readers = await OwnerContact.ReadAsync(connection, resource.Owner.Id, OwnerRight.LookAfter, cancellation);
            await OutboxMail.InsertAsync(
                connection,
                [
                    .. readers.Select(reader => OutboxMail.About(
                        new CalendarFailingMail(
                            reader.Name, resource.Slug, resource.Name.In(reader.Language), row.Name, resource.Terms.Zone.Id, began),
                        reader.Email, reader.Language, now)),
                ],
                cancellation);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    private async Task ExecuteAsync(string sql, object parameters, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellation));
    }
}
