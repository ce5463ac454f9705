using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.OwnUse;

/// <summary>
/// Asks those who look after a place whether it needs the times that else go to others: in the daytime, in one mail a day at most, and
/// about each time once. Who is asked late has a day to answer all the same; where that is not to be had, the time stays the owner's.
/// </summary>
public sealed class AskAboutOwnUse(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    /// <summary>How long before a time goes to others its mail is written; what follows soon comes with it.</summary>
    public static readonly Duration Ahead = Duration.FromDays(7);

    /// <summary>The least that there is to answer.</summary>
    public static readonly Duration LeastToAnswer = Duration.FromDays(1);

    private const int MorningHour = 7;
    private const int EveningHour = 20;

    // A little less than a day, or the mail would come later every day.
    private const string DueSql = """
        select id, title, period, release_at from own_time t
        where t.resource_id = @ResourceId and t.release_at <= @Until and t.asked_at is null and t.confirmed_at is null and t.ended_at is null
          and lower(t.period) > @Now
          and not exists (select from own_time o where o.resource_id = @ResourceId and o.asked_at > @Now - interval '20 hours')
        order by lower(t.period), t.id
        for update
        """;

    // One resource at a time: of two servers at it, one asks.
    private const string LockSql = "select pg_advisory_xact_lock(hashtextextended('own use ' || @resourceId::text, 0))";

    private const string AskedSql = """
        update own_time t set asked_at = @Now, asked_mails = @Mails, release_at = a.release_at
        from unnest(@Ids, @Releases) as a (id, release_at)
        where t.id = a.id
        """;

    private sealed record Due(Guid Id, string Title, Interval Period, Instant ReleaseAt);

    /// <summary>Safe to repeat.</summary>
    public async Task HandleAsync(Guid resourceId, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(resourceId);
        if (now.InZone(resource.Terms.Zone).Hour is < MorningHour or >= EveningHour)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(LockSql, new { resourceId });
        var due = (await connection.QueryAsync<Due>(DueSql, new { ResourceId = resourceId, Now = now, Until = now + Ahead })).AsList();
        if (due.Count == 0)
        {
            return;
        }

        var releases = due.ConvertAll(time => Instant.Max(time.ReleaseAt, now + LeastToAnswer) is var fair && fair < time.Period.Start ? fair : (Instant?)null);
        var asked = due.Zip(releases, (time, release) => (Time: time, Release: release)).Where(one => one.Release is not null)
            .Select(one => new OwnUseQuestionMail.Time(one.Time.Title, one.Time.Period.Start, one.Time.Period.End, one.Release!.Value)).ToList();
        var mails = asked.Count == 0 ? [] : await MailsAsync(connection, resource, asked, now, cancellation);
        await connection.ExecuteAsync(AskedSql, new
        {
            Now = now,
            Mails = mails.ConvertAll(mail => mail.Id).ToArray(),
            Ids = due.ConvertAll(time => time.Id).ToArray(),
            Releases = releases.ToArray(),
        });
        await OutboxMail.InsertAsync(connection, mails, cancellation);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task<List<OutboxMail>> MailsAsync(
        NpgsqlConnection connection, CatalogueResource resource, List<OwnUseQuestionMail.Time> asked, Instant now, CancellationToken cancellation)
    {
        var readers = await OwnerContact.ReadAsync(connection, resource.Owner.Id, OwnerRight.LookAfter, cancellation);
        return
        [
            .. (readers.Count > 0 ? readers : [new OwnerContact(resource.Owner.Email, resource.Owner.Name.Da, "da")]).Select(reader => OutboxMail.About(
                new OwnUseQuestionMail(reader.Name, resource.Slug, resource.Name.In(reader.Language), resource.Terms.Zone.Id, asked),
                reader.Email, reader.Language, now)),
        ];
    }
}
